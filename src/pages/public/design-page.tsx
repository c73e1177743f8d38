import { applicationStates } from '../../domain/application.ts';
import { placementStates } from '../../domain/placement.ts';
import { isThisMachine } from '../../domain/this-machine.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Bars } from '../parts/chart.tsx';
import { AreaField, CheckField, DayField, FaultSummary, NumberField, RadioField, SelectField, TextField } from '../parts/form.tsx';
import { Figures, Summary, TaskList, Timeline } from '../parts/lists.tsx';
import { Done, Empty, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { SeatBar, SeatDots } from '../parts/seats.tsx';
import { Table } from '../parts/table.tsx';
import { Day, Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { designWords } from './design-words.ts';

const counties = [
  { zh: '南涧彝族自治县', en: 'Nanjian', people: 12 },
  { zh: '盐津县', en: 'Yanjin', people: 7 },
  { zh: '于都县', en: 'Yudu', people: 3 },
];

/** A living page of the parts that pages are made of: what is seen here is what pages use. */
function designPage(viewer: Viewer) {
  const words = designWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Buttons viewer={viewer} />
      <Forms viewer={viewer} />
      <Notices viewer={viewer} />
      <Lists viewer={viewer} />
      <Tables viewer={viewer} />
    </Frame>
  );
}

type Shown = { readonly viewer: Viewer };

function Buttons({ viewer: { locale } }: Shown) {
  const words = designWords[locale];
  return (
    <section>
      <h2>{words.buttons}</h2>
      <p class="actions">
        <button class="button">{words.first}</button>
        <button class="button second">{words.second}</button>
        <button class="button grave">{words.grave}</button>
        <button class="quiet-button">{words.quiet}</button>
      </p>
      <p class="actions">
        {applicationStates.map((state) => (
          <State of="application" state={state} locale={locale} />
        ))}
      </p>
      <p class="actions">
        {placementStates.map((state) => (
          <State of="placement" state={state} locale={locale} />
        ))}
      </p>
    </section>
  );
}

function Forms({ viewer }: Shown) {
  const words = designWords[viewer.locale];
  const faults = [{ field: 'name', message: words.nameHint, label: words.name }];
  const typed = new Typed([['day', '2027-07-12']]);
  const kinds = Object.entries(terms[viewer.locale].volunteerKinds).map(([value, label]) => ({ value, label }));
  return (
    <section>
      <h2>{words.form}</h2>
      <FaultSummary faults={faults} viewer={viewer} />
      <form class="measure">
        <TextField name="name" label={words.name} hint={words.nameHint} faults={faults} typed={typed} />
        <div class="row">
          <DayField name="day" label={words.day} typed={typed} />
          <NumberField name="seats" label={words.seats} typed={typed} />
        </div>
        <SelectField name="choice" label={words.kind} typed={typed} none={words.choose} options={kinds} />
        <RadioField name="kind" label={words.kind} typed={typed} options={kinds} />
        <AreaField name="about" label={words.about} typed={typed} />
        <CheckField name="agree" label={words.agree} typed={typed} />
      </form>
    </section>
  );
}

function Notices({ viewer }: Shown) {
  const words = designWords[viewer.locale];
  return (
    <section>
      <h2>{words.notices}</h2>
      <Done>{words.done}</Done>
      <Note>{words.note}</Note>
      <Note tone="waiting">{words.waiting}</Note>
      <Note tone="refused">{words.refused}</Note>
      <Empty>
        <p>{words.empty}</p>
      </Empty>
    </section>
  );
}

function Lists({ viewer }: Shown) {
  const words = designWords[viewer.locale];
  return (
    <section>
      <h2>{words.lists}</h2>
      <TaskList
        tasks={[
          { label: words.task, href: '/design', state: { word: words.taskDone, tone: 'done' } },
          { label: words.about, href: '/design', hint: words.nameHint, state: { word: words.taskOpen, tone: 'waiting' } },
        ]}
      />
      <Timeline
        viewer={viewer}
        stages={[
          { title: words.stagePast, when: 'past', at: { instant: '2027-04-01T08:00:00Z' } },
          { title: words.stageNow, when: 'now', at: { day: '2027-05-01' } },
          { title: words.stageNext, when: 'next', at: { day: '2027-05-10' } },
        ]}
      />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.day, value: <Day day="2027-07-12" viewer={viewer} />, change: '/design' },
          { label: words.first, value: <Instant at="2027-06-12T15:59:00Z" viewer={viewer} /> },
        ]}
      />
    </section>
  );
}

function Tables({ viewer }: Shown) {
  const words = designWords[viewer.locale];
  const nameOf = ({ zh, en }: (typeof counties)[number]) => (viewer.locale === 'en' ? en : zh);
  return (
    <>
      <section>
        <h2>{words.table}</h2>
        <Table
          caption={words.table}
          viewer={viewer}
          rows={counties}
          columns={[
            { title: words.county, cell: (row) => <a href="/design">{nameOf(row)}</a>, sort: 'county' },
            { title: words.people, cell: ({ people }) => people, isNumber: true, sort: 'people' },
            { title: words.seats, cell: ({ people }) => <SeatDots viewer={viewer} seats={{ minimum: 2, ideal: 4, taken: people % 4 }} /> },
          ]}
        />
        <SeatBar viewer={viewer} minimum={2} ideal={4} maximum={6} taken={3} />
      </section>
      <section>
        <h2>{words.charts}</h2>
        <Figures figures={counties.map((row) => ({ name: nameOf(row), figure: row.people }))} />
        <Bars
          caption={words.people}
          labelTitle={words.county}
          valueTitle={words.people}
          locale={viewer.locale}
          bars={counties.map((row) => ({ label: nameOf(row), value: row.people }))}
        />
      </section>
    </>
  );
}

export const designPages = new PageRouter().get('/design', 'open-data.read', async (c) => {
  const { hostname } = new URL(c.var.settings.signIn.siteUrl);
  return isThisMachine(hostname) ? sendPublic(c, designPage(viewerOf(c))) : c.notFound();
});
