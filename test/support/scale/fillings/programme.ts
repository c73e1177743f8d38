import { hashOf, lately, made, ofApplication, ofRequest, oneOf, provinceOf, round, type Filling } from './numbered.ts';

const application = ofApplication();
const request = ofRequest();
const season = { id: 'pg_temp.season(n - 1)', startDay: 'pg_temp.day(n - 1)' };
const member = ofApplication('(5 * n)');
const asked = ofApplication('(4 * n)');
const questioned = ofApplication('(2 * n)');
const trainingDay = 'pg_temp.day((n - 1) / 75)';
const stationId = made('station', round(5000));
const runId = `pg_temp.made('run', 1 + (${round(20_000)} - 1) / 500)`;

/** Where it goes on, and what is asked for and applied for, season by season. */
export const programme: readonly Filling[] = [
  { table: 'provinces', rows: 30, set: { code: '((10 + n) * 10000)::text', name_zh: `'省' || n`, name_en: `'Province ' || n` } },
  {
    table: 'counties',
    rows: 999,
    set: { code: 'pg_temp.county(n)', province_code: provinceOf('pg_temp.county(n)'), name_zh: `'县' || n`, name_en: `'County ' || n` },
  },
  {
    table: 'seasons',
    rows: 39,
    set: {
      id: season.id,
      name_zh: `'第 ' || n || ' 季'`,
      name_en: `'Season ' || n`,
      state: `'closed'`,
      applications_open_day: `${season.startDay} - 200`,
      applications_close_day: `${season.startDay} - 100`,
      requests_open_day: `${season.startDay} - 200`,
      requests_close_day: `${season.startDay} - 100`,
      match_day: `${season.startDay} - 60`,
      teaching_start_day: `${season.startDay} - 10`,
      teaching_end_day: `${season.startDay} + 50`,
    },
  },
  { table: 'season_checks', rows: 39, set: { season_id: season.id } },
  {
    table: 'stations',
    rows: 5000,
    set: { id: made('station'), county_code: 'pg_temp.county(n)', name_zh: `'站 ' || n`, name_en: `'Station ' || n` },
  },
  { table: 'station_rooms', rows: 10_000, set: { station_id: stationId, position: '(n - 1) / 5000', name: `'Room ' || n`, seats: '10' } },
  {
    table: 'station_liaisons',
    rows: 5000,
    set: { station_id: stationId, county_code: 'pg_temp.county(n)', confirmed_day: `'2027-03-01'` },
  },
  {
    table: 'bandwidth_tests',
    rows: 5000,
    set: { station_id: stationId, tested_day: `'2027-03-01'`, down_mbps: '10', up_mbps: '5', latency_ms: '50' },
  },
  { table: 'station_sessions', rows: 5000, set: { station_id: stationId, last_lesson_at: lately } },
  {
    table: 'trainings',
    rows: 3000,
    set: { id: made('training'), state: `'counted'`, start_day: trainingDay, end_day: trainingDay, session_days: `array[${trainingDay}]` },
  },
  {
    table: 'training_receptions',
    rows: 6000,
    set: {
      id: made('reception'),
      training_id: made('training', round(3000)),
      station_id: stationId,
      county_code: `pg_temp.county(${round(5000)})`,
      province_code: provinceOf(`pg_temp.county(${round(5000)})`),
      reports: '1',
      reported_at: lately,
      attendances: '10',
      last_session_day: `'2026-07-01'`,
    },
  },
  {
    table: 'training_reports',
    rows: 6000,
    set: { reception_id: made('reception'), number: '1', sessions: `'[]'`, reported_at: lately },
  },
  { table: 'partnerships', rows: 2000, set: { id: made('partnership'), county_code: 'pg_temp.county(n)', partner_zh: `'伙伴 ' || n` } },
  {
    table: 'achievements',
    rows: 5000,
    set: {
      partnership_id: made('partnership', round(2000)),
      day: `'2026-07-01'`,
      zh: `'x'`,
      en: `'x'`,
      source_zh: `'x'`,
      source_en: `'x'`,
    },
  },
  {
    table: 'requests',
    rows: 8000,
    set: {
      id: made('request'),
      season_id: request.seasonId,
      county_code: request.countyCode,
      station_id: `case when n % 10 = 0 then ${stationId} end`,
      state: `case when n % 200 = 0 then 'submitted' else 'approved' end`,
      kind: oneOf('n', 'camp', 'term', 'distance'),
      start_day: request.startDay,
      end_day: `${request.startDay} + 14`,
      submitted_at: lately,
    },
  },
  {
    table: 'lines',
    rows: 16_000,
    set: {
      id: made('line'),
      request_id: request.requestId,
      season_id: request.seasonId,
      position: '(n - 1) / 8000',
      minimum: '1',
      ideal: '3',
      maximum: '5',
      taken: '2',
    },
  },
  { table: 'host_conditions', rows: 8000, set: { id: made('conditions'), request_id: request.requestId } },
  {
    table: 'applications',
    rows: 20_000,
    set: {
      id: made('application'),
      season_id: application.seasonId,
      account_id: application.accountId,
      state: `case when n % 400 = 0 then 'submitted' else 'approved' end`,
      statement: `''`,
      submitted_at: lately,
    },
  },
  {
    table: 'application_subjects',
    rows: 20_000,
    set: { application_id: application.applicationId, subject_code: `'english'`, level: '2' },
  },
  {
    table: 'application_windows',
    rows: 20_000,
    set: {
      application_id: application.applicationId,
      position: '0',
      days: `daterange(${application.startDay}, ${application.startDay} + 30)`,
      weekly_hours: '30',
    },
  },
  {
    table: 'application_choices',
    rows: 40_000,
    set: {
      application_id: application.applicationId,
      season_id: application.seasonId,
      position: '(n - 1) / 20000',
      rank: '1 + (n - 1) / 20000',
      request_id: `case when n <= 20000 then ${application.requestId} end`,
      county_code: `case when n > 20000 then ${application.countyCode} end`,
    },
  },
  { table: 'teams', rows: 2000, set: { id: made('team'), season_id: ofApplication('(10 * n)').seasonId, code: `'team ' || n` } },
  {
    table: 'team_members',
    rows: 4000,
    set: { application_id: member.applicationId, team_id: made('team', '((n + 1) / 2)'), season_id: member.seasonId },
  },
  {
    table: 'runs',
    rows: 40,
    set: { id: made('run'), season_id: season.id, state: `'published'`, published_at: lately, released_at: lately, explained_at: lately },
  },
  {
    table: 'run_matches',
    rows: 20_000,
    set: { run_id: runId, application_id: application.applicationId, line_id: application.lineId, rank: '1' },
  },
  { table: 'run_reasons', rows: 20_000, set: { run_id: runId, application_id: application.applicationId } },
  {
    table: 'ask_backs',
    rows: 5000,
    set: {
      id: made('ask-back'),
      season_id: asked.seasonId,
      request_id: asked.requestId,
      county_code: asked.countyCode,
      account_id: asked.accountId,
      state: `'refused'`,
    },
  },
  { table: 'announcements', rows: 200, set: { id: made('announcement'), season_id: 'pg_temp.season((n - 1) / 5)' } },
  { table: 'line_alternates', rows: 5000, set: { line_id: made('line'), looked_at: lately } },
  { table: 'skipped_alternates', rows: 5000, set: { line_id: asked.lineId, application_id: asked.applicationId, event_id: made('event') } },
  {
    table: 'condition_questions',
    rows: 10_000,
    set: {
      id: made('question'),
      request_id: questioned.requestId,
      conditions_id: `pg_temp.made('conditions', 1 + (n - 1) % 8000)`,
      application_id: questioned.applicationId,
      season_id: questioned.seasonId,
      account_id: questioned.accountId,
      placement_id: questioned.placementId,
      state: `'agreed'`,
      answered_at: lately,
    },
  },
  { table: 'report_links', rows: 8000, where: request.isNow, set: { request_id: request.requestId, key_sha256: hashOf('report') } },
];
