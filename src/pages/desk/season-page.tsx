import type { Context } from 'hono';
import { z } from 'zod';

import { changeSeason } from '../../actions/seasons/change-season.ts';
import { moveSeason } from '../../actions/seasons/move-season.ts';
import { findSeasonStanding, type SeasonStanding } from '../../db/queries/desk-seasons.ts';
import { findSeason, type Season } from '../../db/queries/seasons.ts';
import { seasonLifecycle, type SeasonMove } from '../../domain/season.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Figures } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { daysText } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { faultsAt, History, JustDone, nothingTyped, reasonIn, Split } from './queue.tsx';
import { SeasonFields, seasonIn, seasonLabel } from './season-form.tsx';
import { seasonWords } from './season-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly season: Season;
  readonly standing: SeasonStanding;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

const nameOf = ({ nameZh, nameEn }: Season, { locale }: Viewer) => (locale === 'en' ? nameEn : nameZh);
const isFixed = ({ state }: Season) => state === 'teaching' || state === 'closed';

function seasonPage(shown: Shown) {
  const { viewer, season, standing, typed, faults } = shown;
  const words = seasonWords[viewer.locale];
  const name = nameOf(season, viewer);
  return (
    <Frame viewer={viewer} title={name}>
      <JustDone viewer={viewer} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={name}
        above={{ href: '/desk/seasons', name: words.title }}
        beside={
          <>
            <State of="season" state={season.state} locale={viewer.locale} />{' '}
            {daysText(season.teachingStartDay, season.teachingEndDay, viewer.locale)} ·{' '}
            <a href={`/desk/seasons/${season.id}/runs`}>{words.toRuns}</a>
          </>
        }
      />
      <Split label={words.stage} aside={<Stages {...shown} />}>
        {isFixed(season) ? (
          <Note>
            <p>{words.fixed}</p>
          </Note>
        ) : null}
        <form method="post" action={`/desk/seasons/${season.id}`} novalidate>
          <input type="hidden" name="version" value={typed.text('version')} />
          <fieldset disabled={isFixed(season)} class="whole-form">
            <legend class="unseen">{name}</legend>
            <SeasonFields viewer={viewer} typed={typed} faults={faults} />
          </fieldset>
          {isFixed(season) ? null : (
            <p class="actions">
              <button class="button">{words.save}</button>
            </p>
          )}
        </form>
        <section aria-labelledby="lottery">
          <h2 id="lottery">{words.lottery}</h2>
          <p>
            <code class="hash">{season.lotterySeedSha256}</code>
          </p>
          <p class="quiet small">{words.lotteryHint}</p>
        </section>
        <History viewer={viewer} happened={standing.happened} />
      </Split>
    </Frame>
  );
}

function Stages({ viewer, season, standing }: Shown) {
  const words = seasonWords[viewer.locale];
  const said = terms[viewer.locale].states;
  const { advance, back } = movesOf(season);
  const figures = [
    {
      name: words.applications,
      figure: sumOf(standing.applications, ['submitted', 'returned', 'approved']),
      href: `/desk/applications?state=any&season=${season.id}`,
    },
    {
      name: words.requests,
      figure: sumOf(standing.requests, ['submitted', 'returned', 'approved']),
      href: `/desk/requests?state=any&season=${season.id}`,
    },
    {
      name: words.placements,
      figure: sumOf(standing.placements, ['offered', 'accepted', 'started', 'completed']),
      href: `/desk/placements?season=${season.id}`,
    },
  ];
  return (
    <>
      <h2>{words.stage}</h2>
      <p>
        <State of="season" state={season.state} locale={viewer.locale} />
      </p>
      <div class="figures-narrow">
        <Figures figures={figures} />
      </div>
      {advance === undefined ? null : (
        <p>
          <a class="button wide-button" href={`/desk/seasons/${season.id}/advance`}>
            {words.advanceTo(said.season[advance])}
          </a>
        </p>
      )}
      {back === undefined ? null : (
        <p>
          <a href={`/desk/seasons/${season.id}/back`}>{words.backTo(said.season[back])}</a>
        </p>
      )}
    </>
  );
}

function movesOf({ state }: Season) {
  return seasonLifecycle.moves[state] ?? {};
}

