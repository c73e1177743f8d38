import type postgres from 'postgres';

import { copyRows } from './copy.ts';
import type { SeededRandom } from './random.ts';
import type { Size } from './sizes.ts';
import { writeStations } from './stations.ts';

/**
 * Makes rural counties partners, one after the other through the provinces, and gives each a station where it has none.
 * Gives their codes, Nanjian's first. A county that takes part already keeps its tier and beds.
 */
export async function makePartners(sql: postgres.Sql, random: SeededRandom, size: Size): Promise<string[]> {
  const rows = await sql<{ code: string; partner: boolean; housed: boolean }[]>`
    select c.code, c.tier is not null as partner, exists (select from stations s where s.county_code = c.code) as housed
    from counties c join (select p.code, array_position(array['530000', '520000', '620000', '510000', '450000'], p.code) as turn
      from provinces p where p.code < '700000' and exists (select from counties where province_code = p.code and name_zh ~ '[县旗]$')
      order by turn nulls last, p.code limit ${size.provinces}) p on p.code = c.province_code
    where c.name_zh ~ '[县旗]$'
    order by c.code <> '532926', row_number() over (partition by c.province_code order by c.code desc), p.turn nulls last, c.code
    limit ${size.counties}`;
  const counties = rows.map((row) => ({ ...row, tier: random.between(1, 3), beds: random.chance(0.7) ? random.between(4, 24) : null }));
  await sql`create temporary table made_up_partners (code text, tier int, beds int) on commit drop`;
  await copyRows(
    sql,
    'made_up_partners',
    counties.filter(({ partner }) => !partner).map(({ code, tier, beds }) => ({ code, tier, beds })),
  );
  await sql`update counties c set tier = m.tier, beds = m.beds, partner_since_day = '2019-03-01', made_up = true
    from made_up_partners m where m.code = c.code`;
  const stations = counties.map(({ code }) => ({
    id: random.id('2019-09-01T01:00:00Z'),
    county_code: code,
    name_zh: '演示远程教学站',
    name_en: 'Demonstration station',
    rooms: random.between(2, 4),
    seats: random.between(20, 200),
    link: 'internet',
    opened_day: '2019-03-01',
    made_up: true,
  }));
  await writeStations(
    sql,
    stations.filter((_, i) => counties[i]?.housed === false),
  );
  return counties.map(({ code }) => code);
}
