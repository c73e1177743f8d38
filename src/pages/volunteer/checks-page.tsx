import type { Context } from 'hono';

import { agree } from '../../actions/consents/agree.ts';
import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { listTexts, type AgreedText } from '../../db/queries/texts.ts';
import { agreeSchema, isCheckedText, textsToGo } from '../../domain/consent.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Done, Empty } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { dayText } from '../parts/time.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { checksAsked, isEditable, nextTask, taskPath } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { checksWords } from './checks-words.ts';
import { SectionFrame, sheetIn, toldClosed } from './section.tsx';

type Shown = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly texts: readonly AgreedText[];
  readonly faults: readonly FieldFault[];
  readonly done?: string | undefined;
};

function checksView({ viewer, sheet, texts, faults, done }: Shown) {
  const words = checksWords[viewer.locale];
  const isChecked = viewer.path.includes('from=check');
  const next = nextTask(sheet, 'checks');
  return (
    <SectionFrame viewer={viewer} sheet={sheet} name="checks" title={words.title} lead={words.lead} faults={faults}>
      {done === 'agreed' ? <Done>{applicationWords[viewer.locale].done.agreed}</Done> : null}
      <section class="part">
        <h2 id="texts">{words.texts}</h2>
        <p>{words.textsLead}</p>
        {needs.map((need) =>
          texts.filter((text) => needOf(sheet, text) === need).map((text) => <TextToAgreeTo viewer={viewer} sheet={sheet} text={text} />),
        )}
        <p class="quiet small">{words.withdrawAt}</p>
      </section>
      <Checks viewer={viewer} sheet={sheet} />
      <p class="actions">
        <a class="button" href={isChecked ? taskPath(sheet.id, 'check-answers') : taskPath(sheet.id, next)}>
          {words.done}
        </a>
      </p>
    </SectionFrame>
  );
}

type Need = 'needed' | 'forChecks' | 'later';
const needs: readonly Need[] = ['needed', 'forChecks', 'later'];

/** What a text is needed for; undefined where this volunteer need not agree to it. */
function needOf(sheet: ApplicationSheet, { kind }: Pick<AgreedText, 'kind'>): Need | undefined {
  if (textsToGo(sheet.profile?.homeRegion).includes(kind)) return 'needed';
  const asked = checksAsked(sheet);
  if (isCheckedText(kind)) return asked.includes(kind) ? 'later' : undefined;
  return kind === 'sensitive_data' && asked.length > 0 ? 'forChecks' : undefined;
}

function TextToAgreeTo({ viewer, sheet, text }: { viewer: Viewer; sheet: ApplicationSheet; text: AgreedText }) {
  const words = checksWords[viewer.locale];
  const { kind, version } = text;
  const name = terms[viewer.locale].texts[kind];
  const isAgreed = sheet.texts.some((known) => known.kind === kind && known.version === version && known.isAgreed);
  const need = needOf(sheet, text) ?? 'later';
  return (
    <article class="text" id={kind}>
      <h3>{name}</h3>
      <p class="beside">
        {isAgreed ? <Pill tone="done">{words.agreed}</Pill> : <Pill tone={need === 'needed' ? 'waiting' : 'plain'}>{words[need]}</Pill>}{' '}
        <span class="quiet small">{words.version(String(version))}</span>
      </p>
      <p>{words.why[kind]}</p>
      <details open={!isAgreed && need === 'needed'}>
        <summary>{words.read(name)}</summary>
        <div class="wording">{text[viewer.locale]}</div>
      </details>
      {isAgreed ? null : (
        <form
          method="post"
          action={viewer.path.includes('from=check') ? `${taskPath(sheet.id, 'checks')}?from=check` : taskPath(sheet.id, 'checks')}
        >
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="version" value={version} />
          <button class={need === 'needed' ? 'button' : 'button second'}>{words.agree(name)}</button>
        </form>
      )}
    </article>
  );
}

function Checks({ viewer, sheet }: { viewer: Viewer; sheet: ApplicationSheet }) {
  const words = checksWords[viewer.locale];
  const asked = checksAsked(sheet);
  return (
    <section class="part">
      <h2>{words.checks}</h2>
      {asked.length === 0 ? (
        <Empty>
          <p>
            {words.checksNone} <a href={taskPath(sheet.id, 'availability')}>{words.chooseDelivery}</a>
          </p>
        </Empty>
      ) : (
        <>
          <p>{words.checksLead}</p>
          <ul class="tasks">
            {asked.map((kind) => (
              <CheckRow viewer={viewer} sheet={sheet} kind={kind} />
            ))}
          </ul>
          <p>
            <a href="/clearances">{words.toChecks}</a>
          </p>
        </>
      )}
    </section>
  );
}

function CheckRow({ viewer, sheet, kind }: { viewer: Viewer; sheet: ApplicationSheet; kind: ReturnType<typeof checksAsked>[number] }) {
  const words = checksWords[viewer.locale];
  const clearance = sheet.clearances.find((one) => one.kind === kind);
  const through = clearance?.state === 'cleared' ? clearance.validThroughDay : null;
  const isSoon = through !== null && through < sheet.season.teachingEndDay;
  const day = through === null ? undefined : dayText(through, viewer.locale);
  return (
    <li>
      <div>
        <span>{terms[viewer.locale].clearances[kind]}</span>
        {day === undefined ? null : <span class="quiet small under">{isSoon ? words.soon(day) : words.validThrough(day)}</span>}
      </div>
      {clearance === undefined ? <Pill>{words.notBegun}</Pill> : <State of="clearance" state={clearance.state} locale={viewer.locale} />}
    </li>
  );
}

async function agreeTo(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return toldClosed(c, sheet);
  const viewer = viewerOf(c);
  const words = checksWords[viewer.locale];
  const typed = await typedIn(c);
  const again = async (field: string, message: string) =>
    sendPrivate(c, checksView({ viewer, sheet, texts: await listTexts(c.var.db), faults: [{ field, message }] }), 422);
  const parsed = agreeSchema.safeParse({ kind: typed.text('kind'), version: typed.number('version') });
  if (!parsed.success) return again('texts', words.unknown);
  const agreed = await agree(actionContext(c), parsed.data.kind, parsed.data.version);
  if (agreed.ok) {
    const from = viewer.path.includes('from=check') ? '&from=check' : '';
    return seeOther(c, `${taskPath(sheet.id, 'checks')}?done=agreed${from}#${parsed.data.kind}`);
  }
  if (agreed.error.kind === 'text-changed') return again(parsed.data.kind, words.changed);
  throw new Problem(agreed.error);
}

export const checksPage = new PageRouter()
  .get('/applications/:id/checks', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
    const texts = await listTexts(c.var.db);
    return sendPrivate(c, checksView({ viewer: viewerOf(c), sheet, texts, faults: [], done: c.req.query('done') }));
  })
  .post('/applications/:id/checks', 'application.write', async (c) => agreeTo(c));
