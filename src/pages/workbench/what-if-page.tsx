import type { Context } from 'hono';

import type { AppEnv } from '../../http/context.ts';
import { mostChanges, type Change } from '../../matching/explain/change.ts';
import { whatIf, type Outcome } from '../../matching/explain/what-if.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { Note } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging } from '../parts/table.tsx';
import type { Viewer } from '../viewer.ts';
import { benchWords } from './bench-words.ts';
import { hereWith, addressOf, draftWith, draftWithout, locksIn } from './draft.ts';
import { DraftFields } from './draft-fields.tsx';
import { applicationsFound, requestsFound, textAsked } from './finding.ts';
import { costTexts, isWorse } from './goal-words.ts';
import { listWords } from './list-words.ts';
import { MovesTable } from './moves-table.tsx';
import type { Namer } from './names.ts';
import { namerFor, partOf, type Reading } from './reading.ts';
import { RunHead } from './run-head.tsx';

const partSize = 50;

/** What comes of the draft: its exact effect, the first change that is of nothing known, or nothing where there is none to ask. */
type Answer = Outcome | { readonly unknown: number } | 'no-exact-costs' | 'nothing-asked';

type WhatIfProps = {
  readonly reading: Reading;
  readonly names: Namer;
  readonly answer: Answer;
  readonly text: string;
  readonly found: readonly string[];
  readonly after: string | undefined;
};

function whatIfPage(props: WhatIfProps) {
  const { reading } = props;
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={`${words.whatIf} · ${benchWords[viewer.locale].match(run.number)}`}>
      <RunHead run={run} viewer={viewer} draft={[]} at="what-if" title={words.whatIf} />
      <p class="measure">{words.whatIfLead}</p>
      <section>
        <h2>{words.changes}</h2>
        {draft.length === 0 ? <p class="quiet">{words.noChanges}</p> : <Changes {...props} />}
      </section>
      {draft.length === 0 ? null : (
        <section aria-live="polite">
          <h2>{words.effect}</h2>
          <Effect {...props} />
          <Onwards reading={reading} />
        </section>
      )}
      <section>
        <h2>{words.add}</h2>
        {draft.length >= mostChanges ? <p>{words.tooMany}</p> : <Adding {...props} />}
      </section>
    </Frame>
  );
}

