/** So many rows of a table; what is said of a column is SQL in the row's number `n`. */
export type Filling = { readonly table: string; readonly rows: number; readonly set: Readonly<Record<string, string>> };

const made = (kind: string, n = 'n') => `pg_temp.made('${kind}', ${n})`;
/** Of the n-th application and placement, the person, and the request it is for. */
const person = made('account');

const province = (code: string) => `left(${code}, 2) || '0000'`;

const key = (kind: string) => `sha256(convert_to('${kind}' || n, 'UTF8'))`;

const later = `'2030-01-01'::timestamptz`;

/** A programme of forty seasons in a thousand counties: what is of season 0 is going on, what is of all others is over. */
export const fillings: readonly Filling[] = [
  { table: 'provinces', rows: 30, set: { code: '((10 + n) * 10000)::text', name_zh: `'省' || n`, name_en: `'Province ' || n` } },
  {
    table: 'counties',
    rows: 999,
    set: { code: 'pg_temp.county(n)', province_code: province('pg_temp.county(n)'), name_zh: `'县' || n`, name_en: `'County ' || n` },
  },
  { table: 'accounts', rows: 20_000, set: { id: person, email: `'person' || n || '@example.org'`, name: `'Person ' || n` } },
  { table: 'account_roles', rows: 20_000, set: { account_id: person, role: `case when n <= 1000 then 'county' else 'volunteer' end` } },
  { table: 'account_counties', rows: 1000, set: { account_id: person, county_code: 'pg_temp.county(n)' } },
  { table: 'volunteers', rows: 20_000, set: { account_id: person, home_institution: `'University ' || n % 300` } },
  { table: 'tokens', rows: 20_000, set: { id: made('token'), account_id: person, sha256: key('token'), expires_at: later } },
  { table: 'sessions', rows: 20_000, set: { id: made('session'), account_id: person, token: `'session ' || n`, expires_at: later } },
];
