import type { Weighed } from '../../actions/applications/weigh-needs.ts';
import type { ApplicationSheet, NamedTarget } from '../../db/queries/application-sheet.ts';
import type { AskBackSheet } from '../../db/queries/ask-backs.ts';
import { targetName } from '../../domain/ranking.ts';
import { Frame } from '../frame.tsx';
import { AskBackPill, standingFor } from '../parts/ask-back-pill.tsx';
import { hostConditionRows } from '../parts/host-conditions.ts';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { askBackWords as shared } from '../words/ask-back-words.ts';
import { terms } from '../words/terms.ts';
import { targetText } from './application-summary.tsx';
import { taskPath } from './application-tasks.ts';
import { askBackWords } from './ask-back-words.ts';
import { inTheWay, Reasons } from './fit.tsx';

export type AskBackShown = {
  readonly viewer: Viewer;
  readonly askBack: AskBackSheet;
  /** The application of that season, where there is one. */
  readonly sheet: ApplicationSheet | undefined;
  /** What stands in the way of each need of the season, where there is an application to weigh. */
  readonly weighed: Weighed | undefined;
  readonly hasProfile: boolean;
  /** Another county to which they said yes in that season. */
  readonly agreedElsewhere: AskBackSheet | undefined;
  readonly done?: 'agreed' | 'refused' | undefined;
  /** Why what was tried came to nothing. */
  readonly told?: string | undefined;
};

/** One invitation: what is asked, what a yes does to the reader's choices, and the answer. */
export function askBackView(shown: AskBackShown) {
  const { viewer, askBack, done, told } = shown;
  const { locale } = viewer;
  const words = askBackWords[locale];
  const title = words.one(askBack.county[locale]);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      {told === undefined ? null : (
        <Note tone="refused">
          <p>{told}</p>
        </Note>
      )}
      <Title
        title={title}
        above={{ href: '/ask-backs', name: words.title }}
        beside={
          <>
            <AskBackPill askBack={askBack} viewer={viewer} /> {askBack.season[locale]}
          </>
        }
      />
      {askBack.message === '' ? null : (
        <Note>
          <p class="quiet small">{shared[locale].message}</p>
          <p>{askBack.message}</p>
        </Note>
      )}
      <section class="part">
        <h2>{words.what}</h2>
        <Summary viewer={viewer} rows={askedRows(askBack, viewer)} />
        {askBack.requestState === 'approved' ? null : <p class="quiet small">{words.notApproved}</p>}
      </section>
      <Answer {...shown} />
      {askBack.hostConditions === null ? null : (
        <section class="part">
          <h2>{words.conditions}</h2>
          <Summary viewer={viewer} rows={hostConditionRows(askBack.hostConditions, locale)} areSentences />
        </section>
      )}
    </Frame>
  );
}

function askedRows(askBack: AskBackSheet, { locale }: Viewer) {
  const words = askBackWords[locale];
  return [
    { label: shared[locale].place, value: [askBack.county[locale], askBack.place].join(words.join) },
    { label: shared[locale].subject, value: askBack.subject[locale] },
    { label: words.term, value: daysText(askBack.startDay, askBack.endDay, locale) },
    { label: words.delivery, value: terms[locale].deliveries[askBack.delivery] },
    { label: words.weeklyHours, value: words.hours(askBack.weeklyHours) },
    { label: shared[locale].matchDay, value: dayText(askBack.season.matchDay, locale) },
  ];
}

function Answer(shown: AskBackShown) {
  const { viewer, askBack, sheet } = shown;
  const words = askBackWords[viewer.locale];
  const standing = standingFor(askBack, viewer);
  if (standing === 'invited') return <Decide {...shown} />;
  return (
    <section class="part">
      <p class="measure">{words[standing]}</p>
      {standing !== 'agreed' ? null : (
        <p class="actions">
          {sheet === undefined ? null : (
            <a class="button" href={taskPath(sheet.id)}>
              {words.toApplication}
            </a>
          )}
          <a href={`/ask-backs/${askBack.id}/refuse`}>{words.endYes}</a>
        </p>
      )}
    </section>
  );
}

