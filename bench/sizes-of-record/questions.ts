import type { Caller } from './callers.ts';

/** Ids that questions name; each database has its own. */
export type Facts = {
  /** A season long closed, as large as any. */
  readonly seasonId: string;
  /** In the middle of the record. */
  readonly placementId: string;
  readonly requestId: string;
};

export type Question = { readonly name: string; readonly as?: Caller; readonly path: string | ((facts: Facts) => string) };

const api = (path: string, as?: Caller): Question => ({
  name: `\`GET ${path}\``,
  path: `/api/v1${path}`,
  ...(as === undefined ? {} : { as }),
});
const about = (name: string, as: Caller, path: (facts: Facts) => string): Question => ({
  name: `\`GET ${name}\``,
  as,
  path: (facts) => `/api/v1${path(facts)}`,
});
const page = (path: string, as: Caller): Question => ({ name: `\`GET ${path}\``, path, as });

/** Lists and searches, in the order of the table. */
export const lists: readonly Question[] = [
  api('/placements', 'coordinator'),
  about(
    '/placements?cursor=…, from the middle of the record on',
    'coordinator',
    ({ placementId }) => `/placements?cursor=${btoa(placementId)}`,
  ),
  about('/placements?seasonId=…', 'coordinator', ({ seasonId }) => `/placements?seasonId=${seasonId}`),
  about('/placements?seasonId=…&state=declined', 'coordinator', ({ seasonId }) => `/placements?seasonId=${seasonId}&state=declined`),
  api('/placements?state=offered', 'coordinator'),
  about('/placements/{id}', 'coordinator', ({ placementId }) => `/placements/${placementId}`),
  api('/placements', 'officer'),
  api('/placements?state=accepted', 'officer'),
  api('/placements', 'volunteer'),
  api('/requests', 'coordinator'),
  about('/requests?seasonId=…', 'coordinator', ({ seasonId }) => `/requests?seasonId=${seasonId}`),
  api('/requests?state=submitted', 'coordinator'),
  about('/requests/{id}', 'coordinator', ({ requestId }) => `/requests/${requestId}`),
  api('/requests', 'officer'),
  api('/applications', 'coordinator'),
  about('/applications?seasonId=…&state=rejected', 'coordinator', ({ seasonId }) => `/applications?seasonId=${seasonId}&state=rejected`),
  api('/applications?state=submitted', 'coordinator'),
  api('/applications?state=returned', 'coordinator'),
  api('/applications', 'volunteer'),
  api('/accounts', 'admin'),
  api('/accounts?role=county', 'admin'),
  page('/admin/accounts?q=person-17@', 'admin in a browser'),
  page('/desk/people', 'coordinator in a browser'),
  page('/desk/people?q=王子涵', 'coordinator in a browser'),
  page('/desk/placements', 'coordinator in a browser'),
  api('/me/record', 'volunteer'),
  api('/me/events', 'volunteer'),
  api('/events', 'coordinator'),
  api('/events?thing=season', 'coordinator'),
  about('/events?thing=placement&thingId=…', 'coordinator', ({ placementId }) => `/events?thing=placement&thingId=${placementId}`),
  api('/stations', 'coordinator'),
  api('/stations?province=530000'),
  api('/needs'),
  api('/needs?county=532926'),
];

export const statistics: readonly Question[] = [
  api('/statistics'),
  api('/statistics?by=province'),
  api('/statistics?by=county'),
  api('/statistics?by=year&and=province'),
  api('/statistics?by=season&county=532926'),
  api('/statistics/rows?province=530000'),
];
