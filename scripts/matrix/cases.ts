import { permissions, type Permission } from '../../src/domain/actor.ts';
import { roles, type Role } from '../../src/domain/account.ts';
import { api } from '../../src/api/api.ts';
import { pageDoors } from '../../src/pages/pages.ts';

/** Something that can be asked of the site: an operation of the API, or a page. */
export type Door = {
  readonly kind: 'operation' | 'page';
  readonly method: string;
  readonly path: string;
  readonly permission: Permission;
  readonly tag: string;
};

/** Who asks. Two are volunteers and two officers, so that what is one's own is another's. */
export const callers = [
  'public',
  'nobody',
  'volunteer',
  'other volunteer',
  'officer',
  'other officer',
  'coordinator',
  'safeguarding',
  'admin',
] as const;
export type Caller = (typeof callers)[number];

/** Whose the thing in the address is: the first volunteer's and the first officer's county's, or there is none. */
export type Thing = 'theirs' | 'missing' | 'none asked';

export type Outcome = 'allowed' | 'sign in' | 'forbidden' | 'not found';
export type Case = { readonly door: Door; readonly caller: Caller; readonly thing: Thing; readonly outcome: Outcome };

/** What the table calls the caller. */
export const roleOf: Readonly<Record<Caller, Role | undefined>> = {
  public: undefined,
  nobody: undefined,
  volunteer: 'volunteer',
  'other volunteer': 'volunteer',
  officer: 'county',
  'other officer': 'county',
  coordinator: 'coordinator',
  safeguarding: 'safeguarding',
  admin: 'admin',
};

type Described = Record<string, { 'x-permission'?: string; tags?: string[] }>;

/** The API's own document, as the code that serves it makes it; addresses are below /api/v1. */
export const document = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Zhijiao', version: '1' } });

/** Every operation of the document and every page, each with its permission. */
export const doors: readonly Door[] = [
  ...Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Described).flatMap(([method, { 'x-permission': permission, tags: [tag = ''] = [] }]): Door[] =>
      permission === undefined ? [] : [{ kind: 'operation', method, path, permission: permission as Permission, tag }],
    ),
  ),
  ...pageDoors.map((door) => ({ ...door, kind: 'page' as const, tag: 'pages' })),
];

/** Addresses whose things belong to somebody: the first volunteer, the first officer's county, or both. */
const owned: readonly (readonly [at: RegExp, by: readonly Caller[]])[] = [
  [/^\/me\/\w+\/[{:]/, ['volunteer']],
  [/^\/(applications|teams|clearances|conditions|condition-questions)\/[{:]/, ['volunteer']],
  [/^\/ask-backs\/\{/, ['volunteer', 'officer']],
  [/^\/ask-backs\/:/, ['volunteer']],
  [/^\/county\/ask-backs\/:/, ['officer']],
  [/^\/swaps\/\{/, ['volunteer']],
  // Whoever of the volunteers holds the link.
  [/^\/swap(-invitations)?\/[{:]/, ['volunteer', 'other volunteer']],
  [/^\/placements\/\{/, ['volunteer', 'officer']],
  [/^\/placements\/:/, ['volunteer']],
  [/^\/certificates\/[{]/, ['volunteer']],
  [/^\/accounts\/\{id\}\/record$/, ['volunteer']],
  [/^\/county\/\w+\/:/, ['officer']],
  [/^\/counties\/\{code\}\/(calendar|feedback)$/, ['officer']],
  [/^\/disputes\/[{:]/, ['volunteer', 'officer']],
  [/^\/squads\/[{:]/, ['volunteer', 'officer']],
  [/^\/(requests|stations|trainings)\/\{/, ['officer']],
];

/** What is begun for a county is begun by its own officers: another county's name is refused like a role that may not. */
function isBegunForAnother({ method, path }: Door, caller: Caller): boolean {
  return method === 'post' && /^\/(requests|stations)$/.test(path) && caller === 'other officer';
}

/** What the table gives the caller, whatever they are: as anybody, as somebody signed in, and by their role. */
function reachesOf(permission: Permission, caller: Caller): ReadonlySet<string | undefined> {
  const grant: Readonly<Record<string, 'any' | 'own' | undefined>> = permissions[permission];
  const names = ['public', caller === 'public' ? '' : 'account', roleOf[caller] ?? ''];
  return new Set(names.map((name) => grant[name]));
}

/** Whoever the table lets ask for it at all. */
export function callersWith(permission: Permission): readonly Caller[] {
  return callers.filter((caller) => ['any', 'own'].some((reach) => reachesOf(permission, caller).has(reach)));
}

/** What must come of it, from the table alone. */
function outcomeOf(door: Door, caller: Caller, thing: Thing): Outcome {
  const reaches = reachesOf(door.permission, caller);
  if (!reaches.has('any') && !reaches.has('own')) return caller === 'public' ? 'sign in' : 'forbidden';
  if (thing === 'missing') return 'not found';
  if (reaches.has('any')) return 'allowed';
  if (isBegunForAnother(door, caller)) return 'forbidden';
  return thing === 'none asked' || ownersOf(door).includes(caller) ? 'allowed' : 'not found';
}

function ownersOf({ path }: Door): readonly Caller[] {
  const owners = owned.find(([at]) => at.test(path))?.[1];
  if (owners === undefined) throw new Error(`${path} is for owners, and nobody says who owns what is there`);
  return owners;
}

/** Every door × every caller × own, another's or none: what is not allowed by the table is refused. */
export function casesOf(): Case[] {
  return doors.flatMap((door) => {
    const things: readonly Thing[] = /[{:]\w/.test(door.path) ? ['theirs', 'missing'] : ['none asked'];
    return callers.flatMap((caller) => things.map((thing) => ({ door, caller, thing, outcome: outcomeOf(door, caller, thing) })));
  });
}

const columns = ['public', 'account', ...roles] as const;

/** The table as people read it: a line a door, a column a role. */
export function matrixText(): string {
  const cases = casesOf();
  const allowed = cases.filter(({ outcome }) => outcome === 'allowed').length;
  const lines = [...Map.groupBy(doors, ({ tag }) => tag)].flatMap(([tag, ofTag]) => [
    '',
    `## ${tag}`,
    '',
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...ofTag.map(lineOf),
  ]);
  return `# Who may do what

\`any\`: to anybody's; \`own\`: to what is theirs, and anybody else's is answered as if it were not there. What is empty is refused: 401 without an
account, 403 with one. \`account\` is anyone signed in. The table stands in \`src/domain/actor.ts\`; \`npm run --silent matrix\` prints this page.

${doors.length} operations and pages × ${callers.length} callers × own, another's or none: ${cases.length} cases, ${allowed} allowed, ${cases.length - allowed} refused.
${lines.join('\n')}
`;
}

function lineOf({ method, path, permission }: Door): string {
  const grant: Readonly<Record<string, string | undefined>> = permissions[permission];
  const cells = columns.map((column) => grant[column] ?? '');
  return `| \`${method.toUpperCase()} ${path}\` | ${cells.join(' | ')} |`;
}
