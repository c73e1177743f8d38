import { sql, type SQL } from 'drizzle-orm';

import type { PlacementState } from '../../domain/placement.ts';
import type { RunInput } from '../../domain/run.ts';
import type { LineRole } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { freedSeats } from './alternates.ts';
import { named, type Named } from './happened.ts';

/** A line with the seats that fell free in it, as a coordinator sees it. */
export type LineWithAlternates = {
  readonly id: string;
  readonly seasonId: string;
  readonly season: Named;
  readonly requestId: string;
  readonly county: Named;
  readonly place: string;
  readonly subject: Named;
  readonly level: number;
  readonly role: LineRole;
  readonly startDay: string;
  readonly endDay: string;
  readonly tier: number | null;
  readonly taken: number;
  readonly maximum: number;
  /** Seats that fell free and were offered to nobody since: late drop-outs first. */
  readonly seats: readonly {
    readonly placementId: string;
    readonly name: string;
    readonly state: PlacementState;
    readonly endedAt: string;
    readonly isLate: boolean;
  }[];
  /** Alternates who have an offer now. */
  readonly offers: readonly { readonly placementId: string; readonly name: string; readonly replyByAt: string }[];
  readonly hold: { readonly reason: string | null; readonly by: string | null; readonly at: string } | null;
  /** When nobody was found to be asked. */
  readonly lookedAt: string | null;
  readonly skipped: readonly { readonly applicationId: string; readonly name: string; readonly reason: string | null }[];
  /** Under what the alternates are ranked. */
  readonly run: Pick<RunInput, 'policy' | 'locks'> | null;
};

function linesWith(freed: SQL, where: SQL): SQL {
  return sql`select json_build_object('id', l.id, 'seasonId', l.season_id, 'season', ${named(sql`s.name_zh`, sql`s.name_en`)}, 'requestId', r.id,
      'county', ${named(sql`c.name_zh`, sql`c.name_en`)}, 'place', r.place, 'subject', ${named(sql`t.name_zh`, sql`t.name_en`)}, 'level', l.level,
      'role', l.role, 'startDay', r.start_day, 'endDay', r.end_day, 'tier', c.tier, 'taken', l.taken, 'maximum', l.maximum,
      'seats', coalesce((select json_agg(json_build_object('placementId', f.id, 'name', who.name, 'state', f.state, 'endedAt', f.ended_at, 'isLate', f.is_late)
        order by f.is_late desc, f.ended_at, f.id) from ${freed} f join accounts who on who.id = f.account_id where f.line_id = l.id), '[]'),
      'offers', coalesce((select json_agg(json_build_object('placementId', p.id, 'name', who.name, 'replyByAt', p.reply_by_at) order by p.id)
        from placements p join accounts who on who.id = p.account_id where p.line_id = l.id and p.state = 'offered' and p.replaces_id is not null), '[]'),
      'hold', (select json_build_object('reason', e.reason, 'by', who.name, 'at', e.at) from events e left join accounts who on who.id = e.actor_id
        where e.id = h.held_by_event_id),
      'lookedAt', h.looked_at,
      'skipped', coalesce((select json_agg(json_build_object('applicationId', k.application_id, 'name', who.name, 'reason', e.reason) order by e.sequence)
        from skipped_alternates k join events e on e.id = k.event_id join applications a on a.id = k.application_id join accounts who on who.id = a.account_id
        where k.line_id = l.id), '[]'),
      'run', (select json_build_object('policy', run.policy, 'locks', run.locks) from runs run where run.season_id = l.season_id and run.state = 'published'
        order by run.published_at desc, run.id desc limit 1)) as json
    from lines l join requests r on r.id = l.request_id and r.state = 'approved' join counties c on c.code = r.county_code
    join subjects t on t.code = l.subject_code join seasons s on s.id = l.season_id
    left join line_alternates h on h.line_id = l.id where ${where}`;
}

/** One line with its free seats. */
export async function findLineWithAlternates(db: Connection, lineId: string, today: string): Promise<LineWithAlternates | undefined> {
  const [row] = await db.execute<{ json: LineWithAlternates }>(linesWith(freedSeats(today), sql`l.id = ${lineId}`));
  return row?.json;
}

const mostLines = 100;

/** Lines of a season where a seat fell free, an alternate is asked, or a coordinator holds them: late drop-outs first, then by need and start. */
export async function listLinesWithAlternates(db: Connection, seasonId: string, today: string): Promise<LineWithAlternates[]> {
  const rows = await db.execute<{ json: LineWithAlternates }>(sql`with freed as materialized ${freedSeats(today)}
    ${linesWith(
      sql`freed`,
      sql`l.season_id = ${seasonId} and (h.held_by_event_id is not null or l.id in (select line_id from freed)
        or exists (select from placements p where p.line_id = l.id and p.state = 'offered' and p.replaces_id is not null))`,
    )}
    order by exists (select from freed f where f.line_id = l.id and f.is_late) desc, c.tier, r.start_day, l.id limit ${mostLines}`);
  return rows.map(({ json }) => json);
}

export type SeasonUnderWay = { readonly value: string; readonly name: Named };

/** Seasons whose seats may be offered again, the newest first. */
export async function listSeasonsUnderWay(db: Connection): Promise<SeasonUnderWay[]> {
  return [
    ...(await db.execute<SeasonUnderWay>(sql`select id as value, ${named(sql`name_zh`, sql`name_en`)} as name from seasons
      where state in ('matching', 'placing', 'teaching') order by state = 'placing' desc, teaching_start_day desc, id desc`)),
  ];
}

/** Names of the people behind applications. */
export async function listApplicantNames(db: Connection, applicationIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db.execute<{
    id: string;
    name: string;
  }>(sql`select a.id, who.name from applications a join accounts who on who.id = a.account_id
    where a.id = any(${sql.param(`{${applicationIds.join(',')}}`)}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