/** What would be, before it is done. */
function Decide(shown: AskBackShown) {
  const { viewer, askBack, sheet, agreedElsewhere } = shown;
  const words = askBackWords[viewer.locale];
  return (
    <section class="part">
      <h2>{words.ifYes}</h2>
      <p class="measure">{words.means}</p>
      {agreedElsewhere === undefined ? null : (
        <Note tone="waiting">
          <p>{words.endsOther(agreedElsewhere.county[viewer.locale])}</p>
        </Note>
      )}
      {sheet === undefined ? <p class="measure">{words.begins}</p> : <Moves viewer={viewer} askBack={askBack} choices={sheet.choices} />}
      <Missing {...shown} />
      <Yes {...shown} />
    </section>
  );
}

/** What still stands in the way of being placed there: better known before the answer than after the match. */
function Missing({ viewer, askBack, sheet, weighed }: AskBackShown) {
  const fit = weighed?.fits.find(({ opening }) => opening.requestId === askBack.requestId && opening.subject === askBack.subjectCode);
  if (sheet === undefined || weighed === undefined || fit === undefined || inTheWay(fit).length === 0) return null;
  return (
    <>
      <h3>{askBackWords[viewer.locale].missing}</h3>
      <Reasons viewer={viewer} applicationId={sheet.id} candidate={weighed.candidate} fit={fit} />
    </>
  );
}

function Yes({ viewer, askBack, sheet, hasProfile }: AskBackShown) {
  const words = askBackWords[viewer.locale];
  const no = <a href={`/ask-backs/${askBack.id}/refuse`}>{words.refuse}</a>;
  if (sheet === undefined && !hasProfile) {
    return (
      <>
        <p>{words.profileFirst}</p>
        <p class="actions">
          <a class="button" href={`/applications/profile?season=${askBack.seasonId}`}>
            {words.toProfile}
          </a>
          {no}
        </p>
      </>
    );
  }
  if (sheet?.state === 'rejected') {
    return (
      <>
        <p>{words.turnedDown}</p>
        <p class="actions">{no}</p>
      </>
    );
  }
  return (
    <form method="post" action={`/ask-backs/${askBack.id}/agree`}>
      <input type="hidden" name="applicationVersion" value={sheet === undefined ? '' : String(sheet.version)} />
      <p class="actions">
        <button class="button">{words.agree}</button>
        {no}
      </p>
    </form>
  );
}

/** The ranking as it is, and as a yes makes it. */
function Moves({ viewer, askBack, choices }: { viewer: Viewer; askBack: AskBackSheet; choices: readonly NamedTarget[] }) {
  const words = askBackWords[viewer.locale];
  const first = targetName({ kind: 'request', id: askBack.requestId });
  const others = choices.filter(({ target }) => targetName(target) !== first);
  const { locale } = viewer;
  const asked = [askBack.county[locale], askBack.place, askBack.subject[locale]].join(words.join);
  return (
    <div class="before-and-after">
      <div>
        <h3>{words.now}</h3>
        {choices.length === 0 ? <p class="quiet">{words.noChoices}</p> : <Ranks ranks={ranksOf(choices, viewer)} />}
      </div>
      <div>
        <h3>{words.afterYes}</h3>
        <Ranks ranks={[<strong>{asked}</strong>, ...ranksOf(others, viewer)]} />
      </div>
    </div>
  );
}

/** A line a rank: those of one rank stand together. */
function ranksOf(choices: readonly NamedTarget[], viewer: Viewer): string[] {
  const byRank = [...Map.groupBy(choices, ({ rank }) => rank)].toSorted(([a], [b]) => a - b);
  return byRank.map(([, tied]) => tied.map((choice) => targetText(choice, viewer)).join(' = '));
}

function Ranks({ ranks }: { ranks: readonly (string | ReturnType<typeof Frame>)[] }) {
  return (
    <ol>
      {ranks.map((rank) => (
        <li>{rank}</li>
      ))}
    </ol>
  );
}
