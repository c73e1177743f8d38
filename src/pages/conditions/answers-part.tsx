import { todayIn } from '../../actions/context.ts';
import {
  listGuestAnswers,
  listSignedConditions,
  type ConditionQuestion,
  type SignedConditions,
} from '../../db/queries/condition-questions.ts';
import type { Connection } from '../../db/client.ts';
import { homeZone } from '../../domain/calendar.ts';
import { changedParts } from '../../domain/host-conditions.ts';
import { conditionName } from '../../mail/condition-text.ts';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { conditionsWords } from './conditions-words.ts';

/** What a request's conditions said over time, and what its guests answered about those in force. */
export type ConditionsSoFar = { readonly versions: readonly SignedConditions[]; readonly guests: readonly ConditionQuestion[] };

export async function conditionsSoFar(db: Connection, requestId: string): Promise<ConditionsSoFar> {
  return { versions: await listSignedConditions(db, requestId), guests: await listGuestAnswers(db, requestId) };
}

type Shown = ConditionsSoFar & {
  readonly viewer: Viewer;
  readonly request: { readonly state: string; readonly endDay: string };
  /** The address of the request's page. */
  readonly at: string;
  /** Where a guest of the reader's is read. */
  readonly guestAt: string;
};

/** Below the conditions: the way to change them, earlier versions where there are any, and the answers of guests. */
export function ConditionsSince({ viewer, request, at, guestAt, versions, guests }: Shown) {
  const words = conditionsWords[viewer.locale];
  const mayChange = request.state === 'approved' && todayIn({ timeZone: homeZone }, viewer.now) <= request.endDay;
  return (
    <>
      {versions.length < 2 ? null : <Versions viewer={viewer} versions={versions} />}
      {versions.length < 2 ? null : <Answers viewer={viewer} guests={guests} guestAt={guestAt} />}
      {mayChange ? (
        <p class="actions">
          <a href={`${at}/conditions`}>{words.changeLink}</a>
        </p>
      ) : null}
    </>
  );
}

function Versions({ viewer, versions }: { viewer: Viewer; versions: readonly SignedConditions[] }) {
  const { locale } = viewer;
  const words = conditionsWords[locale];
  return (
    <>
      <h3>{words.versions}</h3>
      <ul class="plain">
        {versions.map(({ conditions }, i) => {
          const earlier = versions[i + 1]?.conditions;
          const parts = earlier === undefined ? [] : changedParts(earlier, conditions).map(({ part }) => conditionName(part, locale));
          return (
            <li>
              <span>{words.signature(conditions.signedBy, dayText(conditions.signedDay, locale))}</span>
              <span class="quiet small under">
                {earlier === undefined ? words.versionFirst : words.versionChanged(parts.join(locale === 'zh' ? '、' : ', '))}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const tones: Readonly<Record<ConditionQuestion['state'], Tone>> = {
  open: 'waiting',
  agreed: 'done',
  refused: 'refused',
  overtaken: 'plain',
};

function Answers({ viewer, guests, guestAt }: Pick<Shown, 'viewer' | 'guests' | 'guestAt'>) {
  const words = conditionsWords[viewer.locale];
  const agreed = guests.filter(({ state }) => state === 'agreed').length;
  return (
    <>
      <h3>{words.answers}</h3>
      <p>{guests.length === 0 ? words.answersNone : words.answersCount(agreed, guests.length)}</p>
      {guests.length === 0 ? null : (
        <Table
          caption={words.answers}
          viewer={viewer}
          rows={guests}
          columns={[
            {
              title: words.who,
              isKept: true,
              cell: ({ placementId, volunteerName }) => <a href={`${guestAt}/${placementId}`}>{volunteerName}</a>,
            },
            { title: words.answer, cell: ({ state }) => <Pill tone={tones[state]}>{words.states[state]}</Pill> },
            { title: words.due, cell: ({ answerByAt, answeredAt }) => <Instant at={answeredAt ?? answerByAt} viewer={viewer} /> },
          ]}
        />
      )}
    </>
  );
}
