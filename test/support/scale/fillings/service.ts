import { hashOf, lately, made, ofApplication, ofRequest, oneOf, otherId, provinceOf, round, serial, type Filling } from './numbered.ts';

const { isNow, isOver, ...one } = ofApplication();
/** One in four, and one in two. */
const fourth = ofApplication('(4 * n)');
const second = ofApplication('(2 * n)');
const request = ofRequest();

const whoseOf = ({ placementId, accountId }: { readonly placementId: string; readonly accountId: string }) => ({
  placement_id: placementId,
  account_id: accountId,
});
const whose = whoseOf(one);
const state = `case when ${isNow} then ${oneOf('n', 'proposed', 'offered', 'accepted')} else ${oneOf('n', 'completed', 'completed', 'completed', 'withdrawn')} end`;

/** Placements, and what was written of them while they went on and afterwards. */
export const service: readonly Filling[] = [
  {
    table: 'placements',
    rows: 20_000,
    set: {
      id: made('placement'),
      application_id: made('application'),
      account_id: one.accountId,
      season_id: one.seasonId,
      line_id: one.lineId,
      request_id: one.requestId,
      county_code: one.countyCode,
      start_day: one.startDay,
      end_day: `${one.startDay} + 14`,
      state,
      reply_by_at: `'2027-05-20'::timestamptz`,
      remind_at: 'null',
      feedback_asked_at: lately,
    },
  },
  {
    table: 'lessons',
    rows: 20_000,
    set: { id: made('lesson'), ...whose, during: lessonTime(), subject_code: `'english'`, learners: '30' },
  },
  {
    table: 'reports',
    rows: 20_000,
    where: isOver,
    set: { placement_id: one.placementId, days_served: '14', text: `'x'`, submitted_at: lately },
  },
  {
    table: 'confirmations',
    rows: 20_000,
    where: isOver,
    set: { placement_id: one.placementId, days_served: '14', signed_by: `'x'`, confirmed_at: lately },
  },
  {
    table: 'completions',
    rows: 20_000,
    where: isOver,
    set: {
      ...whose,
      season_id: one.seasonId,
      province_code: provinceOf(one.countyCode),
      county_code: one.countyCode,
      completed_at: lately,
    },
  },
  { table: 'certificates', rows: 20_000, where: isOver, set: { ...whose, serial, issued_at: lately } },
  {
    table: 'certificate_corrections',
    rows: 5000,
    set: { serial, account_id: one.accountId, text: `'x'`, asked_at: lately, answer: `'x'`, answered_at: lately },
  },
  { table: 'signed_credentials', rows: 10_000, set: { signing_key_id: made('key', '1'), serial, first_signed_at: lately } },
  {
    table: 'feedback',
    rows: 20_000,
    where: isOver,
    set: {
      ...whose,
      side: `'volunteer'`,
      county_code: one.countyCode,
      written_by: one.accountId,
      handed_in_at: lately,
      sealed_text: 'null',
    },
  },
  {
    table: 'disputes',
    rows: 5000,
    set: { id: made('dispute'), ...whoseOf(fourth), county_code: fourth.countyCode, state: `'settled'`, decided: '1', closed_at: lately },
  },
  {
    table: 'early_ends',
    rows: 1000,
    set: { ...whoseOf(fourth), ended_at: lately, minutes_taught: '0', may_return: `'yes'`, decided_at: lately },
  },
  { table: 'emergency_contacts', rows: 20_000, where: isNow, set: { ...whose, sealed_contact: `'x'`, given_at: lately } },
  { table: 'squad_contacts', rows: 20_000, where: isNow, set: { ...whose, shares_email: 'true', agreed_at: lately } },
  {
    table: 'squad_captains',
    rows: 8000,
    set: { request_id: request.requestId, placement_id: one.placementId, named_by: otherId, named_at: lately },
  },
  {
    table: 'day_reports',
    rows: 8000,
    set: {
      id: made('report'),
      request_id: request.requestId,
      day: `${request.startDay} + ((n - 1) / 8000)::int`,
      version: '1',
      outcome: `'held'`,
      cancel_reason: 'null',
      learners: '30',
      everybody_well: 'true',
      had_incident: 'false',
      note: `''`,
      reported_at: lately,
      key: made('report key'),
    },
  },
  {
    table: 'swaps',
    rows: 1000,
    set: {
      id: made('swap'),
      season_id: fourth.seasonId,
      first_placement_id: made('placement', '(4 * n)'),
      second_placement_id: made('placement', '(4 * n - 1)'),
      state: `'confirmed'`,
      key_sha256: 'null',
      proposed_at: lately,
      agreed_at: lately,
    },
  },
  { table: 'safety_calls', rows: 200, set: { id: made('call'), asked_at: lately } },
  {
    table: 'safety_replies',
    rows: 10_000,
    set: {
      id: made('reply'),
      call_id: made('call', round(200)),
      ...whoseOf(second),
      request_id: second.requestId,
      key_sha256: hashOf('reply'),
      answer: `'well'`,
      answered_at: lately,
      created_at: lately,
    },
  },
  {
    table: 'incidents',
    rows: 500,
    set: {
      id: made('incident'),
      placement_id: fourth.placementId,
      county_code: fourth.countyCode,
      state: `'closed'`,
      acted_by: otherId,
      acted_at: lately,
      closed_by: otherId,
      closed_at: lately,
      sealed_account: `''`,
    },
  },
];

/** A lesson on the second day. */
function lessonTime(): string {
  const begin = `(${one.startDay} + 1)::timestamp at time zone 'UTC'`;
  return `tstzrange(${begin}, ${begin} + interval '90 minutes')`;
}
