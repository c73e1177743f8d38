import { permissions, type Permission } from './actor.ts';
import { fail, ok, type Result } from './result.ts';

/** Where each move leads from each state. A move that is not listed is illegal there. */
export type Moves<State extends string, Move extends string> = {
  readonly [from in State]?: { readonly [move in Move]?: State };
};

/** The states of a thing, where it begins, and the one table of ways between them. The database's copy is made from it. */
export type Lifecycle<State extends string, Move extends string> = {
  readonly thing: string;
  readonly states: readonly State[];
  readonly initial: readonly State[];
  readonly moves: Moves<State, Move>;
  /** Who makes each move, and who begins one, by the names of the table of permissions; nobody but the system where none is named. */
  readonly by: { readonly [move in Move]: readonly Permission[] } & { readonly begun: readonly Permission[] };
  /** Moves that nobody asks for: they come with another thing's move, or at their due time. */
  readonly unasked?: readonly Move[];
};

export type IllegalMove = {
  readonly kind: 'illegal-move';
  readonly thing: string;
  readonly state: string;
  readonly move: string;
  /** Moves that are possible from the present state. */
  readonly allowed: readonly string[];
};

/** The state that `move` leads to, or a failure that names the present state and what is possible from it. */
export function move<State extends string, Move extends string>(
  lifecycle: Lifecycle<State, Move>,
  state: State,
  wanted: Move,
): Result<State, IllegalMove> {
  const to = lifecycle.moves[state]?.[wanted];
  if (to !== undefined) return ok(to);
  return fail({
    kind: 'illegal-move',
    thing: lifecycle.thing,
    state,
    move: wanted,
    allowed: movesFrom(lifecycle, state),
  });
}

/** The moves that somebody can ask for in this state. */
export function movesFrom<State extends string, Move extends string>(lifecycle: Lifecycle<State, Move>, state: State): string[] {
  const unasked: readonly string[] = lifecycle.unasked ?? [];
  return Object.keys(lifecycle.moves[state] ?? {}).filter((name) => !unasked.includes(name));
}

export type Way = { readonly from: string; readonly to: string; readonly movers: readonly string[] };

/** Every way of the lifecycle, with the roles that may take it; a beginning comes from `''`. The system may take them all. */
export function ways<State extends string, Move extends string>(lifecycle: Lifecycle<State, Move>): Way[] {
  const begun = lifecycle.initial.map((to) => ({ from: '', to, movers: rolesOf(lifecycle.by.begun) }));
  const byWay = new Map<string, Way>();
  for (const from of lifecycle.states) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the moves are moves
    for (const [name, to] of Object.entries(lifecycle.moves[from] ?? {}) as [Move, State][]) {
      const known = byWay.get(`${from} ${to}`)?.movers ?? [];
      byWay.set(`${from} ${to}`, { from, to, movers: [...new Set([...known, ...rolesOf(lifecycle.by[name])])].toSorted() });
    }
  }
  return [...begun, ...byWay.values()];
}

function rolesOf(named: readonly Permission[]): string[] {
  const roles = named.flatMap((permission) => Object.keys(permissions[permission]));
  return [...new Set(roles)].filter((role) => role !== 'system').toSorted();
}
