import { sql } from 'drizzle-orm';

import type { NamedCounty, NamedSubject } from '../../domain/import/county-names.ts';
import type { Connection } from '../client.ts';

/** Every county with its names, for files that call them by name. */
export async function listNamedCounties(db: Connection): Promise<NamedCounty[]> {
  return [
    ...(await db.execute<NamedCounty>(sql`
      select c.code, c.name_zh as "nameZh", c.name_en as "nameEn", p.name_zh as "provinceZh", p.name_en as "provinceEn"
      from counties c join provinces p on p.code = c.province_code order by c.code`)),
  ];
}

export async function listNamedSubjects(db: Connection): Promise<NamedSubject[]> {
  return [...(await db.execute<NamedSubject>(sql`select code, name_zh as "nameZh", name_en as "nameEn" from subjects order by position`))];
}
