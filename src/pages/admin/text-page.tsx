import type { Context } from 'hono';
import { z } from 'zod';

import { publishText } from '../../actions/consents/publish-text.ts';
import { countAgreed, countAskedAgain, listVersions, type AgreedCount, type TextVersion } from '../../db/queries/text-versions.ts';
import { isCheckedText, newTextSchema, textKindSchema, type TextKind } from '../../domain/consent.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { textWords } from './text-words.ts';

const address = '/admin/texts';

type Said = { readonly isDone?: boolean; readonly typed?: Typed; readonly faults?: readonly FieldFault[] };
type Shown = {
  readonly viewer: Viewer;
  readonly kind: TextKind;
  readonly versions: readonly TextVersion[];
  readonly counts: readonly AgreedCount[];
  readonly said: Said;
};

/** One text in all its versions, and the form of the next. */
function textPage({ viewer, kind, versions, counts, said }: Shown) {
  const words = textWords[viewer.locale];
  const title = terms[viewer.locale].texts[kind];
  const newest = versions[0];
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {said.isDone === true ? <Done>{words.done}</Done> : null}
      <FaultSummary faults={said.faults ?? []} viewer={viewer} />
      <Title
        title={title}
        above={{ href: address, name: words.title }}
        beside={
          newest === undefined ? (
            <Pill tone="waiting">{words.notYet}</Pill>
          ) : (
            <>
              <Pill tone="done">{words.inForce}</Pill> {words.versionOf(String(newest.version))}
            </>
          )
        }
        lead={isCheckedText(kind) ? words.checkMeaning : words.consentMeaning}
      />
      <Versions {...{ viewer, versions, counts }} />
      <section aria-labelledby="publish">
        <h2 id="publish">{words.publish}</h2>
        <p>{words.publishLead}</p>
        <form method="post" action={`${address}/${kind}`} novalidate>
          <Wordings viewer={viewer} typed={said.typed ?? Typed.of({ zh: newest?.zh, en: newest?.en })} faults={said.faults ?? []} />
          <button class="button">{words.toConfirm}</button>
        </form>
      </section>
    </Frame>
  );
}

function Wordings({ viewer, typed, faults }: { viewer: Viewer; typed: Typed; faults: readonly FieldFault[] }) {
  const words = textWords[viewer.locale];
  const shared = { typed, faults, hint: words.wordingHint, rows: 12, maxlength: 20_000 };
  return (
    <>
      <AreaField name="zh" label={words.zhLabel} {...shared} />
      <AreaField name="en" label={words.enLabel} {...shared} />
    </>
  );
}

function Versions({ viewer, versions, counts }: Pick<Shown, 'viewer' | 'versions' | 'counts'>) {
  const words = textWords[viewer.locale];
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{words.earlier}</h2>
      {versions.map((text) => (
        <article class="text-version">
          <h3>{words.versionOf(String(text.version))}</h3>
          <p class="quiet small">
            <Instant at={text.publishedAt} viewer={viewer} />
            {' · '}
            {text.publishedByName === null ? words.bySystem : words.by(text.publishedByName)}
            {' · '}
            {words.agreed} {counts.find(({ kind, version }) => kind === text.kind && version === text.version)?.agreed ?? 0}
          </p>
          <details>
            <summary>
              {words.showText}
              <span class="unseen"> {words.versionOf(String(text.version))}</span>
            </summary>
            <Wording viewer={viewer} zh={text.zh} en={text.en} />
          </details>
        </article>
      ))}
    </section>
  );
}

/** A text in both languages, as it is written. */
function Wording({ viewer, zh, en }: { viewer: Viewer; zh: string; en: string }) {
  const words = textWords[viewer.locale];
  return (
    <>
      <h4>{words.chinese}</h4>
      <div class="told" lang="zh-CN">
        {zh}
      </div>
      <h4>{words.english}</h4>
      <div class="told" lang="en">
        {en}
      </div>
    </>
  );
}

type Wanted = {
  readonly viewer: Viewer;
  readonly kind: TextKind;
  readonly version: number;
  readonly people: number;
  readonly wording: { readonly zh: string; readonly en: string };
  readonly isOvertaken: boolean;
};

/** Asks before a version is published: how many people must agree again, and the text once more. */
function confirmPage({ viewer, kind, version, people, wording, isOvertaken }: Wanted) {
  const words = textWords[viewer.locale];
  const name = terms[viewer.locale].texts[kind];
  const title = words.confirmTitle(name, String(version));
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {isOvertaken ? (
        <Note tone="refused">
          <p>{words.changedMeanwhile}</p>
        </Note>
      ) : null}
      <Title title={title} above={{ href: `${address}/${kind}`, name }} />
      <Note tone="waiting">
        <p>
          <strong>{people === 0 ? words.nobodyAsked : words.askedAgain(String(people))}</strong>
        </p>
        {people > 0 && isCheckedText(kind) ? <p>{words.checksEnd}</p> : null}
        <p>{words.cannotUndo}</p>
      </Note>
      <section>
        <h2>{words.fullText}</h2>
        <Wording viewer={viewer} {...wording} />
      </section>
      <form method="post" action={`${address}/${kind}`}>
        <input type="hidden" name="zh" value={wording.zh} />
        <input type="hidden" name="en" value={wording.en} />
        <input type="hidden" name="version" value={version} />
        <p class="actions">
          <button class="button grave" name="step" value="publish">
            {people === 0 ? words.publishNobody : words.publishButton(String(people))}
          </button>
          <button class="button second" name="step" value="edit">
            {words.edit}
          </button>
        </p>
      </form>
    </Frame>
  );
}

async function send(c: Context<AppEnv>, kind: TextKind, said: Said, status: 200 | 422 = 200) {
  const { db } = c.var;
  const shown = { versions: await listVersions(db, kind), counts: await countAgreed(db) };
  return sendPrivate(c, textPage({ viewer: viewerOf(c), kind, said, ...shown }), status);
}

async function publish(c: Context<AppEnv>, kind: TextKind) {
  const { db, locale } = c.var;
  const typed = await typedIn(c);
  if (typed.text('step') === 'edit') return send(c, kind, { typed });
  const parsed = newTextSchema.safeParse({ zh: typed.optional('zh'), en: typed.optional('en') });
  if (!parsed.success) {
    const words = textWords[locale];
    const labels: Record<string, string> = { zh: words.zhLabel, en: words.enLabel };
    return send(c, kind, { typed, faults: fieldFaults(faultsOf(parsed.error), locale, (field) => labels[field]) }, 422);
  }
  const version = ((await listVersions(db, kind))[0]?.version ?? 0) + 1;
  const isConfirmed = typed.text('step') === 'publish';
  if (isConfirmed && typed.text('version') === String(version)) {
    valueOf(await publishText(actionContext(c), kind, parsed.data));
    return seeOther(c, `${address}/${kind}?done=published`);
  }
  const people = await countAskedAgain(db, kind);
  return sendPrivate(c, confirmPage({ viewer: viewerOf(c), kind, version, people, wording: parsed.data, isOvertaken: isConfirmed }));
}

const kindIn = (c: Context<AppEnv>) => textKindSchema.safeParse(c.req.param('kind')).data;

export const textPages = new PageRouter()
  .get(`${address}/:kind`, 'text.publish', async (c) => {
    const kind = kindIn(c);
    return kind === undefined ? c.notFound() : send(c, kind, { isDone: asked(c, 'done', z.literal('published')) !== undefined });
  })
  .post(`${address}/:kind`, 'text.publish', async (c) => {
    const kind = kindIn(c);
    return kind === undefined ? c.notFound() : publish(c, kind);
  });
