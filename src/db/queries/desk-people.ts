import { sql, type SQL } from 'drizzle-orm';

import type { ApplicationState } from '../../domain/application.ts';
import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { HomeRegion, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { named, type Named } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { afterRow, allOf, inOrder, mostCounted, type Ordered } from './queue.ts';

export const personKinds = ['student', 'teacher', 'officer'] as const;
export const personOrders = ['name', 'institution', 'since'] as const;

export type PersonFilter = {
  readonly kind?: (typeof personKinds)[number] | undefined;
  readonly region?: HomeRegion | undefined;
  readonly text?: string | undefined;
  readonly order: (typeof personOrders)[number];
  readonly isDescending: boolean;
};

const source = sql`accounts p left join volunteers v on v.account_id = p.id`;
const keys: Readonly<Record<PersonFilter['order'], SQL>> = {
  name: sql`p.name`,
  institution: sql`coalesce(v.home_institution, '')`,
  since: sql`p.created_at`,
};
const ordered = ({ order, isDescending }: PersonFilter): Ordered => ({ source, id: sql`p.id`, key: keys[order], isDescending });
const isOfficer = sql`exists (select from account_counties ac where ac.account_id = p.id)`;

function conditionsOf({ kind, region, text }: PersonFilter): SQL {
  return allOf([
    sql`p.erased_at is null and p.merged_into is null`,
    kind === undefined ? sql`(v.account_id is not null or ${isOfficer})` : kind === 'officer' ? isOfficer : sql`v.kind = ${kind}`,
    region === undefined ? undefined : sql`v.home_region = ${region}`,
    text === undefined ? undefined : sql`p.id in (select accounts_with(${text}, true))`,
  ]);
}

const countiesOf = sql`(select coalesce(json_agg(${named(sql`c.name_zh`, sql`c.name_en`)} order by c.code), '[]')
  from account_counties ac join counties c on c.code = ac.county_code where ac.account_id = p.id)`;

export type ListedPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly kind: VolunteerKind | null;
  readonly institution: string | null;
  readonly homeRegion: HomeRegion | null;
  /** The counties that an officer answers for. */
  readonly counties: readonly Named[];
  readonly completed: number;
  readonly isFrozen: boolean;
};

/** Volunteers and county officers in the order asked for. */
export async function listPeople(db: Connection, filter: PersonFilter, page: PageWanted): Promise<Page<ListedPerson>> {
  const order = ordered(filter);
  const rows = await db.execute<ListedPerson>(sql`
    select p.id, p.name, p.email, v.kind, v.home_institution as institution, v.home_region as "homeRegion", ${countiesOf} as counties,
      (select count(*)::int from placements pl where pl.account_id = p.id and pl.state = 'completed') as completed, p.frozen_at is not null as "isFrozen"
    from ${source} where ${conditionsOf(filter)} and ${afterRow(order, page.after)}
    order by ${inOrder(order)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** How many they are, as far as they are counted: one beyond that stands for all more. */
export async function countPeople(db: Connection, filter: PersonFilter): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (select from ${source} where ${conditionsOf(filter)} limit ${mostCounted + 1}) x`);
  return row?.count ?? 0;
}

export type PersonInWhole = ListedPerson & {
  readonly bornDay: string | null;
  readonly languages: readonly string[] | null;
  readonly since: string;
  readonly erased: boolean;
  readonly applications: readonly {
    readonly id: string;
    readonly season: Named;
    readonly state: ApplicationState;
    readonly submittedAt: string | null;
  }[];
  readonly placements: readonly {
    readonly id: string;
    readonly season: Named;
    readonly county: Named;
    readonly startDay: string;
    readonly endDay: string;
    readonly state: PlacementState;
    readonly daysServed: number | null;
    readonly minutesTaught: number | null;
  }[];
  readonly clearances: readonly {
    readonly id: string;
    readonly kind: ClearanceKind;
    readonly state: ClearanceState;
    readonly validThroughDay: string | null;
  }[];
};

/** A person over the years, as far as the reader may see them, in one query. */
export async function findPersonInWhole(db: Connection, id: string): Promise<PersonInWhole | undefined> {
  const [row] = await db.execute<{ json: PersonInWhole }>(sql`
    select json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'kind', v.kind, 'institution', v.home_institution, 'homeRegion', v.home_region,
      'bornDay', v.born_day, 'languages', to_json(v.languages), 'since', p.created_at, 'isFrozen', p.frozen_at is not null, 'erased', p.erased_at is not null,
      'counties', ${countiesOf}, 'completed', (select count(*) from completions co where co.account_id = p.id),
      'applications', (select coalesce(json_agg(json_build_object('id', a.id, 'season', ${named(sql`s.name_zh`, sql`s.name_en`)}, 'state', a.state,
          'submittedAt', a.submitted_at) order by s.teaching_start_day desc, a.id desc), '[]')
        from applications a join seasons s on s.id = a.season_id where a.account_id = p.id),
      'placements', (select coalesce(json_agg(json_build_object('id', pl.id, 'season', ${named(sql`s.name_zh`, sql`s.name_en`)},
          'county', ${named(sql`c.name_zh`, sql`c.name_en`)}, 'startDay', pl.start_day, 'endDay', pl.end_day, 'state', pl.state,
          'daysServed', co.days_served, 'minutesTaught', co.minutes_taught) order by pl.start_day desc, pl.id desc), '[]')
        from placements pl join seasons s on s.id = pl.season_id join counties c on c.code = pl.county_code
          left join completions co on co.placement_id = pl.id where pl.account_id = p.id),
      'clearances', (select coalesce(json_agg(json_build_object('id', cl.id, 'kind', cl.kind, 'state', cl.state, 'validThroughDay', cl.valid_through_day)
          order by cl.id desc), '[]') from clearances cl where cl.account_id = p.id)) as json
    from ${source} where p.id = ${id}`);
  return row?.json;
}