function sumOf<State extends string>(counts: Partial<Record<State, number>>, states: readonly State[]): number {
  return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** What is not done yet and would be left behind. */
function standingTexts({ viewer, season, standing }: Shown, move: SeasonMove): string[] {
  const words = seasonWords[viewer.locale];
  const { applications, requests, placements } = standing;
  const closes = season.state === 'open';
  const waiting = { applications: applications.submitted ?? 0, requests: requests.submitted ?? 0 };
  const facts: readonly (readonly [count: number, say: (count: number) => string])[] = [
    [closes ? (applications.draft ?? 0) : 0, words.drafts],
    [closes ? (requests.draft ?? 0) : 0, words.draftRequests],
    [waiting.applications + waiting.requests, () => words.waiting(waiting.applications, waiting.requests)],
    [placements.proposed ?? 0, words.unreleased],
    [placements.offered ?? 0, words.unanswered],
    [move === 'advance' && season.state === 'teaching' ? (placements.started ?? 0) : 0, words.teachingNow],
  ];
  return facts.flatMap(([count, say]) => (count === 0 ? [] : [say(count)]));
}

/** Asks before a season moves: what follows, and what is not done yet. */
function movePage(shown: Shown, move: SeasonMove) {
  const { viewer, season, typed, faults } = shown;
  const words = seasonWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const to = movesOf(season)[move];
  const at = `/desk/seasons/${season.id}`;
  const name = nameOf(season, viewer);
  const toWord = to === undefined ? '' : terms[viewer.locale].states.season[to];
  const title = move === 'advance' ? words.advanceTitle(name, toWord) : words.backTitle(name, toWord);
  const followsBy: Readonly<Record<string, readonly string[]>> = move === 'advance' ? words.advanceFollows : words.backFollows;
  const standing = standingTexts(shown, move);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: at, name }} />
      <Confirm
        viewer={viewer}
        action={`${at}/${move}`}
        button={move === 'advance' ? words.advanceTo(toWord) : words.backTo(toWord)}
        back={at}
        faults={faults}
        isGrave={move === 'back'}
      >
        <input type="hidden" name="from" value={season.state} />
        <h2>{words.follows}</h2>
        <ul>
          {(followsBy[to ?? ''] ?? []).map((text) => (
            <li>{text}</li>
          ))}
        </ul>
        <h2>{words.touches}</h2>
        {standing.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <ul>
            {standing.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        )}
        {move === 'back' ? <AreaField name="reason" label={desk.reason} typed={typed} faults={faults} maxlength={2000} /> : null}
      </Confirm>
    </Frame>
  );
}

async function found(c: Context<AppEnv>): Promise<Season | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findSeason(c.var.db, id);
}

async function shownOf(c: Context<AppEnv>, season: Season, typed: Typed, faults: readonly FieldFault[] = []): Promise<Shown> {
  return { viewer: viewerOf(c), season, standing: await findSeasonStanding(c.var.db, season.id), typed, faults };
}

const versionSchema = z.coerce.number().int().min(0).max(2_000_000_000).catch(-1);

async function change(c: Context<AppEnv>): Promise<Response> {
  const season = await found(c);
  if (season === undefined) return c.notFound();
  const typed = await typedIn(c);
  const given = seasonIn(typed);
  const result = given.ok
    ? await changeSeason(actionContext(c), season.id, given.value, versionSchema.parse(typed.text('version')))
    : given;
  if (result.ok) return seeOther(c, `/desk/seasons/${season.id}?done=saved`);
  const viewer = viewerOf(c);
  const faults = faultsAt(result.error, 'nameZh', viewer, (field) => seasonLabel(field, viewer));
  return sendPrivate(c, seasonPage(await shownOf(c, season, typed, faults)), 422);
}

/** The page that asks, or the season where it cannot be moved this way. */
function asked(move: SeasonMove) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const season = await found(c);
    if (season === undefined) return c.notFound();
    if (movesOf(season)[move] === undefined) return seeOther(c, `/desk/seasons/${season.id}`);
    return sendPrivate(c, movePage(await shownOf(c, season, nothingTyped), move));
  };
}

function moved(move: SeasonMove) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const season = await found(c);
    if (season === undefined) return c.notFound();
    const typed = await typedIn(c);
    // The question was about the stage it had then: sent twice, it moves once.
    if (typed.text('from') !== season.state) return seeOther(c, `/desk/seasons/${season.id}`);
    const reason = move === 'back' ? reasonIn(typed) : undefined;
    const step =
      reason === undefined ? ({ move: 'advance' } as const) : reason.ok ? ({ move: 'back', reason: reason.value } as const) : undefined;
    const result = step === undefined ? reason : await moveSeason(actionContext(c), season.id, step);
    if (result === undefined || result.ok) return seeOther(c, `/desk/seasons/${season.id}?done=moved`);
    const viewer = viewerOf(c);
    const faults = faultsAt(result.error, 'reason', viewer, () => deskWords[viewer.locale].reason);
    return sendPrivate(c, movePage(await shownOf(c, season, typed, faults), move), 422);
  };
}

export const seasonPages = new PageRouter()
  .get('/desk/seasons/:id', 'season.change', async (c) => {
    const season = await found(c);
    return season === undefined ? c.notFound() : sendPrivate(c, seasonPage(await shownOf(c, season, Typed.of(season))));
  })
  .post('/desk/seasons/:id', 'season.change', async (c) => change(c))
  .get('/desk/seasons/:id/advance', 'season.change', asked('advance'))
  .post('/desk/seasons/:id/advance', 'season.change', moved('advance'))
  .get('/desk/seasons/:id/back', 'season.change', asked('back'))
  .post('/desk/seasons/:id/back', 'season.change', moved('back'));