function Changes({ reading, names, answer }: WhatIfProps) {
  const { viewer, draft } = reading;
  const words = listWords[viewer.locale];
  return (
    <ul class="plain">
      {draft.map((change, i) => (
        <li>
          <span class={typeof answer === 'object' && 'unknown' in answer && answer.unknown === i ? 'lacking' : undefined}>
            {changeText(change, names)}
          </span>
          <a href={hereWith(viewer, draftWithout(draft, change), { after: null })}>
            {words.remove}
            <span class="unseen"> {changeText(change, names)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function changeText(change: Change, names: Namer): string {
  const say = listWords[names.locale].change;
  if (change.kind === 'pin' || change.kind === 'forbid')
    return say[change.kind](names.person(change.applicationId), names.lineInCounty(change.lineId));
  if (change.kind === 'seats') return (change.by > 0 ? say.more : say.fewer)(names.lineInCounty(change.lineId), Math.abs(change.by));
  if (change.kind === 'withdraw') return say.withdraw(names.person(change.applicationId));
  if (change.kind === 'another') return say.another(names.person(change.likeApplicationId));
  return placeChangeText(change, names);
}

type PlaceChange = Extract<Change, { kind: 'close' | 'request' | 'beds' | 'squad' | 'quota' }>;

function placeChangeText(change: PlaceChange, names: Namer): string {
  const say = listWords[names.locale].change;
  if (change.kind === 'close') return say.close(names.request(change.requestId));
  if (change.kind === 'request') return say.request(names.request(change.likeRequestId));
  if (change.kind === 'squad') return say.squad(names.request(change.requestId), change.maximum);
  return change.kind === 'beds'
    ? say.beds(names.county(change.countyCode), change.maximum)
    : say.quota(change.provinceCode, change.maximum);
}

function Effect({ reading, names, answer, after }: WhatIfProps) {
  const { viewer } = reading;
  const { locale } = viewer;
  const words = listWords[locale];
  if (answer === 'nothing-asked') return null;
  if (answer === 'no-exact-costs' || 'unknown' in answer) {
    return (
      <Note tone="waiting">
        <p>{answer === 'no-exact-costs' ? benchWords[locale].noExact : words.notPossible}</p>
      </Note>
    );
  }
  const { items, nextAfter } = partOf(answer.moves, ({ applicationId }) => applicationId, after, partSize);
  return (
    <>
      <Verdict costs={answer.costs} viewer={viewer} />
      <p>{answer.moves.length === 0 ? words.nobodyMoves : words.whoMoves(answer.moves.length)}</p>
      {items.length === 0 ? null : <MovesTable moves={items} names={names} viewer={viewer} caption={words.moves} />}
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </>
  );
}

/** Better, worse, or another only by the draw; then every goal that changes, the first in front. */
function Verdict({ costs, viewer: { locale } }: { costs: Outcome['costs']; viewer: Viewer }) {
  const words = listWords[locale];
  const [first] = costs;
  const [word, tone] = first === undefined ? ([words.unchanged, 'plain'] as const) : verdictOn(costs, first.goal, words);
  return (
    <>
      <p>
        <Pill tone={tone}>{word}</Pill>
      </p>
      <ol class="alternatives">
        {costTexts(costs, locale).map((text, i) => (
          <li class={i === 0 ? 'strong' : undefined}>{text}</li>
        ))}
      </ol>
    </>
  );
}

function verdictOn(costs: Outcome['costs'], goal: string, words: (typeof listWords)['zh']) {
  if (goal === 'lottery') return [words.notSame, 'plain'] as const;
  return isWorse(costs) ? ([words.worse, 'refused'] as const) : ([words.better, 'done'] as const);
}

/** What can be done with it: the locks go into a run, everything else is changed where it is kept. */
function Onwards({ reading: { run, viewer, draft } }: { reading: Reading }) {
  const words = listWords[viewer.locale];
  const locks = locksIn(draft).length;
  return (
    <>
      {locks === draft.length ? null : <p class="quiet small">{words.onlyLocks}</p>}
      <p class="actions">
        {locks === 0 ? null : (
          <a class="button" href={addressOf(`/desk/runs/${run.id}/locks`, draft)}>
            {words.toLocks(locks)}
          </a>
        )}
        <a href={addressOf(`/desk/runs/${run.id}`, draft)}>{benchWords[viewer.locale].way.bench}</a>
      </p>
    </>
  );
}

function Adding(props: WhatIfProps) {
  const { reading, names, text, found } = props;
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  const requests = requestsFound(reading, names, text);
  return (
    <>
      <form class="filters" method="get" action={`/desk/runs/${run.id}/what-if`} role="search">
        <DraftFields draft={draft} />
        <div class="field">
          <label for="q">{words.findAnything}</label>
          <input id="q" name="q" type="search" value={text} data-search />
        </div>
        <p class="actions">
          <button class="button second">{words.find}</button>
        </p>
      </form>
      {text !== '' && found.length + requests.length === 0 ? <p>{words.nobodyFound}</p> : null}
      <ul class="plain">
        {found.map((applicationId) => (
          <li>
            <span>{names.person(applicationId)}</span>
            <span class="adds">
              <Add {...props} change={{ kind: 'withdraw', applicationId }} label={words.withdraws} what={names.person(applicationId)} />
              <Add
                {...props}
                change={{ kind: 'another', likeApplicationId: applicationId }}
                label={words.oneMoreLike}
                what={names.person(applicationId)}
              />
            </span>
          </li>
        ))}
        {requests.map(({ id }) => (
          <RequestChoices {...props} requestId={id} />
        ))}
      </ul>
    </>
  );
}

function RequestChoices(props: WhatIfProps & { requestId: string }) {
  const { reading, names, requestId } = props;
  const words = listWords[reading.viewer.locale];
  const name = names.request(requestId);
  const lines = [...reading.places.values()].filter((place) => place.requestId === requestId);
  return (
    <>
      <li>
        <span>{name}</span>
        <span class="adds">
          <Add {...props} change={{ kind: 'close', requestId }} label={words.closeRequest} what={name} />
          <Add {...props} change={{ kind: 'request', likeRequestId: requestId }} label={words.oneMoreRequest} what={name} />
        </span>
      </li>
      {lines.map(({ lineId }) => (
        <li>
          <span class="of-request">{names.line(lineId)}</span>
          <span class="adds">
            <Add {...props} change={{ kind: 'seats', lineId, by: 1 }} label={words.addSeat} what={names.lineInCounty(lineId)} />
            <Add {...props} change={{ kind: 'seats', lineId, by: -1 }} label={words.dropSeat} what={names.lineInCounty(lineId)} />
          </span>
        </li>
      ))}
    </>
  );
}

function Add({ reading: { viewer, draft }, change, label, what }: WhatIfProps & { change: Change; label: string; what: string }) {
  return (
    <a href={hereWith(viewer, draftWith(draft, change), { after: null })}>
      {label}
      <span class="unseen"> {what}</span>
    </a>
  );
}

function answerTo(reading: Reading): Answer {
  if (reading.draft.length === 0) return 'nothing-asked';
  const solved = reading.solved();
  if (solved === undefined) return 'no-exact-costs';
  const outcome = whatIf(solved.network, reading.draft);
  return 'what' in outcome ? { unknown: outcome.change } : outcome;
}

export async function showWhatIf(c: Context<AppEnv>, reading: Reading): Promise<Response> {
  const text = textAsked(c, 'q');
  const found = await applicationsFound(c, reading, text);
  const answer = answerTo(reading);
  const after = c.req.query('after');
  const moves =
    typeof answer === 'object' && 'moves' in answer
      ? partOf(answer.moves, ({ applicationId }) => applicationId, after, partSize).items
      : [];
  const { names } = await namerFor(c, reading, {
    countyCodes: reading.snapshot.counties.map(({ code }) => code),
    applicationIds: [...found, ...moves.map(({ applicationId }) => applicationId)],
  });
  return sendPrivate(c, whatIfPage({ reading, names, answer, text, found, after }));
}
