import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { listSubjects } from '../../db/queries/counties.ts';
import { listOpenNeeds, type OpenNeed } from '../../db/queries/open-needs.ts';
import type { Locale } from '../../domain/account.ts';
import { daySchema, homeZone } from '../../domain/calendar.ts';
import { failedRules } from '../../domain/eligibility/eligibility.ts';
import type { Candidate, RuleCode } from '../../domain/eligibility/rule.ts';
import { deliveries, deliverySchema, languageSchema, levelSchema, volunteerKinds, volunteerKindSchema } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, DayField, FaultSummary, NumberField, RadioField, SelectField, type FieldFault } from '../parts/form.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Paging } from '../parts/table.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { languageName } from '../words/profile-words.ts';
import { terms } from '../words/terms.ts';
import { asked } from './asked.ts';
import { nameIn } from './names.ts';
import { NeedsTable } from './needs-table.tsx';
import { needsWords } from './needs-words.ts';

type Subjects = Awaited<ReturnType<typeof listSubjects>>;
type FitNeed = OpenNeed & { readonly failed: readonly RuleCode[] };

/** More needs than the largest programme has had; one statement reads them. */
const needsLookedAt = 5000;
const needsOnAPage = 40;

const periodSchema = z.object({ from: daySchema, to: daySchema });
const answersSchema = z
  .object({
    kind: volunteerKindSchema,
    languages: z.array(languageSchema).min(1).max(20),
    subjects: z.array(z.object({ subject: z.string(), level: levelSchema })).min(1),
    deliveries: z.array(deliverySchema).min(1),
    from: daySchema,
    to: daySchema,
    weeklyHours: z.int().min(0).max(80),
    age: z.int().min(16).max(100),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    // Told together with what else is open.
    when: ({ value }) => periodSchema.safeParse(value).success,
  });

/** What somebody says of themselves, as the rules see it; faults where it is not enough. */
function answersIn(typed: Typed, subjects: Subjects) {
  return answersSchema.safeParse({
    kind: typed.optional('kind'),
    languages: typed.list('languages'),
    subjects: subjects.flatMap(({ code }) => {
      const level = typed.number(`level.${code}`);
      return level === undefined ? [] : [{ subject: code, level }];
    }),
    deliveries: typed.list('deliveries'),
    from: typed.optional('from'),
    to: typed.optional('to'),
    weeklyHours: typed.number('weeklyHours'),
    age: typed.number('age'),
  });
}

type Answers = z.infer<typeof answersSchema>;

/** Of the person alone: no checks, no placements and no choices, so that the rules about them fail nobody. */
function candidateOf({ age, from, to, weeklyHours, ...said }: Answers, viewer: Viewer): Candidate {
  return {
    ...said,
    bornDay: viewer.now.setZone(homeZone).minus({ years: age }).toISODate() ?? '',
    windows: [{ startDay: from, endDay: to, weeklyHours }],
    choices: [],
    scope: 'anywhere_after',
    never: [],
    clearances: [{ kind: 'teaching_permit', validThroughDay: '2199-12-31' }],
    busy: [],
    declinedRequestIds: [],
    barredByCountyCodes: [],
  };
}

/** What fits first, the most in need first; then what does not, with the fewest reasons first. */
function fitsOf(needs: readonly OpenNeed[], candidate: Candidate): FitNeed[] {
  return needs
    .map((need) => ({ ...need, failed: failedRules(candidate, { ...need, checks: [] }, false) }))
    .toSorted(
      (a, b) =>
        a.failed.length - b.failed.length || a.tier - b.tier || a.startDay.localeCompare(b.startDay) || a.lineId.localeCompare(b.lineId),
    );
}

async function fitPage(db: Connection, viewer: Viewer, typed: Typed) {
  const words = needsWords[viewer.locale].fit;
  const [subjects, { items: needs }] = await Promise.all([listSubjects(db), listOpenNeeds(db, {}, { limit: needsLookedAt })]);
  const answers = answersIn(typed, subjects);
  const isAsked = typed.has('asked');
  const faults = isAsked && !answers.success && needs.length > 0 ? faultsOf(answers.error, viewer.locale, subjects) : [];
  const status = faults.length > 0 ? 422 : 200;
  const page = (
    <Frame viewer={viewer} title={words.title} width={isAsked && answers.success ? 'wide' : 'reading'}>
      <Title title={words.title} lead={words.lead} above={{ href: '/needs', name: needsWords[viewer.locale].title }} />
      <FaultSummary faults={faults} viewer={viewer} />
      {needs.length === 0 ? (
        <Empty>
          <p>{needsWords[viewer.locale].noneYet}</p>
        </Empty>
      ) : isAsked && answers.success ? (
        <>
          <Fits fits={fitsOf(needs, candidateOf(answers.data, viewer))} viewer={viewer} typed={typed} />
          <details class="part measure">
            <summary>{words.change}</summary>
            <Questions needs={needs} subjects={subjects} typed={typed} faults={faults} viewer={viewer} />
          </details>
        </>
      ) : (
        <Questions needs={needs} subjects={subjects} typed={typed} faults={faults} viewer={viewer} />
      )}
    </Frame>
  );
  return { page, status } as const;
}

