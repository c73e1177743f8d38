import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { listProvinces } from '../../db/queries/counties.ts';
import { listOpenCounties, type OpenCounty } from '../../db/queries/open-places.ts';
import { countyCodeSchema, provinceCodeSchema } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Filters, Paging, Table, type Column } from '../parts/table.tsx';
import { Day } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { asked } from './asked.ts';
import { countyWords } from './county-words.ts';
import { nameIn, numberIn } from './names.ts';

const countiesOnAPage = 50;
const tierSchema = z.coerce.number().pipe(z.literal([1, 2, 3]));
const nameSchema = z.string().max(60);

async function countiesPage(db: Connection, viewer: Viewer, typed: Typed) {
  const { locale } = viewer;
  const words = countyWords[locale];
  const filter = {
    provinceCode: asked(typed, 'province', provinceCodeSchema),
    tier: asked(typed, 'tier', tierSchema),
    name: asked(typed, 'name', nameSchema),
    partnersOnly: typed.text('which') !== 'all',
  };
  const [provinces, { items, nextAfter }] = await Promise.all([
    listProvinces(db),
    listOpenCounties(db, filter, { limit: countiesOnAPage, after: asked(typed, 'after', countyCodeSchema) }),
  ]);
  const isFiltered = filter.provinceCode !== undefined || filter.tier !== undefined || filter.name !== undefined;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p>
        <a href="/stations">{words.station.title}</a>
      </p>
      <Filters viewer={viewer} action="/counties">
        <TextField name="name" label={words.name} type="search" maxlength={60} typed={typed} />
        <SelectField
          name="province"
          label={words.province}
          typed={typed}
          none={words.provinceAny}
          options={provinces.map(({ code, nameZh, nameEn }) => ({ value: code, label: nameIn(locale, nameZh, nameEn) }))}
        />
        <SelectField
          name="tier"
          label={words.tier}
          typed={typed}
          none={words.tierAny}
          options={([1, 2, 3] as const).map((tier) => ({ value: String(tier), label: terms[locale].tiers[tier] }))}
        />
        <SelectField
          name="which"
          label={words.which}
          typed={typed}
          options={[
            { value: 'partners', label: words.partners },
            { value: 'all', label: words.everyCounty },
          ]}
        />
      </Filters>
      {items.length === 0 ? (
        <Empty>
          <p>{isFiltered ? words.none : words.noneYet}</p>
          {isFiltered ? (
            <p>
              <a href="/counties">{words.widen}</a>
            </p>
          ) : null}
        </Empty>
      ) : (
        <Table caption={words.caption} rows={items} viewer={viewer} columns={countyColumns(viewer)} />
      )}
      <Paging nextAfter={nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="counties" />
      {items.some(({ madeUp }) => madeUp) ? <p class="quiet small">{words.demonstrationNote}</p> : null}
    </Frame>
  );
}

function countyColumns(viewer: Viewer): Column<OpenCounty>[] {
  const { locale } = viewer;
  const words = countyWords[locale];
  return [
    {
      title: words.county,
      cell: (county) => (
        <>
          <a href={`/counties/${county.code}`}>{nameIn(locale, county.nameZh, county.nameEn)}</a>
          <span class="under">
            {nameIn(locale, county.provinceNameZh, county.provinceNameEn)}
            {county.madeUp ? ` · ${terms[locale].demonstration}` : ''}
          </span>
        </>
      ),
    },
    { title: words.tier, cell: ({ tier }) => (tier === null ? <span class="quiet">{words.notPartner}</span> : terms[locale].tiers[tier]) },
    {
      title: words.since,
      cell: ({ partnerSinceDay }) =>
        partnerSinceDay === null ? <span class="quiet">{words.nothing}</span> : <Day day={partnerSinceDay} viewer={viewer} />,
    },
    { title: words.stations, isNumber: true, cell: ({ stations }) => numberIn(locale, stations) },
    { title: words.seatsWanted, isNumber: true, cell: ({ seatsWanted }) => numberIn(locale, seatsWanted) },
  ];
}

export const countiesPages = new PageRouter().get('/counties', 'open-data.read', async (c) =>
  sendPublic(c, await countiesPage(c.var.db, viewerOf(c), typedInAddress(c))),
);
