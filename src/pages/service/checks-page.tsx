import type { AskedKind, OwnCheck } from '../../db/queries/own-checks.ts';
import { homeZone } from '../../domain/calendar.ts';
import { clearanceKinds, reminderDays, type ClearanceKind } from '../../domain/clearance.ts';
import { isCheckedText } from '../../domain/consent.ts';
import { Frame } from '../frame.tsx';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { dayText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { checkWords } from './check-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly checks: readonly OwnCheck[];
  readonly asked: readonly AskedKind[];
  readonly faults?: readonly FieldFault[];
};

/** One kind with what stands of it: what is cleared, what is under way or failed, and whether it is asked. */
type Kind = {
  readonly kind: ClearanceKind;
  readonly cleared: OwnCheck | undefined;
  readonly latest: OwnCheck | undefined;
  readonly asked: AskedKind | undefined;
};

/** Every kind of check: what needs doing first, then what others have in hand, then what is cleared, then what nobody asks yet. */
export function checksPage({ viewer, checks, asked, faults = [] }: Shown) {
  const words = checkWords[viewer.locale];
  const kinds = clearanceKinds.map((kind): Kind => {
    const of = checks.filter((check) => check.kind === kind);
    const cleared = of.find(({ state }) => state === 'cleared');
    const other = of.find(({ state }) => state !== 'cleared');
    // What failed before the one that is cleared has no say any more.
    const isOld = cleared !== undefined && other !== undefined && !isUnderWay(other) && other.id < cleared.id;
    return { kind, cleared, latest: isOld ? undefined : other, asked: asked.find((one) => one.kind === kind) };
  });
  const open = kinds.filter((kind) => !isMet(kind) && (kind.asked !== undefined || kind.latest !== undefined));
  const mine = open.filter((kind) => !isWithOthers(kind));
  const met = kinds.filter(isMet);
  const rest = kinds.filter((kind) => !open.includes(kind) && !met.includes(kind));
  return (
    <Frame viewer={viewer} title={words.title}>
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} lead={words.lead} />
      <section class="part" aria-labelledby="to-do">
        <h2 id="to-do">{words.toDo}</h2>
        {mine.length === 0 ? (
          <Empty>
            <p>{words.none}</p>
          </Empty>
        ) : (
          <Kinds viewer={viewer} kinds={mine} />
        )}
      </section>
      <Group viewer={viewer} id="waiting" title={words.waiting} kinds={open.filter(isWithOthers)} />
      <Group viewer={viewer} id="met" title={words.cleared} kinds={met} />
      {rest.length === 0 ? null : (
        <section class="part" aria-labelledby="rest">
          <h2 id="rest">{words.others}</h2>
          <p class="quiet">{words.othersLead}</p>
          <Kinds viewer={viewer} kinds={rest} />
        </section>
      )}
    </Frame>
  );
}

function Group({ viewer, id, title, kinds }: KindsProps & { readonly id: string; readonly title: string }) {
  if (kinds.length === 0) return null;
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Kinds viewer={viewer} kinds={kinds} />
    </section>
  );
}

/** Handed in, or with a referee: it goes on without the volunteer. */
function isWithOthers({ latest }: Kind): boolean {
  return latest?.state === 'submitted' || (latest?.state === 'requested' && latest.referee !== null);
}

function isMet({ cleared, latest, asked }: Kind): boolean {
  return cleared !== undefined && latest === undefined && reachesDay(cleared, asked);
}

function isUnderWay({ state }: OwnCheck): boolean {
  return state === 'requested' || state === 'submitted';
}

function reachesDay({ validThroughDay }: OwnCheck, asked: AskedKind | undefined): boolean {
  return asked?.throughDay === null || asked === undefined || (validThroughDay ?? '') >= asked.throughDay;
}

type KindsProps = { readonly viewer: Viewer; readonly kinds: readonly Kind[] };

function Kinds({ viewer, kinds }: KindsProps) {
  return (
    <ul class="checks">
      {kinds.map((kind) => (
        <li id={kind.kind}>
          <div>
            <h3>{terms[viewer.locale].clearances[kind.kind]}</h3>
            <p class="quiet">{checkWords[viewer.locale].whys[kind.kind]}</p>
            <Hint viewer={viewer} kind={kind} />
          </div>
          <div class="standing">
            <Standing viewer={viewer} kind={kind} />
            <Next viewer={viewer} kind={kind} />
          </div>
        </li>
      ))}
    </ul>
  );
}

