import type { Child } from 'hono/jsx';

import type { ApplicationChoices } from '../../db/queries/desk-applications.ts';
import type { Page } from '../../db/queries/page.ts';
import type { ExportKind } from '../../domain/exports/export.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Filters, Paging, Table, type Column } from '../parts/table.tsx';
import { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { deskWords } from './desk-words.ts';
import { optionsOf, stateOptions } from './named.ts';
import { JustDone, type Queue } from './queue.tsx';

type QueuePageProps<Row> = {
  readonly viewer: Viewer;
  readonly queue: Queue;
  readonly title: string;
  readonly lead: string;
  readonly above?: { readonly href: string; readonly name: string };
  /** Where else its work is done. */
  readonly ways?: Child;
  readonly filters: Child;
  /** How many there are. */
  readonly total: Child;
  /** What is said where nothing is listed. */
  readonly none: string;
  readonly page: Page<Row>;
  readonly columns: readonly Column<Row>[];
};

const listOf = {
  '/desk/applications': 'applications',
  '/desk/requests': 'requests',
  '/desk/clearances': 'clearances',
  '/desk/completions': 'completions',
} as const satisfies Record<Queue, ExportKind>;

/** A queue of the desk: what was just done, the filters, how many there are, and whatever waits, line by line. */
export function QueuePage<Row>({ viewer, queue, title, lead, above, ways, filters, total, none, page, columns }: QueuePageProps<Row>) {
  return (
    <Frame viewer={viewer} title={title}>
      <JustDone viewer={viewer} queue={queue} />
      <Title title={title} lead={lead} above={above} />
      {ways === undefined ? null : <p class="actions ways">{ways}</p>}
      <Filters viewer={viewer} action={queue}>
        {filters}
      </Filters>
      <p class="small quiet">{total}</p>
      {page.items.length === 0 ? (
        <Empty>
          <p>{none}</p>
        </Empty>
      ) : (
        <Table caption={title} viewer={viewer} rows={page.items} isDense columns={columns} />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind={listOf[queue]} />
    </Frame>
  );
}

type ChoiceProps = { readonly viewer: Viewer; readonly typed: Typed; readonly choices: ApplicationChoices };

/** Of which season; of any where nothing is chosen. */
export function SeasonFilter({ viewer, typed, choices }: ChoiceProps) {
  const words = deskWords[viewer.locale];
  return (
    <SelectField name="season" label={words.season} typed={typed} none={words.anySeason} options={optionsOf(choices.seasons, viewer)} />
  );
}

/** Of which subject; of any where nothing is chosen. */
export function SubjectFilter({ viewer, typed, choices }: ChoiceProps) {
  const words = deskWords[viewer.locale];
  return (
    <SelectField name="subject" label={words.subject} typed={typed} none={words.anySubject} options={optionsOf(choices.subjects, viewer)} />
  );
}

/** Which state is listed: what was handed in and waits, where the address says nothing. */
export function StateFilter({ viewer, typed, states }: { viewer: Viewer; typed: Typed; states: Readonly<Record<string, string>> }) {
  return (
    <SelectField
      name="state"
      label={deskWords[viewer.locale].state}
      typed={typed.has('state') ? typed : new Typed([['state', 'submitted']])}
      options={stateOptions(states, viewer.locale)}
    />
  );
}

/** What is said where nothing is listed: that all is done, or that nothing is like that. */
export function noneText(state: string | undefined, { locale }: Viewer): string {
  const words = deskWords[locale];
  return state === 'submitted' ? words.noneWaiting : words.none;
}
