import { tokenOf, type Headers } from './callers.ts';
import type { Site } from './site.ts';
import { timed } from './timing.ts';

/** A match of the small season published, and the proposals of the one before dropped; matching it is not counted. */
export async function publish(site: Site): Promise<number> {
  const runId = await site.season.match();
  return timed(async () => site.post(`/api/v1/runs/${runId}/publish`, site.headersOf({ as: 'coordinator' })));
}

type Offer = { readonly placementId: string; readonly headers: Headers };

/** The published places are offered together; gives them with what their volunteers send along. */
export async function offerAll(site: Site): Promise<Offer[]> {
  const as = site.headersOf({ as: 'coordinator' });
  await site.post(`/api/v1/seasons/${site.season.id}/advance`, as);
  await site.post(`/api/v1/seasons/${site.season.id}/release`, as);
  const offered = await site.sql<{ id: string; account_id: string }[]>`
    select id, account_id from placements where season_id = ${site.season.id} and state = 'offered' order by id`;
  const offers: Offer[] = [];
  for (const { id, account_id } of offered) offers.push({ placementId: id, headers: await tokenOf(site.sql, account_id) });
  return offers;
}

/** The next of the offers is accepted by its volunteer. */
export async function accept(site: Site, offers: Offer[]): Promise<number> {
  const offer = offers.shift();
  if (offer === undefined) throw new Error('nothing is left to be accepted');
  return timed(async () => site.post(`/api/v1/placements/${offer.placementId}/accept`, offer.headers));
}

/** A completion past the rules of a placement's road, and noted for the tallies all the same. */
export async function writeCompletion({ sql }: Site): Promise<number> {
  return timed(async () =>
    sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region,
          days_served, lessons_held, minutes_taught, learners, completed_at)
        select uuidv7(), uuidv7(), season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region, 9, 9, 90, 9, now()
        from completions limit 1`;
    }),
  );
}
