import { z } from 'zod';

import { addAchievement } from '../../actions/partnerships/add-achievement.ts';
import { changePartnership } from '../../actions/partnerships/change-partnership.ts';
import { createPartnership } from '../../actions/partnerships/create-partnership.ts';
import type { Connection } from '../../db/client.ts';
import { findPartnership, listPartnerships, type NamedPartnership } from '../../db/queries/partnerships.ts';
import { authorise } from '../../domain/actor.ts';
import { achievementInputSchema, partnershipInputSchema, partnershipPatchSchema } from '../../domain/partnership.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate, sendPublic } from '../answer.tsx';
import { asked } from '../public/asked.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, DayField, FaultSummary, NumberField, TextField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Paging } from '../parts/table.tsx';
import { nameIn } from '../public/names.ts';
import { faultsIn, fieldFaults, Typed, typedIn, typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { PartnershipPart } from './partnership-part.tsx';
import { partnershipWords } from './partnership-words.ts';

const aPage = 50;

async function partnershipsPage(db: Connection, viewer: Viewer, mayChange: boolean, after: string | undefined) {
  const words = partnershipWords[viewer.locale];
  const page = await listPartnerships(db, {}, { limit: aPage, after });
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      {mayChange ? (
        <p class="actions">
          <a class="button" href="/desk/partnerships/new">
            {words.enter}
          </a>
        </p>
      ) : null}
      {page.items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : null}
      {page.items.map((partnership) => (
        <PartnershipPart partnership={partnership} viewer={viewer} mayChange={mayChange} showsCounty />
      ))}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="partnerships" />
    </Frame>
  );
}

type FormProps = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly partnership?: NamedPartnership | undefined;
};

function formPage({ viewer, typed, faults = [], partnership }: FormProps) {
  const words = partnershipWords[viewer.locale];
  const title =
    partnership === undefined
      ? words.enter
      : `${nameIn(viewer.locale, partnership.county.zh, partnership.county.en)} · ${nameIn(viewer.locale, partnership.partnerZh, partnership.partnerEn)}`;
  const field = (name: 'partnerZh' | 'partnerEn' | 'sourceZh' | 'sourceEn') => (
    <TextField name={name} label={words[name]} typed={typed} faults={faults} />
  );
  return (
    <Frame viewer={viewer} title={title}>
      <Title title={title} above={{ href: '/partnerships', name: words.title }} />
      <FaultSummary faults={faults} viewer={viewer} />
      <form method="post" novalidate>
        {partnership === undefined ? (
          <TextField
            name="countyCode"
            label={words.countyCode}
            hint={words.codeHint}
            typed={typed}
            faults={faults}
            size="middle"
            inputmode="numeric"
          />
        ) : (
          <input type="hidden" name="version" value={String(partnership.version)} />
        )}
        {field('partnerZh')}
        {field('partnerEn')}
        <NumberField name="sinceYear" label={words.sinceYear} typed={typed} faults={faults} />
        <NumberField name="untilYear" label={words.untilYear} hint={words.untilHint} typed={typed} faults={faults} />
        <AreaField name="agreedZh" label={words.agreedZh} typed={typed} faults={faults} />
        <AreaField name="agreedEn" label={words.agreedEn} typed={typed} faults={faults} />
        {field('sourceZh')}
        {field('sourceEn')}
        <p class="actions">
          <button class="button">{words.save}</button>
        </p>
      </form>
      {partnership === undefined ? null : (
        <p>
          <a href={`/desk/partnerships/${partnership.id}/achieve`}>{words.addTitle}</a>
        </p>
      )}
    </Frame>
  );
}

function achievePage({ viewer, typed, faults = [], partnership }: FormProps & { readonly partnership: NamedPartnership }) {
  const words = partnershipWords[viewer.locale];
  const title = words.addTitle;
  return (
    <Frame viewer={viewer} title={title}>
      <Title
        title={title}
        above={{ href: `/desk/partnerships/${partnership.id}`, name: nameIn(viewer.locale, partnership.partnerZh, partnership.partnerEn) }}
      />
      <FaultSummary faults={faults} viewer={viewer} />
      <form method="post" novalidate>
        <DayField name="day" label={words.day} typed={typed} faults={faults} />
        <AreaField name="zh" label={words.zh} typed={typed} faults={faults} />
        <AreaField name="en" label={words.en} typed={typed} faults={faults} />
        <TextField name="sourceZh" label={words.sourceZh} typed={typed} faults={faults} />
        <TextField name="sourceEn" label={words.sourceEn} typed={typed} faults={faults} />
        <p class="actions">
          <button class="button">{words.add}</button>
        </p>
      </form>
    </Frame>
  );
}

