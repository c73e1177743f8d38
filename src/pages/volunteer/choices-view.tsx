import type { Weighed } from '../../actions/applications/weigh-needs.ts';
import type { NamedTarget } from '../../db/queries/application-sheet.ts';
import type { PartnerCounty } from '../../db/queries/openings.ts';
import { choiceScopes } from '../../domain/application.ts';
import { targetName } from '../../domain/ranking.ts';
import { Field, RadioField, type FieldFault } from '../parts/form.tsx';
import type { Viewer } from '../viewer.ts';
import { targetText } from './application-summary.tsx';
import { taskPath } from './application-tasks.ts';
import { choicesWords } from './choices-words.ts';
import { aimedAt, nearestOf, Reasons, verdictOf, VerdictPill } from './fit.tsx';
import { SectionForm, SectionFrame, type Obstacle, type SectionProps } from './section.tsx';

export type ChoicesProps = SectionProps & {
  readonly obstacle?: Obstacle | undefined;
  /** As they stand in the form, the most wanted first, ranks without gaps. */
  readonly choices: readonly NamedTarget[];
  readonly never: readonly NamedTarget[];
  readonly counties: readonly PartnerCounty[];
  readonly weighed: Weighed | undefined;
};

export function choicesView(props: ChoicesProps) {
  const { viewer, sheet, typed, faults, obstacle } = props;
  const words = choicesWords[viewer.locale];
  const scopes = choiceScopes.toReversed().map((value) => ({ value, ...words.scopes[value] }));
  return (
    <SectionFrame
      viewer={viewer}
      sheet={sheet}
      name="choices"
      title={words.title}
      lead={words.lead}
      faults={faults}
      obstacle={obstacle}
      head={<script src="/choices.js" defer></script>}
    >
      <SectionForm viewer={viewer} sheet={sheet} name="choices">
        {/* What Enter presses: the first button of a form. */}
        <button class="unseen" tabindex={-1} aria-hidden="true"></button>
        <section class="part">
          <h2 id="choices">{words.ranking}</h2>
          <Ranking {...props} />
          <p>
            <a class="button second" href={taskPath(sheet.id, 'needs')}>
              {words.find}
            </a>
          </p>
          <PlaceSelect {...props} name="add" label={words.add} hint={words.addHint} button={words.addButton} move="add" />
        </section>
        <section class="part">
          <RadioField name="scope" label={words.scope} typed={typed} faults={faults} options={scopes} />
        </section>
        <section class="part">
          <h2 id="never">{words.never}</h2>
          <p>{words.neverHint}</p>
          <Never {...props} />
          <PlaceSelect {...props} name="addNever" label={words.neverAdd} button={words.neverButton} move="never" />
        </section>
      </SectionForm>
    </SectionFrame>
  );
}

function Ranking(props: ChoicesProps) {
  const { viewer, choices } = props;
  const words = choicesWords[viewer.locale];
  return (
    <div id="ranking">
      {choices.length === 0 ? (
        <p class="quiet">{words.empty}</p>
      ) : (
        <>
          <p class="quiet small" id="ranking-hint" data-needs-script hidden>
            {words.handleHint}
          </p>
          <ol
            class="ranking"
            data-ranking
            data-told={words.told}
            data-saved={words.saved}
            data-not-saved={words.notSaved}
            data-rank={words.rank('{rank}')}
            data-tied={words.tied}
          >
            {choices.map((choice, i) => (
              <Choice {...props} choice={choice} index={i} />
            ))}
          </ol>
        </>
      )}
      <p class="unseen" role="status" id="ranking-told"></p>
    </div>
  );
}

