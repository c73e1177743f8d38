/** So many rows of a table, one for each number `n` from 1 for which the condition holds; what is said of a column is SQL in that number. */
export type Filling = {
  readonly table: string;
  readonly rows: number;
  readonly where?: string;
  readonly set: Readonly<Record<string, string>>;
};

/** The id of a made thing. */
export const made = (kind: string, n = 'n') => `pg_temp.made('${kind}', ${n})`;
/** The n-th of so many, round and round. */
export const round = (many: number) => `1 + (n - 1) % ${many}`;

/** Of the n-th application, and of the n-th placement, which is its: who, where and when. */
export const accountId = made('account', round(20_000));
export const applicationId = made('application', round(20_000));
export const placementId = made('placement', round(20_000));
export const requestId = made('request', round(8000));
export const seasonId = 'pg_temp.season(n)';
export const countyCode = `pg_temp.county((${round(8000)}) / 8)`;
export const provinceOf = (code: string) => `left(${code}, 2) || '0000'`;
export const startDay = 'pg_temp.day(n)';
export const serial = `'ZJ-2026-' || lpad(n::text, 7, '0') || '-0000000'`;
/** Somebody else than the n-th. */
export const otherId = made('account', '1 + n % 20000');

/** What is of season 0 is going on. */
export const isNow = 'n % 40 = 0';
export const isOver = 'n % 40 <> 0';
export const oneOf = (n: string, ...values: readonly string[]) => `(array['${values.join("', '")}'])[1 + (${n}) % ${values.length}]`;
export const hashOf = (kind: string) => `sha256(convert_to('${kind}' || n, 'UTF8'))`;
/** On the last days before the clock of the tests. */
export const lately = `'2027-03-30T08:00:00Z'::timestamptz + n * interval '1 second'`;
export const later = `'2030-01-01'::timestamptz`;
