import type { Context } from 'hono';
import { z } from 'zod';

import { beginApplication } from '../../actions/applications/begin-application.ts';
import { todayIn } from '../../actions/context.ts';
import type { SheetSeason } from '../../db/queries/application-sheet.ts';
import { listAskBacksOfPerson, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { listOwnApplications, listSeasonsToApplyTo, type OwnApplication } from '../../db/queries/own-applications.ts';
import type { Page } from '../../db/queries/page.ts';
import { authorise } from '../../domain/actor.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { standingFor } from '../parts/ask-back-pill.tsx';
import type { FieldFault } from '../parts/form.tsx';
import { FaultSummary } from '../parts/form.tsx';
import { Done, Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Day, daysText, Instant } from '../parts/time.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { toldOf } from '../public/failure-page.tsx';
import { Pill } from '../parts/pill.tsx';
import { terms } from '../words/terms.ts';
import { taskPath } from './application-tasks.ts';
import { ballOf } from './application-stages.ts';
import { askBackWords } from './ask-back-words.ts';
import { applicationWords } from './application-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly own: Page<OwnApplication>;
  readonly seasons: readonly SheetSeason[];
  readonly done: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly askBacks: readonly AskBackSheet[];
};

function applicationsView({ viewer, own, seasons, done, faults, askBacks }: Shown) {
  const words = applicationWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      {done === 'saved' || done === 'withdrawn' ? <Done>{words.done[done]}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Offers viewer={viewer} own={own.items} />
      <AskedBack viewer={viewer} askBacks={askBacks} />
      <Own viewer={viewer} own={own} />
      <section class="part">
        <h2 id="seasonId">{words.open}</h2>
        {seasons.length === 0 ? (
          <Empty>
            <p>{own.items.some(({ season }) => season.state === 'open') ? words.noneLeft : words.noneOpen}</p>
          </Empty>
        ) : (
          <ul class="season-list">
            {seasons.map((season) => (
              <SeasonToApplyTo viewer={viewer} season={season} />
            ))}
          </ul>
        )}
      </section>
    </Frame>
  );
}