type One = { readonly viewer: Viewer; readonly kind: Kind };

function Standing({ viewer, kind: { cleared, latest } }: One) {
  const check = latest ?? cleared;
  if (check === undefined) return <Pill>{checkWords[viewer.locale].notBegun}</Pill>;
  if (check.state === 'requested' && check.referee !== null) return <Pill tone="waiting">{checkWords[viewer.locale].withReferee}</Pill>;
  return <State of="clearance" state={check.state} locale={viewer.locale} />;
}

/** Until when it stands and is needed, who has the ball, what was said. */
function Hint({ viewer, kind }: One) {
  const days = daysOf(viewer, kind);
  const said = kind.latest === undefined ? undefined : saidOf(viewer, kind.latest);
  return (
    <>
      {days.map((day) => (
        <p class="small strong">{day}</p>
      ))}
      {said === undefined ? null : <p class="small">{said}</p>}
    </>
  );
}

function daysOf({ locale }: Viewer, { cleared, asked }: Kind): string[] {
  const words = checkWords[locale];
  const stands = cleared?.validThroughDay ? [words.validThrough(dayText(cleared.validThroughDay, locale))] : [];
  if (!asked?.throughDay) return stands;
  const needed = dayText(asked.throughDay, locale);
  const isShort = cleared !== undefined && !reachesDay(cleared, asked);
  return [...stands, isShort ? words.tooShort(needed) : words.neededThrough(needed)];
}

function saidOf({ locale }: Viewer, { state, referee, decisionReason }: OwnCheck): string | undefined {
  const words = checkWords[locale];
  if (state === 'submitted') return words.waitingFor;
  if (state === 'requested') return referee === null ? undefined : words.waitingForReferee(referee.name);
  return decisionReason ?? undefined;
}

/** The one thing that can be done with it now. */
function Next({ viewer, kind: { kind, cleared, latest, asked } }: One) {
  const words = checkWords[viewer.locale];
  const name = terms[viewer.locale].clearances[kind];
  if (isCheckedText(kind)) {
    const [word, label] = cleared === undefined ? [words.read, words.readOf(name)] : [words.see, words.seeOf(name)];
    return (
      <a href={`/me/consents?kind=${kind}`} aria-label={label}>
        {word}
      </a>
    );
  }
  if (latest !== undefined && isUnderWay(latest))
    return <Open viewer={viewer} name={name} id={latest.id} asksMore={latest.state === 'requested'} />;
  if (latest === undefined && cleared !== undefined && reachesDay(cleared, asked) && !endsSoon(cleared, viewer)) {
    return <Open viewer={viewer} name={name} id={cleared.id} />;
  }
  const [word, label] =
    latest !== undefined
      ? [words.again, words.againOf(name)]
      : cleared !== undefined
        ? [words.renew, words.renewOf(name)]
        : [words.begin, words.beginOf(name)];
  return (
    <>
      {latest === undefined ? null : <Open viewer={viewer} name={name} id={latest.id} />}
      <form method="post" action="/clearances">
        <input type="hidden" name="kind" value={kind} />
        <button class="button second" aria-label={label}>
          {word}
        </button>
      </form>
    </>
  );
}

type OpenProps = { readonly viewer: Viewer; readonly name: string; readonly id: string; readonly asksMore?: boolean };

function Open({ viewer, name, id, asksMore = false }: OpenProps) {
  const words = checkWords[viewer.locale];
  return (
    <a href={`/clearances/${id}`} aria-label={asksMore ? words.openOf(name) : words.seeOf(name)}>
      {asksMore ? words.open : words.see}
    </a>
  );
}

/** Holders are reminded this long before; from then on they can renew. */
function endsSoon({ validThroughDay }: OwnCheck, { now }: Viewer): boolean {
  const soon =
    now
      .setZone(homeZone)
      .plus({ days: Math.max(...reminderDays) })
      .toISODate() ?? '';
  return validThroughDay !== null && validThroughDay <= soon;
}
