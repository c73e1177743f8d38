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

/** Every way of the lifecycle as `[from, to]`; a beginning is `['', state]`. */
export function ways(lifecycle: Lifecycle<string, string>): (readonly [from: string, to: string])[] {
  const begun = lifecycle.initial.map((state) => ['', state] as const);
  const moved = Object.entries(lifecycle.moves).flatMap(([from, moves]) =>
    [...new Set(Object.values(moves ?? {}))].flatMap((to) => (to === undefined ? [] : [[from, to] as const])),
  );
  return [...begun, ...moved];
}