const fields = ['subjects', 'deliveries', 'from', 'to', 'weeklyHours', 'kind', 'languages', 'age'] as const;

function faultsOf({ issues }: z.ZodError, locale: Locale, subjects: Subjects): FieldFault[] {
  const faulty = new Set(issues.map(({ path: [field] }) => field));
  // The first subject's field is where the way to the subjects leads.
  const fieldOf = (field: string) => (field === 'subjects' ? `level.${subjects[0]?.code ?? ''}` : field);
  return fields
    .filter((field) => faulty.has(field))
    .map((field) => ({ field: fieldOf(field), message: needsWords[locale].fit.fault[field] }));
}

type QuestionsProps = {
  readonly needs: readonly OpenNeed[];
  readonly subjects: Subjects;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly viewer: Viewer;
};

function Questions({ needs, subjects, typed, faults, viewer: { locale } }: QuestionsProps) {
  const words = needsWords[locale].fit;
  const levels = ([1, 2, 3] as const).map((level) => ({ value: String(level), label: terms[locale].levels[level] }));
  const languages = [...new Set(['zh-CN', 'en', ...needs.flatMap((need) => need.languages)])];
  return (
    <form method="get" action="/needs/for-me" novalidate>
      <input type="hidden" name="asked" value="yes" />
      <fieldset class="group">
        <legend>{words.subjects}</legend>
        <p class="quiet small">{words.levelHint}</p>
        <div class="row levels">
          {subjects.map(({ code, nameZh, nameEn }) => (
            <SelectField
              name={`level.${code}`}
              label={nameIn(locale, nameZh, nameEn)}
              typed={typed}
              faults={faults}
              none={words.notTaught}
              options={levels}
            />
          ))}
        </div>
      </fieldset>
      <ChecksField
        name="deliveries"
        label={words.delivery}
        typed={typed}
        faults={faults}
        options={deliveries.map((value) => ({ value, label: terms[locale].deliveries[value] }))}
      />
      <fieldset class="group">
        <legend>{words.when}</legend>
        <div class="row">
          <DayField name="from" label={words.from} typed={typed} faults={faults} />
          <DayField name="to" label={words.to} typed={typed} faults={faults} />
        </div>
        <NumberField
          name="weeklyHours"
          label={words.weeklyHours}
          hint={words.weeklyHoursHint}
          typed={typed}
          faults={faults}
          maxlength={2}
        />
      </fieldset>
      <RadioField
        name="kind"
        label={words.kind}
        typed={typed}
        faults={faults}
        options={volunteerKinds.map((value) => ({ value, label: terms[locale].volunteerKinds[value] }))}
      />
      <ChecksField
        name="languages"
        label={words.languages}
        typed={typed}
        faults={faults}
        options={languages.map((value) => ({ value, label: languageName(value, locale) }))}
      />
      <NumberField name="age" label={words.age} typed={typed} faults={faults} maxlength={3} />
      <p class="actions">
        <button class="button">{words.ask}</button>
      </p>
    </form>
  );
}

function Fits({ fits, viewer, typed }: { fits: readonly FitNeed[]; viewer: Viewer; typed: Typed }) {
  const words = needsWords[viewer.locale].fit;
  const fitting = fits.filter(({ failed }) => failed.length === 0).length;
  // A need that went meanwhile is not found: the list begins anew.
  const start = fits.findIndex(({ lineId }) => lineId === asked(typed, 'after', z.uuid())) + 1;
  const shown = fits.slice(start, start + needsOnAPage);
  const last = shown.at(-1);
  return (
    <section aria-labelledby="fits">
      <h2 id="fits">{words.result}</h2>
      <p class="strong">{fitting === 0 ? words.noneFits(fits.length) : words.fits(fitting, fits.length)}</p>
      <Note>
        <p>{words.leftOut}</p>
      </Note>
      {fitting === 0 || viewer.isSignedIn ? null : (
        <p>
          <a class="button" href="/sign-in">
            {words.apply}
          </a>
        </p>
      )}
      <p class="quiet small">{words.shown(start + 1, start + shown.length, fits.length)}</p>
      <NeedsTable
        needs={shown}
        viewer={viewer}
        last={{ title: words.answer, cell: ({ failed }) => <Fit failed={failed} viewer={viewer} /> }}
      />
      <Paging nextAfter={start + shown.length < fits.length && last !== undefined ? last.lineId : null} viewer={viewer} />
    </section>
  );
}

function Fit({ failed, viewer: { locale } }: { failed: readonly RuleCode[]; viewer: Viewer }) {
  const words = needsWords[locale].fit;
  const why: Readonly<Partial<Record<RuleCode, string>>> = words.why;
  if (failed.length === 0) return <span class="pill done">{words.yes}</span>;
  return (
    <>
      <span class="pill">{words.no}</span>
      <span class="under">{failed.map((code) => why[code] ?? terms[locale].rules[code]).join(words.separator)}</span>
    </>
  );
}

export const fitPages = new PageRouter().get('/needs/for-me', 'open-data.read', async (c) => {
  const { page, status } = await fitPage(c.var.db, viewerOf(c), typedInAddress(c));
  return sendPublic(c, page, status);
});
