import { askBacksWhere, type AskBackSheet } from './ask-backs.ts';
import { sql, type SQL } from 'drizzle-orm';

import type { ApplicationState } from '../../domain/application.ts';
import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { earlyEndKinds, PlacementState } from '../../domain/placement.ts';
import type { Delivery, HomeRegion, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { earlyEndOf, type EarlyEndTold } from './early-ends.ts';
import { happenedTo, named, type Happened, type Named } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { afterRow, allOf, containing, findLeft, inOrder, type Left, type Ordered } from './queue.ts';

export const applicationOrders = ['waiting', 'name', 'institution'] as const;

export type ApplicationFilter = {
  readonly seasonId?: string | undefined;
  /** Any state where it is left out. */
  readonly state?: ApplicationState | undefined;
  readonly subject?: string | undefined;
  readonly institution?: string | undefined;
  /** In the name. */
  readonly text?: string | undefined;
  readonly order: (typeof applicationOrders)[number];
  readonly isDescending: boolean;
};

const source = sql`applications a join accounts p on p.id = a.account_id left join volunteers v on v.account_id = a.account_id`;
const keys: Readonly<Record<ApplicationFilter['order'], SQL>> = {
  waiting: sql`coalesce(a.submitted_at, a.created_at)`,
  name: sql`p.name`,
  institution: sql`coalesce(v.home_institution, '')`,
};

const ordered = ({ order, isDescending }: ApplicationFilter): Ordered => ({ source, id: sql`a.id`, key: keys[order], isDescending });

function conditionsOf({ seasonId, state, subject, institution, text }: ApplicationFilter): SQL {
  return allOf([
    seasonId === undefined ? undefined : sql`a.season_id = ${seasonId}`,
    state === undefined ? undefined : sql`a.state = ${state}`,
    subject === undefined
      ? undefined
      : sql`exists (select from application_subjects taught where taught.application_id = a.id and taught.subject_code = ${subject})`,
    institution === undefined ? undefined : sql`v.home_institution ilike ${containing(institution)}`,
    text === undefined ? undefined : sql`p.name ilike ${containing(text)}`,
  ]);
}

const subjectsOf = sql`(select coalesce(json_agg(json_build_object('name', ${named(sql`s.name_zh`, sql`s.name_en`)}, 'level', taught.level) order by s.position), '[]')
  from application_subjects taught join subjects s on s.code = taught.subject_code where taught.application_id = a.id)`;

type Taught = { readonly name: Named; readonly level: number };

export type QueuedApplication = {
  readonly id: string;
  readonly name: string;
  readonly kind: VolunteerKind | null;
  readonly institution: string | null;
  readonly homeRegion: HomeRegion | null;
  readonly state: ApplicationState;
  readonly season: Named;
  readonly subjects: readonly Taught[];
  readonly deliveries: readonly Delivery[];
  readonly submittedAt: string | null;
  readonly isInTeam: boolean;
};

/** Applications in the order asked for. */
export async function listQueuedApplications(
  db: Connection,
  filter: ApplicationFilter,
  page: PageWanted,
): Promise<Page<QueuedApplication>> {
  const order = ordered(filter);
  const rows = await db.execute<QueuedApplication>(sql`
    select a.id, p.name, v.kind, v.home_institution as institution, v.home_region as "homeRegion", a.state, ${subjectsOf} as subjects,
      to_json(a.deliveries) as deliveries, a.submitted_at::text as "submittedAt",
      (select ${named(sql`s.name_zh`, sql`s.name_en`)} from seasons s where s.id = a.season_id) as season,
      exists (select from team_members m where m.application_id = a.id) as "isInTeam"
    from ${source} where ${conditionsOf(filter)} and ${afterRow(order, page.after)}
    order by ${inOrder(order)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

export async function countApplications(db: Connection, filter: ApplicationFilter): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from ${source} where ${conditionsOf(filter)}`);
  return row?.count ?? 0;
}

/** What waits to be decided besides this one. */
export async function findLeftApplications(db: Connection, filter: ApplicationFilter, id: string): Promise<Left> {
  return findLeft(db, ordered(filter), conditionsOf({ ...filter, state: 'submitted' }), id);
}

export type ApplicationInWhole = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly isFrozen: boolean;
  readonly profile: {
    readonly kind: VolunteerKind;
    readonly institution: string;
    readonly homeRegion: HomeRegion;
    readonly bornDay: string;
    readonly languages: readonly string[];
  } | null;
  readonly seasonId: string;
  readonly season: Named;
  readonly state: ApplicationState;
  readonly decisionReason: string | null;
  readonly submittedAt: string | null;
  readonly subjects: readonly Taught[];
  readonly deliveries: readonly Delivery[];
  readonly windows: readonly { readonly startDay: string; readonly endDay: string; readonly weeklyHours: number }[];
  readonly choices: readonly {
    readonly rank: number;
    readonly county: Named | null;
    readonly province: Named | null;
    readonly place: string | null;
    readonly requestId: string | null;
  }[];
  readonly scope: 'only_these' | 'anywhere_after';
  readonly mostPlacements: number;
  readonly statement: string;
  readonly team: readonly {
    readonly applicationId: string;
    readonly name: string;
    readonly state: ApplicationState;
    readonly onlyTogether: boolean;
  }[];
  readonly clearances: readonly {
    readonly id: string;
    readonly kind: ClearanceKind;
    readonly state: ClearanceState;
    readonly validThroughDay: string | null;
  }[];
  /** Checks that the season asks of one of the deliveries chosen. */
  readonly asked: readonly ClearanceKind[];
  readonly firstDay: string;
  readonly placements: readonly {
    readonly id: string;
    readonly season: Named;
    readonly county: Named;
    readonly startDay: string;
    readonly state: PlacementState;
    readonly endKind: (typeof earlyEndKinds)[number] | null;
    readonly earlyEnd: EarlyEndTold | null;
  }[];
  readonly askBacks: readonly AskBackSheet[];
  readonly happened: readonly Happened[];
};

