import type { Context } from 'hono';

import { withdrawApplication } from '../../actions/applications/withdraw-application.ts';
import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { reasonSchema } from '../../domain/placement.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { taskPath } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { seasonName } from './applications-page.tsx';
import { sheetIn } from './section.tsx';
import { submittingWords } from './submitting-words.ts';

type Shown = { readonly viewer: Viewer; readonly sheet: ApplicationSheet; readonly typed: Typed; readonly faults: readonly FieldFault[] };

function withdrawView({ viewer, sheet, typed, faults }: Shown) {
  const words = submittingWords[viewer.locale];
  const { back, offer } = applicationWords[viewer.locale];
  const title = sheet.submittedAt === null ? words.stopTitle : words.withdrawTitle;
  const touched = sheet.placements.filter(({ state }) => state === 'offered' || state === 'accepted');
  const places = touched.map(({ county, subject }) => offer(county[viewer.locale], subject[viewer.locale]));
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: taskPath(sheet.id), name: back }} lead={words.withdrawLead(seasonName(sheet.season, viewer))} />
      <Confirm
        viewer={viewer}
        action={taskPath(sheet.id, 'withdraw')}
        button={words.withdrawButton}
        back={taskPath(sheet.id)}
        faults={faults}
        isGrave
      >
        {places.length === 0 ? null : <p>{words.withdrawTouches(places.join(viewer.locale === 'zh' ? '；' : '; '))}</p>}
        {sheet.team === null ? null : <p>{words.withdrawTeam}</p>}
        <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

async function withdraw(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (sheet.state === 'withdrawn') return seeOther(c, taskPath(sheet.id));
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const words = submittingWords[viewer.locale];
  const again = async (message: string) =>
    sendPrivate(c, withdrawView({ viewer, sheet, typed, faults: [{ field: 'reason', message }] }), 422);
  const parsed = reasonSchema.safeParse({ reason: typed.text('reason') });
  if (!parsed.success) return again(typed.text('reason').trim() === '' ? words.reasonMissing : words.reasonLong);
  const withdrawn = await withdrawApplication(actionContext(c), sheet.id, parsed.data.reason);
  if (withdrawn.ok) return seeOther(c, '/applications?done=withdrawn');
  if (withdrawn.error.kind === 'not-found') return c.notFound();
  const { title, detail } = toldOf(withdrawn.error, viewer);
  return again(viewer.locale === 'zh' ? `${title}。${detail}` : `${title}. ${detail}`);
}

export const withdrawPages = new PageRouter()
  .get('/applications/:id/withdraw', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    if (sheet.state === 'withdrawn') return seeOther(c, taskPath(sheet.id));
    return sendPrivate(c, withdrawView({ viewer: viewerOf(c), sheet, typed: new Typed(), faults: [] }));
  })
  .post('/applications/:id/withdraw', 'application.write', async (c) => withdraw(c));