const fieldsIn = (typed: Typed) => ({
  partnerZh: typed.text('partnerZh'),
  partnerEn: typed.text('partnerEn'),
  sinceYear: typed.number('sinceYear'),
  untilYear: typed.number('untilYear') ?? null,
  agreedZh: typed.text('agreedZh'),
  agreedEn: typed.text('agreedEn'),
  sourceZh: typed.text('sourceZh'),
  sourceEn: typed.text('sourceEn'),
});

const faultsFrom = (error: z.ZodError, viewer: Viewer) => fieldFaults(faultsOf(error), viewer.locale);

export const partnershipsPages = new PageRouter()
  .get('/partnerships', 'open-data.read', async (c) =>
    sendPublic(
      c,
      await partnershipsPage(
        c.var.db,
        viewerOf(c),
        authorise(c.var.actor, 'partnership.change').ok,
        asked(typedInAddress(c), 'after', z.uuid()),
      ),
    ),
  )
  .get('/desk/partnerships/new', 'partnership.change', async (c) => sendPrivate(c, formPage({ viewer: viewerOf(c), typed: new Typed() })))
  .post('/desk/partnerships/new', 'partnership.change', async (c) => {
    const [viewer, typed] = [viewerOf(c), await typedIn(c)];
    const input = partnershipInputSchema.safeParse({ countyCode: typed.text('countyCode'), ...fieldsIn(typed) });
    if (!input.success) return sendPrivate(c, formPage({ viewer, typed, faults: faultsFrom(input.error, viewer) }), 422);
    const entered = await createPartnership(actionContext(c), input.data);
    if (entered.ok) return seeOther(c, `/desk/partnerships/${entered.value.id}`);
    const faults = faultsIn(entered.error, viewer.locale);
    if (faults === undefined) throw new Problem(entered.error);
    return sendPrivate(c, formPage({ viewer, typed, faults }), 422);
  })
  .get('/desk/partnerships/:id', 'partnership.change', async (c) => {
    const partnership = await partnershipAt(c.var.db, c.req.param('id'));
    return partnership === undefined
      ? c.notFound()
      : sendPrivate(c, formPage({ viewer: viewerOf(c), typed: Typed.of(partnership), partnership }));
  })
  .post('/desk/partnerships/:id', 'partnership.change', async (c) => {
    const partnership = await partnershipAt(c.var.db, c.req.param('id'));
    if (partnership === undefined) return c.notFound();
    const [viewer, typed] = [viewerOf(c), await typedIn(c)];
    const patch = partnershipPatchSchema.safeParse(fieldsIn(typed));
    if (!patch.success) return sendPrivate(c, formPage({ viewer, typed, partnership, faults: faultsFrom(patch.error, viewer) }), 422);
    const changed = await changePartnership(actionContext(c), partnership.id, patch.data, Number(typed.text('version')));
    if (changed.ok) return seeOther(c, `/desk/partnerships/${partnership.id}`);
    const faults = faultsIn(changed.error, viewer.locale);
    if (faults === undefined) throw new Problem(changed.error);
    return sendPrivate(c, formPage({ viewer, typed, partnership, faults }), 422);
  })
  .get('/desk/partnerships/:id/achieve', 'partnership.change', async (c) => {
    const partnership = await partnershipAt(c.var.db, c.req.param('id'));
    return partnership === undefined ? c.notFound() : sendPrivate(c, achievePage({ viewer: viewerOf(c), typed: new Typed(), partnership }));
  })
  .post('/desk/partnerships/:id/achieve', 'partnership.change', async (c) => {
    const partnership = await partnershipAt(c.var.db, c.req.param('id'));
    if (partnership === undefined) return c.notFound();
    const [viewer, typed] = [viewerOf(c), await typedIn(c)];
    const said = Object.fromEntries((['day', 'zh', 'en', 'sourceZh', 'sourceEn'] as const).map((name) => [name, typed.text(name)]));
    const input = achievementInputSchema.safeParse(said);
    if (!input.success) return sendPrivate(c, achievePage({ viewer, typed, partnership, faults: faultsFrom(input.error, viewer) }), 422);
    const added = await addAchievement(actionContext(c), partnership.id, input.data);
    if (added.ok) return seeOther(c, `/desk/partnerships/${partnership.id}`);
    const faults = faultsIn(added.error, viewer.locale);
    if (faults === undefined) throw new Problem(added.error);
    return sendPrivate(c, achievePage({ viewer, typed, partnership, faults }), 422);
  });

async function partnershipAt(db: Connection, id: string): Promise<NamedPartnership | undefined> {
  return z.uuid().safeParse(id).success ? findPartnership(db, id) : undefined;
}
