import type { Training } from '../../db/queries/trainings.ts';
import { trainingDeliveries, trainingKinds } from '../../domain/training.ts';
import { Frame } from '../frame.tsx';
import { AreaField, DayField, FaultSummary, Field, NumberField, RadioField, TextField, type FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { nameIn } from '../public/names.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { receptionWords } from './county-words.ts';
import { trainingWords } from './training-words.ts';

export type Province = { readonly code: string; readonly nameZh: string; readonly nameEn: string };
type Filled = { readonly viewer: Viewer; readonly typed: Typed; readonly faults?: readonly FieldFault[] };

export function planForm({ viewer, typed, faults = [], provinces }: Filled & { provinces: readonly Province[] }) {
  const { desk } = receptionWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={desk.newTitle} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={desk.newTitle} above={{ href: '/desk/trainings', name: desk.title }} />
      <form method="post" action="/desk/trainings/new" novalidate>
        <Fields viewer={viewer} typed={typed} faults={faults} />
        <ReceiversFields viewer={viewer} typed={typed} faults={faults} provinces={provinces} mayBeNone />
        <button class="button">{desk.create}</button>
      </form>
    </Frame>
  );
}

export function changeForm({ viewer, typed, faults = [], training }: Filled & { training: Training }) {
  const { desk } = receptionWords[viewer.locale];
  const href = `/desk/trainings/${training.id}`;
  return (
    <Frame viewer={viewer} title={desk.changeTitle} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={desk.changeTitle} above={{ href, name: nameIn(viewer.locale, training.titleZh, training.titleEn) }} />
      <form method="post" action={`${href}/change`} novalidate>
        <input type="hidden" name="version" value={String(typed.text('version') || training.version)} />
        <Fields viewer={viewer} typed={typed} faults={faults} />
        <button class="button">{desk.save}</button>
      </form>
    </Frame>
  );
}

function Fields({ viewer: { locale }, typed, faults = [] }: Filled) {
  const { fields, sessionHint } = receptionWords[locale].desk;
  const words = trainingWords[locale];
  return (
    <>
      <TextField name="titleZh" label={fields.titleZh} typed={typed} faults={faults} maxlength={200} />
      <TextField name="titleEn" label={fields.titleEn} typed={typed} faults={faults} maxlength={200} />
      <RadioField
        name="kind"
        label={fields.kind}
        typed={typed}
        faults={faults}
        options={trainingKinds.map((value) => ({ value, label: words.kinds[value] }))}
      />
      <RadioField
        name="delivery"
        label={fields.delivery}
        typed={typed}
        faults={faults}
        options={trainingDeliveries.map((value) => ({ value, label: words.deliveries[value] }))}
      />
      <TextField name="originZh" label={fields.originZh} typed={typed} faults={faults} maxlength={200} />
      <TextField name="originEn" label={fields.originEn} typed={typed} faults={faults} maxlength={200} />
      <div class="row">
        <DayField name="startDay" label={fields.startDay} typed={typed} faults={faults} />
        <DayField name="endDay" label={fields.endDay} typed={typed} faults={faults} />
      </div>
      <AreaField name="sessionDays" label={fields.sessionDays} hint={sessionHint} typed={typed} faults={faults} rows={3} maxlength={1000} />
      <NumberField name="hours" label={fields.hours} typed={typed} faults={faults} maxlength={5} />
    </>
  );
}

type ReceiversProps = Filled & { readonly provinces: readonly Province[]; readonly mayBeNone?: boolean };

/** All open stations in one go, or those of some provinces. */
export function ReceiversFields({ viewer: { locale }, typed, faults = [], provinces, mayBeNone = false }: ReceiversProps) {
  const { desk } = receptionWords[locale];
  const kinds = mayBeNone ? (['all', 'provinces', 'none'] as const) : (['all', 'provinces'] as const);
  const chosen = typed.list('provinceCodes');
  return (
    <>
      <RadioField
        name="receivers"
        label={desk.fields.receivers}
        typed={typed}
        faults={faults}
        options={kinds.map((value) => ({ value, label: desk.receivers[value] }))}
      />
      <Field name="provinceCodes" label={desk.provinces} hint={desk.provincesHint} faults={faults}>
        {(described) => (
          <select {...described} multiple size={6}>
            {provinces.map(({ code, nameZh, nameEn }) => (
              <option value={code} selected={chosen.includes(code)}>
                {nameIn(locale, nameZh, nameEn)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

export function trainingIn(typed: Typed) {
  const days = typed
    .text('sessionDays')
    .split(/[\s,，、]+/)
    .filter((day) => day !== '');
  const startDay = typed.optional('startDay');
  return {
    kind: typed.optional('kind'),
    delivery: typed.optional('delivery'),
    titleZh: typed.optional('titleZh'),
    titleEn: typed.optional('titleEn'),
    originZh: typed.optional('originZh'),
    originEn: typed.optional('originEn'),
    hours: typed.number('hours'),
    startDay,
    endDay: typed.optional('endDay'),
    sessionDays: days.length > 0 ? days : startDay === undefined ? undefined : [startDay],
  };
}

export function receiversIn(typed: Typed): { receivers?: unknown } {
  const kind = typed.text('receivers');
  if (kind === 'all') return { receivers: { kind } };
  return kind === 'provinces' ? { receivers: { kind, provinceCodes: typed.list('provinceCodes') } } : {};
}
