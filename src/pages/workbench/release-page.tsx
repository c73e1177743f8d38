import type { Context } from 'hono';

import { releaseSeason } from '../../actions/seasons/release-season.ts';
import { listOverlappingProposals } from '../../db/queries/placements.ts';
import { listProposals, type Proposal } from '../../db/queries/proposals.ts';
import type { Page } from '../../db/queries/page.ts';
import { findSeasonToMatch, type SeasonToMatch } from '../../db/queries/run-desk.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Empty, Note, Title } from '../parts/page.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { lineText, termText } from './named-line.ts';
import { idAsked, idIn } from './reading.ts';
import { runWords } from './run-words.ts';
import { mayMatch } from './runs-page.tsx';

const partSize = 50;

type ReleaseProps = {
  readonly viewer: Viewer;
  readonly season: SeasonToMatch;
  readonly proposals: Page<Proposal>;
  readonly overlapping: number;
  readonly failure: KnownFailure | undefined;
};

/** Asks before everybody hears: who, where, and until when they may reply. */
function releasePage({ viewer, season, proposals, overlapping, failure }: ReleaseProps) {
  const words = runWords[viewer.locale];
  const count = season.placements.proposed ?? 0;
  const runs = `/desk/seasons/${season.id}/runs`;
  return (
    <Frame viewer={viewer} title={`${words.releaseTitle} · ${season[viewer.locale]}`}>
      <Title
        title={words.releaseTitle}
        above={{ href: runs, name: season[viewer.locale] }}
        lead={count === 0 ? undefined : words.releaseLead(count)}
      />
      <Hindrances season={season} viewer={viewer} overlapping={overlapping} failure={failure} />
      {count === 0 ? (
        <Empty>
          <p>
            {words.nothingProposed} {mayMatch(season) ? <a href={runs}>{words.nothingProposedNext}</a> : null}
          </p>
        </Empty>
      ) : (
        <>
          {overlapping > 0 || !mayMatch(season) ? null : (
            <Confirm viewer={viewer} action={`/desk/seasons/${season.id}/release`} button={words.releaseButton(count)} back={runs}>
              <Deadline season={season} viewer={viewer} count={count} />
            </Confirm>
          )}
          <section>
            <Proposals proposals={proposals} viewer={viewer} />
          </section>
        </>
      )}
    </Frame>
  );
}

function Deadline({ season, viewer, count }: Pick<ReleaseProps, 'season' | 'viewer'> & { count: number }) {
  const words = runWords[viewer.locale];
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.summary, value: count.toLocaleString('en') },
        {
          label: words.deadline,
          value: (
            <>
              <Instant at={viewer.now.plus({ hours: season.replyHours })} viewer={viewer} />
              <span class="under">{words.deadlineHint(season.replyHours)}</span>
            </>
          ),
        },
      ]}
    />
  );
}

function Hindrances({ season, viewer, overlapping, failure }: Omit<ReleaseProps, 'proposals'>) {
  const words = runWords[viewer.locale];
  return (
    <>
      {failure === undefined || failure.kind === 'nothing-proposed' ? null : (
        <Note tone="refused">
          <p>{toldOf(failure, viewer).title}</p>
          <p>{toldOf(failure, viewer).detail}</p>
        </Note>
      )}
      {overlapping === 0 ? null : (
        <Note tone="refused">
          <p>{words.overlap(overlapping)}</p>
        </Note>
      )}
      {mayMatch(season) ? null : (
        <Note tone="waiting">
          <p>{words.notReleasable(terms[viewer.locale].states.season[season.state])}</p>
        </Note>
      )}
    </>
  );
}

function Proposals({ proposals, viewer }: { proposals: Page<Proposal>; viewer: Viewer }) {
  const { locale } = viewer;
  const words = runWords[locale];
  const bench = benchWords[locale];
  return (
    <>
      <Table
        caption={words.proposals}
        showsCaption
        viewer={viewer}
        isDense
        rows={proposals.items}
        columns={[
          { title: words.who, cell: ({ id, name }) => <a href={`/desk/placements/${id}`}>{name}</a> },
          { title: words.where, cell: ({ line }) => lineText(line, locale) },
          { title: words.when, cell: ({ line }) => termText(line, locale) },
          {
            title: words.choice,
            cell: ({ rank, isByHand }) => (isByHand ? words.byHand : rank === null ? bench.unranked : bench.nthChoice(rank)),
          },
        ]}
      />
      <Paging nextAfter={proposals.nextAfter} viewer={viewer} />
    </>
  );
}

async function seasonIn(c: Context<AppEnv>): Promise<SeasonToMatch | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findSeasonToMatch(c.var.db, id);
}

async function showRelease(c: Context<AppEnv>, season: SeasonToMatch, failure?: KnownFailure): Promise<Response> {
  const proposals = await listProposals(c.var.db, season.id, { limit: partSize, after: idAsked(c, 'after') });
  const overlapping = (await listOverlappingProposals(c.var.db, season.id)).length;
  const page = releasePage({ viewer: viewerOf(c), season, proposals, overlapping, failure });
  return sendPrivate(c, page, failure === undefined ? 200 : 422);
}

export const releasePages = new PageRouter()
  .get('/desk/seasons/:id/release', 'placement.decide', async (c) => {
    const season = await seasonIn(c);
    return season === undefined ? c.notFound() : showRelease(c, season);
  })
  .post('/desk/seasons/:id/release', 'placement.decide', async (c) => {
    const season = await seasonIn(c);
    if (season === undefined) return c.notFound();
    const released = await releaseSeason(actionContext(c), season.id);
    return released.ok ? seeOther(c, `/desk/seasons/${season.id}/runs?done=released`) : showRelease(c, season, released.error);
  });