/** What cannot wait stands first. */
function Offers({ viewer, own }: { viewer: Viewer; own: readonly OwnApplication[] }) {
  const words = applicationWords[viewer.locale];
  const offers = own.flatMap(({ placements }) => placements.filter(({ state }) => state === 'offered'));
  if (offers.length === 0) return null;
  return (
    <section class="note waiting waiting-offers" aria-labelledby="offers-title">
      <h2 id="offers-title">{words.offers}</h2>
      <ul>
        {offers.map(({ id, county, subject, startDay, endDay, replyByAt }) => (
          <li>
            <p class="strong">{words.offer(county[viewer.locale], subject[viewer.locale])}</p>
            <p>{daysText(startDay, endDay, viewer.locale)}</p>
            {replyByAt === null ? null : (
              <p>
                {words.replyBy} <Instant at={replyByAt} viewer={viewer} saysZone />
              </p>
            )}
            <p>
              <a class="button" href={`/placements/${id}`}>
                {words.seeOffer}
                <span class="unseen"> {words.offer(county[viewer.locale], subject[viewer.locale])}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
      <p class="quiet small">{words.silence}</p>
    </section>
  );
}

/** Counties that wait for an answer. */
function AskedBack({ viewer, askBacks }: Pick<Shown, 'viewer' | 'askBacks'>) {
  const words = askBackWords[viewer.locale];
  const waiting = askBacks.filter((askBack) => standingFor(askBack, viewer) === 'invited');
  if (waiting.length === 0) return null;
  return (
    <section class="note waiting waiting-offers" aria-labelledby="asked-back-title">
      <h2 id="asked-back-title">{words.waiting}</h2>
      <ul>
        {waiting.map(({ id, county, subject, startDay, endDay }) => (
          <li>
            <p class="strong">{[county[viewer.locale], subject[viewer.locale]].join(words.join)}</p>
            <p>{daysText(startDay, endDay, viewer.locale)}</p>
            <p>
              <a class="button second" href={`/ask-backs/${id}`}>
                {words.see}
                <span class="unseen"> {county[viewer.locale]}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const seasonName = ({ nameZh, nameEn }: Pick<SheetSeason, 'nameZh' | 'nameEn'>, { locale }: Viewer) =>
  locale === 'en' ? nameEn : nameZh;

function Own({ viewer, own }: { viewer: Viewer; own: Page<OwnApplication> }) {
  const words = applicationWords[viewer.locale];
  if (own.items.length === 0) {
    return (
      <Empty>
        <p>{words.none}</p>
      </Empty>
    );
  }
  return (
    <section class="part">
      <Table
        caption={words.mine}
        showsCaption
        viewer={viewer}
        rows={own.items}
        columns={[
          { title: words.season, cell: ({ id, season }) => <a href={taskPath(id)}>{seasonName(season, viewer)}</a> },
          { title: words.state, cell: ({ state }) => <State of="application" state={state} locale={viewer.locale} /> },
          { title: words.ball, cell: (application) => words.balls[ballOf(application)] },
          { title: words.teaching, cell: ({ season }) => daysText(season.teachingStartDay, season.teachingEndDay, viewer.locale) },
        ]}
      />
      <Paging nextAfter={own.nextAfter} viewer={viewer} />
    </section>
  );
}

function SeasonToApplyTo({ viewer, season }: { viewer: Viewer; season: SheetSeason }) {
  const words = applicationWords[viewer.locale];
  const { locale, now } = viewer;
  const today = todayIn(season, now);
  const isClosed = today > season.applicationsCloseDay;
  const mayBegin = season.state === 'open' && !isClosed;
  return (
    <li>
      <h3>
        {seasonName(season, viewer)} {season.madeUp ? <Pill>{terms[locale].demonstration}</Pill> : null}
      </h3>
      <dl class="glance">
        <div>
          <dt>{words.window}</dt>
          <dd>{daysText(season.applicationsOpenDay, season.applicationsCloseDay, locale)}</dd>
        </div>
        <div>
          <dt>{words.matchDay}</dt>
          <dd>
            <Day day={season.matchDay} viewer={viewer} />
          </dd>
        </div>
        <div>
          <dt>{words.teaching}</dt>
          <dd>{daysText(season.teachingStartDay, season.teachingEndDay, locale)}</dd>
        </div>
      </dl>
      {mayBegin ? (
        <form method="post" action="/applications">
          <input type="hidden" name="seasonId" value={season.id} />
          <button class="button">
            {words.beginShort}
            <span class="unseen"> {seasonName(season, viewer)}</span>
          </button>
        </form>
      ) : (
        <p class="quiet">{isClosed ? words.closed : words.opensOn}</p>
      )}
    </li>
  );
}

const pageSize = 20;

async function listFor(c: Context<AppEnv>, status: 200 | 422, faults: readonly FieldFault[] = []): Promise<Response> {
  const { actor, db } = c.var;
  if (actor.kind !== 'account') return seeOther(c, '/sign-in');
  const after = z.uuid().safeParse(c.req.query('after')).data;
  const own = await listOwnApplications(db, actor.accountId, { limit: pageSize, after });
  const seasons = await listSeasonsToApplyTo(db, actor.accountId);
  const askBacks = await listAskBacksOfPerson(db, actor.accountId);
  return sendPrivate(c, applicationsView({ viewer: viewerOf(c), own, seasons, done: c.req.query('done'), faults, askBacks }), status);
}

export const applicationsPages = new PageRouter()
  .get('/applications', 'application.read', async (c) => {
    // Who reads everybody's and has none of their own works at the desk.
    if (!authorise(c.var.actor, 'application.write').ok) return seeOther(c, '/desk/applications');
    return listFor(c, 200);
  })
  .post('/applications', 'application.write', async (c) => {
    const seasonId = z.uuid().safeParse((await typedIn(c)).text('seasonId'));
    const unknown = [{ field: 'seasonId', message: applicationWords[c.var.locale].unknownSeason }];
    if (!seasonId.success) return listFor(c, 422, unknown);
    const begun = await beginApplication(actionContext(c), { seasonId: seasonId.data });
    if (begun.ok) return seeOther(c, `${taskPath(begun.value.id)}?done=begun`);
    const { error } = begun;
    if (error.kind === 'profile-missing') return seeOther(c, `/applications/profile?season=${seasonId.data}`);
    if (error.kind === 'one-a-season') return seeOther(c, taskPath(error.applicationId));
    if (error.kind === 'invalid') return listFor(c, 422, unknown);
    return listFor(c, 422, [{ field: 'seasonId', message: toldOf(error, viewerOf(c)).title }]);
  });