function Choice({ viewer, choices, choice, index, sheet, weighed }: ChoicesProps & { choice: NamedTarget; index: number }) {
  const words = choicesWords[viewer.locale];
  const [name, text] = [targetName(choice.target), targetText(choice, viewer)];
  const isTied = choices.some((other) => other !== choice && other.rank === choice.rank);
  const last = choices.at(-1)?.rank ?? 1;
  const acts = [
    ...(choice.rank > 1 || isTied ? (['up'] as const) : []),
    ...(choice.rank < last || isTied ? (['down'] as const) : []),
    ...(choice.rank > 1 ? (['tie'] as const) : []),
    'remove' as const,
  ];
  return (
    <li id={name} data-name={text}>
      <input type="hidden" name={`choices.${index}.target`} value={name} />
      <input type="hidden" name={`choices.${index}.rank`} value={choice.rank} data-rank-of />
      <button type="button" class="handle" data-handle hidden aria-label={words.handle(text)} aria-describedby="ranking-hint">
        <svg viewBox="0 0 12 20" width="12" height="20" aria-hidden="true">
          <path d="M2 4h2M8 4h2M2 10h2M8 10h2M2 16h2M8 16h2" />
        </svg>
      </button>
      <div>
        <p class="quiet small" data-rank-text>
          {words.rank(String(choice.rank))}
          {isTied ? ` · ${words.tied}` : ''}
        </p>
        <p class="strong">{text}</p>
        <TargetFit viewer={viewer} choice={choice} weighed={weighed} applicationId={sheet.id} />
        <p class="acts">
          {acts.map((act) => (
            <button class="quiet-button" name="move" value={`${act}:${name}`} aria-label={words.named(words[act], text)}>
              {words[act]}
            </button>
          ))}
        </p>
      </div>
    </li>
  );
}

type TargetFitProps = { viewer: Viewer; choice: NamedTarget; weighed: Weighed | undefined; applicationId: string };

/** Whether the volunteer fits what they rank, and if not, why. */
function TargetFit({ viewer, choice, weighed, applicationId }: TargetFitProps) {
  const words = choicesWords[viewer.locale];
  if (choice.target.kind === 'request' && choice.request === null) return <p class="fault">{words.gone}</p>;
  if (weighed === undefined) return null;
  const fits = aimedAt(weighed, choice.target);
  const nearest = nearestOf(fits);
  if (nearest === undefined) return <VerdictPill verdict="none" viewer={viewer} />;
  const fitting = fits.filter((fit) => verdictOf(fit) !== 'no').length;
  return (
    <>
      <p class="fit">
        <VerdictPill verdict={verdictOf(nearest)} viewer={viewer} />{' '}
        {choice.target.kind === 'request' ? null : <span class="small">{words.counted(String(fits.length), String(fitting))}</span>}
      </p>
      <Reasons viewer={viewer} applicationId={applicationId} candidate={weighed.candidate} fit={nearest} />
    </>
  );
}

function Never({ viewer, never }: ChoicesProps) {
  const words = choicesWords[viewer.locale];
  if (never.length === 0) return <p class="quiet">{words.neverNone}</p>;
  return (
    <ul class="plain">
      {never.map((target) => (
        <li>
          <span>{targetText(target, viewer)}</span>
          <input type="hidden" name="never" value={targetName(target.target)} />
          <button
            class="quiet-button"
            name="move"
            value={`allow:${targetName(target.target)}`}
            aria-label={words.named(words.remove, targetText(target, viewer))}
          >
            {words.remove}
          </button>
        </li>
      ))}
    </ul>
  );
}

type PlaceProps = {
  readonly viewer: Viewer;
  readonly counties: readonly PartnerCounty[];
  readonly typed: ChoicesProps['typed'];
  readonly faults: readonly FieldFault[];
  readonly name: 'add' | 'addNever';
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  readonly move: string;
};

/** Partner counties under their provinces, and the provinces themselves. */
function PlaceSelect({ viewer, counties, typed, faults, name, label, hint, button, move }: PlaceProps) {
  const words = choicesWords[viewer.locale];
  const { locale } = viewer;
  const provinces = [...Map.groupBy(counties, ({ provinceCode }) => provinceCode)];
  const chosen = typed.text(name);
  return (
    <div class="row place-select">
      <Field name={name} label={label} hint={hint} faults={faults}>
        {(described) => (
          <select {...described}>
            <option value="">{words.choose}</option>
            <optgroup label={words.provinces}>
              {provinces.map(([code, [first]]) => (
                <option value={`province:${code}`} selected={chosen === `province:${code}`}>
                  {first?.province[locale] ?? code}
                </option>
              ))}
            </optgroup>
            {provinces.map(([code, inside]) => (
              <optgroup label={inside[0]?.province[locale] ?? code}>
                {inside.map((county) => (
                  <option value={`county:${county.code}`} selected={chosen === `county:${county.code}`}>
                    {county.county[locale]}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <button class="button second" name="move" value={move}>
        {button}
      </button>
    </div>
  );
}
