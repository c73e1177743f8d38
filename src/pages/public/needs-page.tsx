import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { listProvinces, listSubjects } from '../../db/queries/counties.ts';
import { listOpenNeeds } from '../../db/queries/open-needs.ts';
import { daySchema } from '../../domain/calendar.ts';
import { deliveries, deliverySchema, provinceCodeSchema } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField, SelectField } from '../parts/form.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Filters, Paging } from '../parts/table.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { asked } from './asked.ts';
import { nameIn } from './names.ts';
import { NeedsTable } from './needs-table.tsx';
import { needsWords } from './needs-words.ts';

const needsOnAPage = 30;
const subjectSchema = z.string().max(40);

async function needsPage(db: Connection, viewer: Viewer, typed: Typed) {
  const { locale } = viewer;
  const words = needsWords[locale];
  const filter = {
    subject: asked(typed, 'subject', subjectSchema),
    delivery: asked(typed, 'delivery', deliverySchema),
    provinceCode: asked(typed, 'province', provinceCodeSchema),
    fromDay: asked(typed, 'from', daySchema),
    toDay: asked(typed, 'to', daySchema),
  };
  const isDayUnknown = [typed.optional('from') ?? '', typed.optional('to') ?? ''].some(
    (day) => day !== '' && !daySchema.safeParse(day).success,
  );
  const [subjects, provinces, { items, nextAfter }] = await Promise.all([
    listSubjects(db),
    listProvinces(db),
    listOpenNeeds(db, filter, { limit: needsOnAPage, after: asked(typed, 'after', z.uuid()) }),
  ]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const options = (rows: typeof subjects | typeof provinces) =>
    rows.map(({ code, nameZh, nameEn }) => ({ value: code, label: nameIn(locale, nameZh, nameEn) }));
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p>
        <a href="/needs/for-me">{words.forMeLink}</a> <span class="quiet small under">{words.forMeLead}</span>
      </p>
      <Filters viewer={viewer} action="/needs">
        <SelectField name="subject" label={words.subjectOnly} typed={typed} none={words.subjectAny} options={options(subjects)} />
        <SelectField
          name="delivery"
          label={words.delivery}
          typed={typed}
          none={words.deliveryAny}
          options={deliveries.map((value) => ({ value, label: terms[locale].deliveries[value] }))}
        />
        <SelectField name="province" label={words.province} typed={typed} none={words.provinceAny} options={options(provinces)} />
        <DayField name="from" label={words.from} typed={typed} />
        <DayField name="to" label={words.to} typed={typed} />
      </Filters>
      {isDayUnknown ? (
        <Note tone="waiting">
          <p>{words.unknownDay}</p>
        </Note>
      ) : null}
      {items.length === 0 ? (
        <Empty>
          <p>{isFiltered ? words.none : words.noneYet}</p>
          {isFiltered ? (
            <p>
              <a href="/needs">{words.widen}</a>
            </p>
          ) : null}
        </Empty>
      ) : (
        <NeedsTable needs={items} viewer={viewer} />
      )}
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </Frame>
  );
}

export const needsPages = new PageRouter().get('/needs', 'open-data.read', async (c) =>
  sendPublic(c, await needsPage(c.var.db, viewerOf(c), typedInAddress(c))),
);
