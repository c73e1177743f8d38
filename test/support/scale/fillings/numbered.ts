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
export const round = (many: number) => `(1 + (n - 1) % ${many})`;
export const provinceOf = (code: string) => `left(${code}, 2) || '0000'`;

/** Of a request by its number: eight thousand, two hundred a season in the order of the seasons, each county's every fifth season. */
export function ofRequest(number = round(8000)) {
  const season = `((${number} - 1) / 200)`;
  return {
    requestId: made('request', number),
    lineId: made('line', number),
    seasonId: `pg_temp.season(${season})`,
    countyCode: `pg_temp.county(${number})`,
    startDay: `pg_temp.day(${season})`,
    isNow: `${season} = 39`,
  };
}

/** Of an application by its number, and of its placement, which has the same: twenty thousand, five hundred a season, each by somebody else. */
export function ofApplication(number = round(20_000)) {
  const season = `((${number} - 1) / 500)`;
  return {
    ...ofRequest(`(${season} * 200 + 1 + (${number} - 1) % 200)`),
    accountId: made('account', number),
    applicationId: made('application', number),
    placementId: made('placement', number),
    isOver: `${season} < 39`,
  };
}

export const accountId = made('account', round(20_000));
/** Somebody else than the n-th. */
export const otherId = made('account', '(1 + n % 20000)');
export const serial = `'ZJ-2026-' || lpad(n::text, 7, '0') || '-0000000'`;
export const oneOf = (n: string, ...values: readonly string[]) => `(array['${values.join("', '")}'])[1 + (${n}) % ${values.length}]`;
export const hashOf = (kind: string) => `sha256(convert_to('${kind}' || n, 'UTF8'))`;
/** On the last days before the clock of the tests. */
export const lately = `'2027-03-30T08:00:00Z'::timestamptz + n * interval '1 second'`;
export const later = `'2030-01-01'::timestamptz`;