const jsonOf = (rows: SQL) => sql`(select coalesce(json_agg(x.v order by x.k), '[]') from (${rows}) x)`;

/** One application with everything a decision rests on, in one query. */
export async function findApplicationInWhole(db: Connection, id: string): Promise<ApplicationInWhole | undefined> {
  const [row] = await db.execute<{ json: ApplicationInWhole }>(sql`
    select json_build_object('id', a.id, 'accountId', a.account_id, 'name', p.name, 'email', p.email, 'isFrozen', p.frozen_at is not null,
      'profile', case when v.born_day is not null then json_build_object('kind', v.kind, 'institution', v.home_institution,
        'homeRegion', v.home_region, 'bornDay', v.born_day, 'languages', to_json(v.languages)) end,
      'seasonId', a.season_id, 'season', ${named(sql`se.name_zh`, sql`se.name_en`)}, 'firstDay', se.teaching_start_day, 'state', a.state,
      'decisionReason', a.decision_reason, 'submittedAt', a.submitted_at, 'subjects', ${subjectsOf}, 'deliveries', to_json(a.deliveries),
      'windows', ${jsonOf(sql`select position as k, json_build_object('startDay', lower(days), 'endDay', upper(days) - 1, 'weeklyHours', weekly_hours) as v
        from application_windows where application_id = a.id`)},
      'choices', ${jsonOf(sql`select (ch.rank, ch.position) as k, json_build_object('rank', ch.rank, 'requestId', ch.request_id, 'place', r.place,
          'county', case when c.code is not null then ${named(sql`c.name_zh`, sql`c.name_en`)} end,
          'province', case when pr.code is not null then ${named(sql`pr.name_zh`, sql`pr.name_en`)} end) as v
        from application_choices ch left join requests r on r.id = ch.request_id left join counties c on c.code = coalesce(ch.county_code, r.county_code)
          left join provinces pr on pr.code = coalesce(ch.province_code, c.province_code) where ch.application_id = a.id`)},
      'scope', a.scope, 'mostPlacements', a.most_placements, 'statement', a.statement,
      'team', ${jsonOf(sql`select o.id as k, json_build_object('applicationId', o.id, 'name', op.name, 'state', o.state, 'onlyTogether', other.only_together) as v
        from team_members own join team_members other on other.team_id = own.team_id and other.application_id <> own.application_id
          join applications o on o.id = other.application_id join accounts op on op.id = o.account_id where own.application_id = a.id`)},
      'clearances', ${jsonOf(sql`select cl.id as k, json_build_object('id', cl.id, 'kind', cl.kind, 'state', cl.state, 'validThroughDay', cl.valid_through_day) as v
        from clearances cl where cl.account_id = a.account_id`)},
      'asked', ${jsonOf(sql`select distinct kind as k, kind as v from season_checks where season_id = a.season_id and delivery = any (a.deliveries)`)},
      'placements', ${jsonOf(sql`select pl.start_day as k, json_build_object('id', pl.id, 'state', pl.state, 'startDay', pl.start_day,
          'endKind', pl.end_kind, 'earlyEnd', ${earlyEndOf(sql`pl.id`)}, 'season', ${named(sql`ps.name_zh`, sql`ps.name_en`)}, 'county', ${named(sql`pc.name_zh`, sql`pc.name_en`)}) as v
        from placements pl join seasons ps on ps.id = pl.season_id join counties pc on pc.code = pl.county_code where pl.account_id = a.account_id`)},
      'askBacks', ${askBacksWhere(sql`b.account_id = a.account_id and b.season_id = a.season_id`)},
      'happened', ${happenedTo('application', sql`a.id`)}) as json
    from ${source} join seasons se on se.id = a.season_id where a.id = ${id}`);
  return row?.json;
}

export type ApplicationChoices = { readonly seasons: readonly Choice[]; readonly subjects: readonly Choice[] };
export type Choice = { readonly value: string; readonly name: Named };

/** What lists can be filtered by: seasons, the newest first, and subjects. */
export async function listFilterChoices(db: Connection): Promise<ApplicationChoices> {
  const [row] = await db.execute<{ json: ApplicationChoices }>(sql`select json_build_object(
    'seasons', (select coalesce(json_agg(json_build_object('value', id, 'name', ${named(sql`name_zh`, sql`name_en`)}) order by teaching_start_day desc), '[]') from seasons),
    'subjects', (select coalesce(json_agg(json_build_object('value', code, 'name', ${named(sql`name_zh`, sql`name_en`)}) order by position), '[]') from subjects)) as json`);
  return row?.json ?? { seasons: [], subjects: [] };
}
