import type { Role } from '../domain/account.ts';
import type { Actor } from '../domain/actor.ts';
import type { Words } from './words/words.ts';

type Place = {
  readonly href: string;
  readonly name: keyof Words['places'];
  /** Where else pages of the section lie. */
  readonly also?: readonly string[];
};

/** What everybody finds in the head of every page. */
export const publicPlaces: readonly Place[] = [
  { href: '/needs', name: 'needs' },
  { href: '/counties', name: 'counties' },
  { href: '/record', name: 'record' },
  { href: '/trainings', name: 'trainings' },
  { href: '/matching', name: 'matching' },
];

/** The sections of each role, in the order of their work. */
export const rolePlaces: Readonly<Record<Role, readonly Place[]>> = {
  volunteer: [
    { href: '/applications', name: 'applications', also: ['/ask-backs'] },
    { href: '/placements', name: 'placements', also: ['/squads', '/swap', '/disputes'] },
    { href: '/clearances', name: 'checks' },
    { href: '/me/certificates', name: 'ownCertificates' },
    { href: '/me/record', name: 'lifetime' },
  ],
  county: [
    { href: '/county', name: 'countyNow' },
    { href: '/county/requests', name: 'requests', also: ['/county/ask-backs'] },
    { href: '/county/placements', name: 'guests', also: ['/disputes'] },
    { href: '/county/reports', name: 'dayReports', also: ['/squads'] },
    { href: '/county/stations', name: 'stations' },
    { href: '/county/trainings', name: 'trainings' },
    { href: '/lists', name: 'lists' },
  ],
  coordinator: [
    { href: '/desk', name: 'desk' },
    { href: '/desk/applications', name: 'applicationQueue' },
    { href: '/desk/requests', name: 'requestQueue' },
    { href: '/desk/clearances', name: 'clearanceQueue', also: ['/desk/query-batches', '/desk/attendance'] },
    { href: '/desk/seasons', name: 'seasons', also: ['/desk/runs'] },
    {
      href: '/desk/placements',
      name: 'placementBoard',
      also: ['/desk/completions', '/desk/alternates', '/desk/conditions', '/desk/swaps', '/desk/disputes', '/disputes', '/desk/feedback'],
    },
    { href: '/desk/reports', name: 'dayReports', also: ['/squads'] },
    { href: '/desk/stations', name: 'stations', also: ['/county/stations', '/county/requests'] },
    { href: '/desk/trainings', name: 'trainings', also: ['/county/trainings'] },
    { href: '/desk/safety', name: 'safety', also: ['/desk/safety-calls'] },
    { href: '/desk/certificates', name: 'certificates' },
    { href: '/desk/announcements', name: 'announcements', also: ['/admin/letters'] },
    { href: '/desk/record', name: 'exactRecord', also: ['/desk/partnerships'] },
    { href: '/desk/people', name: 'people' },
    { href: '/desk/imports', name: 'imports' },
    { href: '/desk/events', name: 'events' },
    { href: '/lists', name: 'lists' },
  ],
  safeguarding: [
    { href: '/safeguarding', name: 'safeguarding' },
    { href: '/safeguarding/incidents', name: 'incidents' },
    { href: '/safeguarding/barred-people', name: 'barredPeople' },
    { href: '/desk/safety', name: 'safety', also: ['/desk/safety-calls'] },
    { href: '/desk/clearances', name: 'clearanceQueue', also: ['/desk/query-batches', '/desk/attendance'] },
  ],
  admin: [
    { href: '/admin/accounts', name: 'accounts' },
    { href: '/admin/merges', name: 'merges' },
    { href: '/desk/imports', name: 'imports' },
    { href: '/admin/texts', name: 'texts' },
    { href: '/admin/signatories', name: 'signatories', also: ['/admin/signing-keys'] },
    { href: '/admin/jobs', name: 'jobs', also: ['/admin/letters'] },
    { href: '/admin/webhooks', name: 'webhooks' },
    { href: '/admin/retention', name: 'retention' },
    { href: '/lists', name: 'lists' },
    { href: '/admin/settings', name: 'settings' },
  ],
};

/** The sections of everything that somebody is, each once. */
export function placesOf(roles: readonly Role[]): readonly Place[] {
  return [...new Map(roles.flatMap((role) => rolePlaces[role]).map((place) => [place.href, place])).values()];
}

/** Where work begins for whoever this is: with the most demanding of their roles. */
export function startOf(actor: Actor): string {
  if (actor.kind !== 'account') return '/';
  const order: readonly Role[] = ['coordinator', 'safeguarding', 'county', 'admin', 'volunteer'];
  const first = order.find((role) => actor.roles.includes(role));
  return first === undefined ? '/me' : (rolePlaces[first][0]?.href ?? '/me');
}

/** The section that an address lies in: the longest that it begins with. */
export function sectionOf(path: string, places: readonly Place[]): string | undefined {
  const [pathname = ''] = path.split('?');
  const lies = (within: string) => pathname === within || pathname.startsWith(`${within}/`);
  const beside = places.find(({ also }) => also?.some(lies));
  if (beside !== undefined) return beside.href;
  const around = places.filter(({ href }) => lies(href));
  return around.toSorted((a, b) => b.href.length - a.href.length)[0]?.href;
}
