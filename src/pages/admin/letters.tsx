import type { LetterCounts, WaitingLetter } from '../../db/queries/background.ts';
import type { Page } from '../../db/queries/page.ts';
import { letterStates, mostTries, type LetterState } from '../../domain/outbox.ts';
import { SelectField } from '../parts/form.tsx';
import { Figures } from '../parts/lists.tsx';
import { Empty } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { letterKindsWords } from './letter-kinds-words.ts';
import { jobsWords } from './jobs-words.ts';

const address = '/admin/jobs';
const tones: Readonly<Record<LetterState, Tone>> = {
  waiting: 'plain',
  retrying: 'waiting',
  held: 'waiting',
  unconfirmed: 'waiting',
  given_up: 'refused',
  suppressed: 'plain',
};

type LettersProps = {
  readonly viewer: Viewer;
  readonly letters: Page<WaitingLetter>;
  readonly counts: LetterCounts;
  readonly state: LetterState | undefined;
};

/** Letters by number, and those that have not gone out one by one: their kind and how far they are. */
export function Letters({ viewer, letters, counts, state }: LettersProps) {
  const words = jobsWords[viewer.locale];
  const options = letterStates.map((value) => ({ value, label: words.states[value] }));
  const numbers = new Intl.NumberFormat(viewer.locale === 'en' ? 'en' : 'zh-CN');
  const figures = (['waiting', 'retrying', 'held', 'unconfirmed', 'givenUp', 'suppressed', 'sentLately', 'sent'] as const).map((name) => ({
    name: words.counts[name],
    figure: numbers.format(counts[name]),
  }));
  return (
    <section class="part" aria-labelledby="letters">
      <h2 id="letters">{words.letters}</h2>
      <Figures figures={figures} />
      <p class="measure">
        {words.lettersLead(String(mostTries))} <a href="/admin/letters">{words.examples}</a>
      </p>
      <Filters viewer={viewer} action={address}>
        <SelectField name="state" label={words.state} typed={Typed.of({ state })} none={words.anyState} options={options} />
      </Filters>
      {letters.items.length === 0 ? (
        <Empty>
          <p>{state === undefined ? words.noLetters : words.noneSuch}</p>
        </Empty>
      ) : (
        <LettersTable viewer={viewer} letters={letters.items} />
      )}
      <Paging nextAfter={letters.nextAfter} viewer={viewer} />
    </section>
  );
}

function LettersTable({ viewer, letters }: { viewer: Viewer; letters: readonly WaitingLetter[] }) {
  const words = jobsWords[viewer.locale];
  const templates: Readonly<Record<string, string>> = letterKindsWords[viewer.locale];
  const kindOf = ({ template }: WaitingLetter) => (template === null ? undefined : templates[template]) ?? words.otherTemplate;
  const toOf = ({ template, name }: WaitingLetter) => name ?? (template === null ? words.hidden : words.noAccount);
  return (
    <Table
      caption={words.letters}
      viewer={viewer}
      rows={letters}
      columns={[
        { title: words.kind, cell: kindOf },
        {
          title: words.to,
          cell: (letter) =>
            letter.accountId === null ? (
              <span class="quiet">{toOf(letter)}</span>
            ) : (
              <a href={`/admin/accounts/${letter.accountId}`}>{toOf(letter)}</a>
            ),
        },
        {
          title: words.state,
          cell: ({ state, failure }) => (
            <>
              <Pill tone={tones[state]}>{words.states[state]}</Pill>
              {failure === null ? null : <span class="quiet small under">{words.failures[failure]}</span>}
            </>
          ),
        },
        { title: words.attempts, cell: ({ attempts }) => attempts, isNumber: true },
        {
          title: words.next,
          cell: ({ nextAttemptAt, failedAt }) => (failedAt === null ? <Instant at={nextAttemptAt} viewer={viewer} /> : '–'),
        },
        { title: words.written, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        {
          title: words.retry,
          isUnseen: true,
          cell: (letter) =>
            letter.state === 'retrying' || letter.state === 'unconfirmed' ? (
              <form method="post" action={`${address}/letters/${letter.id}/retry`}>
                <button class="quiet-button" aria-label={words.retryOf(kindOf(letter), toOf(letter))}>
                  {words.retry}
                </button>
              </form>
            ) : null,
        },
      ]}
    />
  );
}
