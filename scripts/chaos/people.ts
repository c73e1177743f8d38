import { createHash, randomBytes } from 'node:crypto';

import type postgres from 'postgres';

import type { Role } from '../../src/domain/account.ts';

/** Somebody made up, with a program's token. */
export type Person = { readonly id: string; readonly email: string; readonly token: string };
export type Officer = Person & { readonly countyCode: string };
export type Staff = { readonly coordinators: readonly [Person, Person]; readonly officers: readonly Officer[] };

export const bedsOfCounty = 2;
const countiesASeason = 4;

/** Two coordinators, for all seasons. Everybody's account and token come from the operator. */
export async function makeCoordinators(owner: postgres.Sql): Promise<Staff['coordinators']> {
  // Who signs certificates.
  await owner`insert into signatories (name_zh, name_en, title_zh, title_en, issuer_zh, issuer_en, contact, from_day)
    values ('演示签发人', 'Demonstration signatory', '主任', 'Director', '演示支教项目', 'Demonstration programme', 'office@example.org', '2020-01-01')`;
  return [await makePerson(owner, 'coordinator', 'first'), await makePerson(owner, 'coordinator', 'second')];
}

/** An officer for each of some counties that took no part in a season before, with few beds. */
export async function makeOfficers(owner: postgres.Sql, seasonNumber: number): Promise<readonly Officer[]> {
  const rows = await owner`update counties set tier = 1, partner_since_day = '2013-01-01', beds = ${bedsOfCounty}, made_up = true
    where code in (select code from counties where partner_since_day is null order by code desc limit ${countiesASeason}) returning code`;
  const officers: Officer[] = [];
  for (const { code } of rows) {
    const officer = await makePerson(owner, 'county', `officer-${seasonNumber}-${String(code)}`);
    await owner`insert into account_counties (account_id, county_code) values (${officer.id}, ${String(code)})`;
    officers.push({ ...officer, countyCode: String(code) });
  }
  return officers;
}

/** Volunteers with a profile, who have agreed that counties hear of them. */
export async function makeVolunteers(owner: postgres.Sql, count: number, seasonNumber: number): Promise<readonly Person[]> {
  const volunteers: Person[] = [];
  for (let i = 0; i < count; i += 1) {
    const volunteer = await makePerson(owner, 'volunteer', `volunteer-${seasonNumber}-${i}`);
    await owner`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
      values (${volunteer.id}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2004-01-01', ${['zh-CN']})`;
    volunteers.push(volunteer);
  }
  return volunteers;
}

async function makePerson(owner: postgres.Sql, role: Role, name: string): Promise<Person> {
  const email = `${name}@example.org`;
  const [row] =
    await owner`insert into accounts (email, name, locale, email_verified, made_up) values (${email}, ${name}, 'en', true, true) returning id`;
  const id = String(row?.['id']);
  await owner`insert into account_roles (account_id, role) values (${id}, ${role})`;
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await owner`insert into tokens (account_id, sha256, label, expires_at) values (${id}, ${sha256}, 'operator', now() + interval '60 days')`;
  return { id, email, token };
}
