import type postgres from 'postgres';

import type { Role } from '../../src/domain/account.ts';

type DemonstrationAccount = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly countyCodes?: readonly string[];
};

/** Made up: one account a role, under names that belong to nobody. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  { email: 'admin@example.org', name: '演示管理员', roles: ['admin'] },
  { email: 'coordinator@example.org', name: '演示协调员', roles: ['coordinator'] },
  { email: 'safeguarding@example.org', name: '演示保护专员', roles: ['safeguarding'] },
  { email: 'county@example.org', name: '演示县联络员', roles: ['county'], countyCodes: ['532926'] },
  { email: 'volunteer@example.org', name: '演示志愿者', roles: ['volunteer'] },
];

/** The demonstration accounts, and Nanjian as a county that takes part. */
export async function seedAccounts(sql: postgres.Sql): Promise<void> {
  await sql`update counties set tier = 1, partner_since_day = '2013-01-01', beds = 20, made_up = true where code = '532926' and tier is null`;
  for (const { email, name, roles, countyCodes = [] } of demonstrationAccounts) {
    const [account] = await sql`insert into accounts (email, name, made_up) values (${email}, ${name}, true) returning id`;
    const accountId = String(account?.['id']);
    for (const role of roles) await sql`insert into account_roles (account_id, role) values (${accountId}, ${role})`;
    for (const code of countyCodes) await sql`insert into account_counties (account_id, county_code) values (${accountId}, ${code})`;
    if (!roles.includes('volunteer')) continue;
    await sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
      values (${accountId}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN', 'en']})`;
  }
}
