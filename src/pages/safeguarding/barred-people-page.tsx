import { z } from 'zod';

import { barPerson } from '../../actions/barred/bar-person.ts';
import { listBarredLines, type BarredFilter, type BarredLine } from '../../db/queries/barred-desk.ts';
import type { Page } from '../../db/queries/page.ts';
import { barredPersonSchema } from '../../domain/barred-person.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { afterAsked, asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { barredWords } from './barred-words.ts';
import { safeguardingWords } from './safeguarding-words.ts';

const address = '/safeguarding/barred-people';

type Shown = {
  readonly viewer: Viewer;
  readonly filter: BarredFilter;
  readonly people: Page<BarredLine>;
  readonly done: 'added' | 'lifted' | undefined;
};

/** Who may not teach here. */
function barredPeoplePage({ viewer, filter, people, done }: Shown) {
  const words = barredWords[viewer.locale];
  const typed = Typed.of(filter);
  const states = [
    { value: 'standing', label: words.standing },
    { value: 'lifted', label: words.lifted },
  ];
  const isFiltered = filter.name !== undefined || filter.state !== undefined;
  return (
    <Frame viewer={viewer} title={words.people}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <Title title={words.people} above={above(viewer)} lead={words.peopleLead} />
      <p class="actions">
        <a class="button" href={`${address}/new`}>
          {words.add}
        </a>
        <a href="/safeguarding/reviews">{words.reviewsTitle}</a>
      </p>
      <Filters viewer={viewer} action={address}>
        <TextField name="name" label={words.name} typed={typed} type="search" maxlength={120} />
        <SelectField name="state" label={words.state} typed={typed} none={words.anyState} options={states} />
      </Filters>
      {people.items.length === 0 ? (
        <Empty>
          <p>{isFiltered ? words.noneSuch : words.noneYet}</p>
        </Empty>
      ) : (
        <People viewer={viewer} people={people.items} />
      )}
      <Paging nextAfter={people.nextAfter} viewer={viewer} />
    </Frame>
  );
}

const above = ({ locale }: Viewer) => ({ href: '/safeguarding', name: safeguardingWords[locale].title });

function People({ viewer, people }: { viewer: Viewer; people: readonly BarredLine[] }) {
  const words = barredWords[viewer.locale];
  return (
    <Table
      caption={words.people}
      viewer={viewer}
      rows={people}
      columns={[
        { title: words.name, cell: ({ name }) => <span class="strong">{name}</span> },
        {
          title: words.state,
          cell: ({ liftedAt }) =>
            liftedAt === null ? (
              <Pill tone="refused">{words.standing}</Pill>
            ) : (
              <>
                <Pill>{words.lifted}</Pill>
                <span class="quiet small under">
                  <Instant at={liftedAt} viewer={viewer} />
                </span>
              </>
            ),
        },
        { title: words.knownBy, cell: ({ hasNumber }) => (hasNumber ? words.byNameAndNumber : words.byName) },
        {
          title: words.reviews,
          cell: ({ openReviews, confirmedReviews }) =>
            [
              openReviews === 0 ? [] : [words.openReviews(String(openReviews))],
              confirmedReviews === 0 ? [] : [words.confirmedReviews(String(confirmedReviews))],
            ]
              .flat()
              .join(viewer.locale === 'zh' ? '，' : ', ') || '–',
        },
        {
          title: words.added,
          cell: ({ addedByName, createdAt }) => (
            <>
              {addedByName}
              <span class="quiet small under">
                <Instant at={createdAt} viewer={viewer} />
              </span>
            </>
          ),
        },
        {
          title: words.lift,
          isUnseen: true,
          cell: ({ id, name, liftedAt }) =>
            liftedAt === null ? (
              <a href={`${address}/${id}/lift`} aria-label={words.liftOf(name)}>
                {words.lift}
              </a>
            ) : null,
        },
      ]}
    />
  );
}

/** The form by which somebody is barred. */
function addPage(viewer: Viewer, typed = new Typed(), faults: readonly FieldFault[] = []) {
  const words = barredWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.add} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.add} above={{ href: address, name: words.people }} lead={words.addLead} />
      <form method="post" action={`${address}/new`} novalidate>
        <TextField name="name" label={words.name} hint={words.nameHint} typed={typed} faults={faults} maxlength={120} autocomplete="off" />
        <TextField
          name="number"
          label={words.number}
          hint={words.numberHint}
          typed={typed}
          faults={faults}
          maxlength={40}
          autocomplete="off"
        />
        <AreaField name="reason" label={words.reason} hint={words.addReasonHint} typed={typed} faults={faults} maxlength={5000} />
        <p class="actions">
          <button class="button">{words.addButton}</button>
          <a href={address}>{wordsIn(viewer.locale).cancel}</a>
        </p>
      </form>
    </Frame>
  );
}

const peopleShown = 50;
const nameSchema = z.string().trim().min(1).max(120);

export const barredPeoplePages = new PageRouter()
  .get(address, 'barred-person.change', async (c) => {
    const filter = { name: asked(c, 'name', nameSchema), state: asked(c, 'state', z.enum(['standing', 'lifted'])) };
    const people = await listBarredLines(c.var.db, filter, { limit: peopleShown, after: afterAsked(c) });
    const done = asked(c, 'done', z.enum(['added', 'lifted']));
    return sendPrivate(c, barredPeoplePage({ viewer: viewerOf(c), filter, people, done }));
  })
  .get(`${address}/new`, 'barred-person.change', async (c) => sendPrivate(c, addPage(viewerOf(c))))
  .post(`${address}/new`, 'barred-person.change', async (c) => {
    const typed = await typedIn(c);
    const [name, number, reason] = [typed.optional('name'), typed.optional('number'), typed.optional('reason')];
    const parsed = barredPersonSchema.safeParse({ name, number, reason });
    if (!parsed.success) {
      const words = barredWords[c.var.locale];
      const labels: Record<string, string> = { name: words.name, number: words.number, reason: words.reason };
      const faults = fieldFaults(faultsOf(parsed.error), c.var.locale, (field) => labels[field]);
      return sendPrivate(c, addPage(viewerOf(c), typed, faults), 422);
    }
    valueOf(await barPerson(actionContext(c), parsed.data));
    return seeOther(c, `${address}?done=added`);
  });
