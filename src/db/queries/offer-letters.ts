import { sql } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { Connection } from '../client.ts';

/** What a letter about a placement says, and to whom it goes. */
export type OfferToTell = {
  readonly placementId: string;
  readonly accountId: string;
  readonly email: string;
  readonly locale: Locale;
  readonly name: string;
  readonly timeZone: string | null;
  readonly countyZh: string;
  readonly countyEn: string;
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly replyByAt: string;
  readonly isAlternate: boolean;
};

/** Offers by their ids, with what their letters say, in no order; who was erased meanwhile is left out. */
export async function listOffersToTell(db: Connection, ids: readonly string[]): Promise<OfferToTell[]> {
  return [
    ...(await db.execute<OfferToTell>(sql`
    select p.id as "placementId", who.id as "accountId", who.email, who.locale, who.name, v.time_zone as "timeZone", c.name_zh as "countyZh",
      c.name_en as "countyEn", t.name_zh as "subjectZh", t.name_en as "subjectEn", r.place, p.start_day::text as "startDay",
      p.end_day::text as "endDay", p.reply_by_at::text as "replyByAt", p.replaces_id is not null as "isAlternate"
    from placements p join accounts who on who.id = p.account_id and who.erased_at is null left join volunteers v on v.account_id = who.id
    join requests r on r.id = p.request_id join counties c on c.code = p.county_code join lines l on l.id = p.line_id
    join subjects t on t.code = l.subject_code
    where p.id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[]) and p.reply_by_at is not null`)),
  ];
}
