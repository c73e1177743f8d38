import type { Context } from 'hono';
import { z } from 'zod';

import { agreeToAskBack } from '../../actions/ask-backs/agree-to-ask-back.ts';
import { refuseAskBack } from '../../actions/ask-backs/refuse-ask-back.ts';
import { weighNeeds } from '../../actions/applications/weigh-needs.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import { findApplicationSheet } from '../../db/queries/application-sheet.ts';
import { listAskBacksOfPerson, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { agreeSchema, refuseSchema } from '../../domain/ask-back.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AskBackPill, standingFor } from '../parts/ask-back-pill.tsx';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Empty, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { dayText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { askBackWords as shared } from '../words/ask-back-words.ts';
import { askBackView } from './ask-back-view.tsx';
import { askBackWords } from './ask-back-words.ts';

function listView(viewer: Viewer, askBacks: readonly AskBackSheet[]) {
  const { locale } = viewer;
  const words = askBackWords[locale];
  const names = shared[locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} above={{ href: '/me', name: viewer.name ?? '' }} lead={words.lead} />
      {askBacks.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Table
          caption={words.title}
          viewer={viewer}
          rows={askBacks.toReversed()}
          columns={[
            { title: names.county, cell: ({ id, county }) => <a href={`/ask-backs/${id}`}>{county[locale]}</a> },
            { title: names.state, cell: (askBack) => <AskBackPill askBack={askBack} viewer={viewer} /> },
            { title: names.subject, cell: ({ subject }) => subject[locale] },
            { title: names.place, cell: ({ place }) => place },
            { title: names.matchDay, cell: ({ season }) => dayText(season.matchDay, locale) },
          ]}
        />
      )}
    </Frame>
  );
}

type Call = Context<AppEnv>;

const ownAskBacks = async (c: Call) => listAskBacksOfPerson(c.var.db, accountIdOf(c.var.actor) ?? '');

async function ownAskBack(c: Call): Promise<AskBackSheet | undefined> {
  return (await ownAskBacks(c)).find(({ id }) => id === c.req.param('id'));
}

/** The ask-back of the address, one of the reader's own. */
async function sendAskBack(c: Call, told?: string): Promise<Response> {
  const { db } = c.var;
  const own = await ownAskBacks(c);
  const askBack = own.find(({ id }) => id === c.req.param('id'));
  if (askBack === undefined) return c.notFound();
  const { accountId, seasonId, applicationId } = askBack;
  const sheet = applicationId === null ? undefined : await findApplicationSheet(db, applicationId);
  const weighed = sheet === undefined ? undefined : await weighNeeds({ db }, { id: sheet.id, seasonId });
  const shown = {
    viewer: viewerOf(c),
    askBack,
    sheet,
    weighed: weighed?.ok === true ? weighed.value : undefined,
    // Nobody has an application without a profile.
    hasProfile: sheet !== undefined || (await findVolunteer(db, accountId)) !== undefined,
    agreedElsewhere: own.find((other) => other.id !== askBack.id && other.seasonId === seasonId && other.state === 'agreed'),
    done: z.enum(['agreed', 'refused']).safeParse(c.req.query('done')).data,
    told,
  };
  return sendPrivate(c, askBackView(shown), told === undefined ? 200 : 422);
}

type Refusing = { readonly typed?: Typed; readonly faults?: readonly FieldFault[] };

/** Says no, or yes no more: what the county hears, and room for a reason that it does not. */
function refuseView(viewer: Viewer, askBack: AskBackSheet, { typed = new Typed(), faults = [] }: Refusing = {}) {
  const words = askBackWords[viewer.locale];
  const county = askBack.county[viewer.locale];
  const isAgreed = askBack.state === 'agreed';
  const title = isAgreed ? words.endTitle(county) : words.refuseTitle(county);
  const back = `/ask-backs/${askBack.id}`;
  const button = isAgreed ? words.endButton : words.refuseButton;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: back, name: words.one(county) }} lead={isAgreed ? words.endLead : words.refuseLead} />
      <Confirm viewer={viewer} action={`${back}/refuse`} back={back} button={button} faults={faults}>
        <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} maxlength={1000} />
      </Confirm>
    </Frame>
  );
}

export const askBacksPages = new PageRouter()
  .get('/ask-backs', 'ask-back.answer', async (c) => sendPrivate(c, listView(viewerOf(c), await ownAskBacks(c))))
  .get('/ask-backs/:id', 'ask-back.answer', async (c) => sendAskBack(c))
  .post('/ask-backs/:id/agree', 'ask-back.answer', async (c) => {
    const askBack = await ownAskBack(c);
    if (askBack === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const shown = agreeSchema.safeParse({ applicationVersion: (await typedIn(c)).number('applicationVersion') ?? null });
    const { changed } = askBackWords[viewer.locale];
    if (!shown.success) return sendAskBack(c, changed);
    const agreed = await agreeToAskBack(actionContext(c), askBack.id, shown.data.applicationVersion);
    if (agreed.ok) return seeOther(c, `/ask-backs/${askBack.id}?done=agreed`);
    return sendAskBack(c, agreed.error.kind === 'stale' ? changed : toldOf(agreed.error, viewer).title);
  })
  .get('/ask-backs/:id/refuse', 'ask-back.answer', async (c) => {
    const askBack = await ownAskBack(c);
    if (askBack === undefined) return c.notFound();
    if (!['invited', 'agreed'].includes(standingFor(askBack, viewerOf(c)))) return seeOther(c, `/ask-backs/${askBack.id}`);
    return sendPrivate(c, refuseView(viewerOf(c), askBack));
  })
  .post('/ask-backs/:id/refuse', 'ask-back.answer', async (c) => {
    const askBack = await ownAskBack(c);
    if (askBack === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = refuseSchema.safeParse({ reason: typed.optional('reason') });
    if (!parsed.success) {
      const faults = fieldFaults(faultsOf(parsed.error), viewer.locale);
      return sendPrivate(c, refuseView(viewer, askBack, { typed, faults }), 422);
    }
    const refused = await refuseAskBack(actionContext(c), askBack.id, parsed.data.reason);
    if (refused.ok) return seeOther(c, `/ask-backs/${askBack.id}?done=refused`);
    return sendAskBack(c, toldOf(refused.error, viewer).title);
  });
