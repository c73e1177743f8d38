import type { Context } from 'hono';

import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { Empty, Note } from '../parts/page.tsx';
import { Typed } from '../typed.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { locksIn, writtenChange, type Locking } from './draft.ts';
import { listWords } from './list-words.ts';
import { joinedLocks, lockingsOf } from './locks-typed.ts';
import type { Namer } from './names.ts';
import { namerFor, type Reading } from './reading.ts';
import { RunHead } from './run-head.tsx';
import { runWords } from './run-words.ts';
import { KindField, mayMatch, PolicyField } from './runs-page.tsx';

/** So many are shown one by one; a run may have thousands, and those are kept as they are. */
const mostShown = 200;

type LocksProps = { readonly reading: Reading; readonly locks: readonly Locking[]; readonly names: Namer };

function locksPage({ reading, locks, names }: LocksProps) {
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  const title = words.locksTitle(locks.length);
  return (
    <Frame viewer={viewer} title={`${words.locks} · ${benchWords[viewer.locale].match(run.number)}`}>
      <RunHead run={run} viewer={viewer} draft={draft} at="locks" title={title} />
      {locks.length === 0 ? <Empty>{words.noLocks}</Empty> : <LocksForm reading={reading} locks={locks} names={names} />}
    </Frame>
  );
}

function LocksForm({ reading, locks, names }: LocksProps) {
  const { run, viewer } = reading;
  const words = listWords[viewer.locale];
  const typed = new Typed([
    ['policy', run.policy],
    ['kind', run.isRepair ? 'repair' : 'anew'],
  ]);
  const drafted = new Set(locksIn(reading.draft).map(writtenChange));
  const hidden = locks.slice(mostShown);
  return (
    <form method="post" action={`/desk/seasons/${run.seasonId}/runs`} class="measure locks" novalidate>
      <fieldset class="field">
        <legend>{words.locks}</legend>
        <p class="quiet small">{words.locksLead}</p>
        {locks.slice(0, mostShown).map((lock, i) => (
          <Lock lock={lock} id={`lock-${i}`} isNew={drafted.has(writtenChange(lock))} names={names} />
        ))}
        {hidden.map((lock) => (
          <input type="hidden" name="lock" value={writtenChange(lock)} />
        ))}
        {hidden.length === 0 ? null : <p class="quiet small">{words.moreLocks(hidden.length)}</p>}
      </fieldset>
      {mayMatch(run.season) ? (
        <>
          <PolicyField viewer={viewer} typed={typed} faults={[]} />
          {run.isRepair ? <KindField viewer={viewer} typed={typed} faults={[]} /> : null}
          <p class="actions">
            <button class="button">{words.startWith}</button>
          </p>
        </>
      ) : (
        <Note tone="waiting">
          <p>{runWords[viewer.locale].notYet(terms[viewer.locale].states.season[run.season.state])}</p>
        </Note>
      )}
    </form>
  );
}

function Lock({ lock, id, isNew, names }: { lock: Locking; id: string; isNew: boolean; names: Namer }) {
  const words = listWords[names.locale];
  return (
    <div class="option">
      <input type="checkbox" id={id} name="lock" value={writtenChange(lock)} checked />
      <label for={id}>
        {words.change[lock.kind](names.person(lock.applicationId), names.lineInCounty(lock.lineId))}
        <span class="quiet small under">{isNew ? words.newLock : words.ownLock}</span>
      </label>
    </div>
  );
}

export async function showLocks(c: Context<AppEnv>, reading: Reading): Promise<Response> {
  const locks = joinedLocks(lockingsOf(reading.run.locks), locksIn(reading.draft));
  const shown = locks.slice(0, mostShown);
  const { names } = await namerFor(c, reading, {
    applicationIds: shown.map(({ applicationId }) => applicationId),
    lineIds: shown.map(({ lineId }) => lineId),
  });
  return sendPrivate(c, locksPage({ reading, locks, names }));
}
