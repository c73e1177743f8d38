/** A call of the API or a page, who asks it, and of which large tables it looks at all rows: each with the reason. */
export type CallAtScale = {
  /** A caller of the fixture, or the token of a made person. */
  readonly by: string;
  readonly asked: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly wholly?: Readonly<Record<string, string>>;
};

const api = (by: string, ...paths: readonly string[]): CallAtScale[] => paths.map((path) => ({ by, asked: `GET /api/v1${path}` }));
const pages = (by: string, ...paths: readonly string[]): CallAtScale[] => paths.map((path) => ({ by, asked: `GET ${path}` }));

/** The n-th made person's own placement, offered to them. */
const offered = { accepts: 'token19501', declines: 'token19504' };

const counted = 'each state is counted to a thousand, which at this size is most there is';
const planner = 'what may be seen of each request is thought so dear that reading all of them once costs no more';

/** Calls that look at all of a table, and why they may. */
const excused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /counties/532926': { tallies: 'no small number can be worked out of others, so all cells of a way to count are looked at' },
  'GET /api/v1/placements?state=offered': { requests: planner },
  'GET /desk': {
    requests: planner,
    applications: 'people free for a subject are counted over the seasons under way',
    placements: 'what is unready or late is counted over the placements of all seasons under way',
  },
  'GET /desk/placements': { placements: counted },
  'GET /safeguarding': { clearances: 'checks that end before a service does are looked for among all checks of all who are placed' },
};

const all: readonly CallAtScale[] = [
  // What anybody asks.
  ...api('public', '/certificates/{certificates}', '/counties/532926', '/stations/{stations}'),
  ...pages('public', '/certificates/{certificates}', '/counties/532926'),
  // Somebody's own.
  ...api(
    'volunteer',
    ...[
      '',
      '/tokens',
      '/sessions',
      '/passkeys',
      '/consents',
      '/identity',
      '/health-note',
      '/notices',
      '/letters',
      '/events',
      '/calendar',
      '/record',
    ].map((part) => `/me${part}`),
    '/me/ask-backs',
    '/me/export',
    '/placements',
    '/applications',
    '/applications/{applications}',
    '/placements/{placements}',
    '/clearances',
    '/certificates',
    '/swaps',
    '/disputes',
  ),
  ...pages(
    'volunteer',
    '/applications',
    '/applications/{applications}',
    '/placements/{placements}',
    '/clearances',
    '/me',
    '/me/notices',
    '/me/certificates',
  ),
  // A county's.
  ...api('officer', '/placements', '/requests', '/disputes', '/placements/{placements}'),
  ...pages('officer', '/county', '/county/placements', '/county/requests', '/county/stations', '/county/requests/{requests}'),
  // The desk's.
  ...api(
    'coordinator',
    ...['placements', 'requests', 'applications', 'certificates'].flatMap((list) => [`/${list}`, `/${list}?cursor={${list}.next}`]),
    '/placements?state=offered',
    '/applications?state=submitted',
    '/requests?state=submitted',
    '/events',
    '/events?after=30000',
    '/clearances',
    '/announcements',
    '/placements/{placements}',
    '/applications/{applications}',
    '/requests/{requests}',
    '/seasons/{seasons}',
  ),
  ...pages(
    'coordinator',
    '/desk',
    '/desk/applications',
    '/desk/requests',
    '/desk/placements',
    '/desk/clearances',
    '/desk/events',
    '/desk/people?q=Person%207',
  ),
  ...pages(
    'coordinator',
    '/desk/placements/{placements}',
    '/desk/applications/{applications}',
    '/desk/requests/{requests}',
    '/desk/certificates/{certificates}',
  ),
  ...pages('safeguarding', '/safeguarding', '/safeguarding/incidents'),
  ...api('admin', '/accounts', '/accounts?cursor={accounts.next}', '/accounts/{accounts}', '/accounts?role=county'),
  ...pages('admin', '/admin/accounts', '/admin/accounts?q=person7'),
  // What is changed.
  {
    by: 'volunteer',
    asked: 'POST /api/v1/me/tokens',
    body: { label: 'x', days: 30 },
    headers: { 'Idempotency-Key': 'once' },
    status: 201,
  },
  {
    by: 'volunteer',
    asked: 'POST /api/v1/me/tokens',
    body: { label: 'x', days: 30 },
    headers: { 'Idempotency-Key': 'once' },
    status: 201,
  },
  { by: offered.accepts, asked: 'POST /api/v1/placements/{placement.19501}/accept' },
  { by: offered.declines, asked: 'POST /api/v1/placements/{placement.19504}/decline', body: { reason: 'other' } },
];
export const callsAtScale = all.map((call): CallAtScale => ({ ...call, wholly: excused[call.asked] ?? {} }));

/** What is asked while the season is placing. */
export const callsWhilePlacing: readonly CallAtScale[] = [
  {
    by: 'coordinator',
    asked: 'POST /api/v1/runs/{runs}/publish',
    wholly: { team_members: 'a match is published once a season, and reads all of its teams' },
  },
];
