import { liftBar } from '../../actions/barred/lift-bar.ts';
import { findBarredLine, type BarredLine } from '../../db/queries/barred-desk.ts';
import { reasonSchema } from '../../domain/placement.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { barredWords } from './barred-words.ts';

const people = '/safeguarding/barred-people';

type Shown = { readonly viewer: Viewer; readonly person: BarredLine; readonly typed?: Typed; readonly faults?: readonly FieldFault[] };

/** Asks before somebody is let off. */
function liftPage({ viewer, person, typed = new Typed(), faults = [] }: Shown) {
  const words = barredWords[viewer.locale];
  const { id, name, openReviews, confirmedReviews } = person;
  return (
    <Frame viewer={viewer} title={words.liftTitle(name)} width="reading">
      <Confirm viewer={viewer} action={`${people}/${id}/lift`} button={words.liftButton(name)} back={people} faults={faults} isGrave>
        <Title title={words.liftTitle(name)} above={{ href: people, name: words.people }} lead={words.liftLead(name)} />
        {openReviews + confirmedReviews === 0 ? null : (
          <Note tone="waiting">
            <p>{words.liftKeeps(String(openReviews), String(confirmedReviews))}</p>
          </Note>
        )}
        <AreaField name="reason" label={words.liftReason} hint={words.liftReasonHint} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

export const liftPages = new PageRouter()
  .get(`${people}/:id/lift`, 'barred-person.change', async (c) => {
    const id = idAsked(c);
    const person = id === undefined ? undefined : await findBarredLine(c.var.db, id);
    if (person === undefined) return c.notFound();
    // Whoever was let off already needs no asking.
    return person.liftedAt === null ? sendPrivate(c, liftPage({ viewer: viewerOf(c), person })) : seeOther(c, `${people}?done=lifted`);
  })
  .post(`${people}/:id/lift`, 'barred-person.change', async (c) => {
    const id = idAsked(c);
    const person = id === undefined ? undefined : await findBarredLine(c.var.db, id);
    if (person === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = reasonSchema.safeParse({ reason: typed.optional('reason') });
    if (!parsed.success) {
      const faults = fieldFaults(faultsOf(parsed.error), c.var.locale);
      return sendPrivate(c, liftPage({ viewer: viewerOf(c), person, typed, faults }), 422);
    }
    valueOf(await liftBar(actionContext(c), person.id, parsed.data.reason));
    return seeOther(c, `${people}?done=lifted`);
  });
