import type { Snapshot } from '../snapshot.ts';
import { sharedBeds } from '../shared-beds.ts';
import type { Sitting } from './sitting.ts';

type Capacity = { readonly most: number; held: number; last: Sitting | undefined };

/**
 * The counties' side of a finished match: how full each capacity is, and who stands last in it. Apart from the procedures that
 * make a match. To take one more pair, the innermost full capacity over it must hold somebody who stands after the pair.
 */
export class CountiesSide {
  readonly #above: ReadonlyMap<string, readonly Capacity[]>;
  /** Who sits where capacities could be shared, first things first: by province where it has a quota, else by county. */
  readonly #pools: ReadonlyMap<string, readonly Sitting[]>;
  readonly #limitedProvinces: ReadonlySet<string>;

  constructor(snapshot: Snapshot, held: readonly Sitting[], closed: ReadonlySet<string>) {
    this.#above = capacitiesAbove(snapshot, closed);
    this.#limitedProvinces = new Set(snapshot.provinces.filter(({ quota }) => quota !== null).map(({ code }) => code));
    for (const sitting of held) {
      for (const capacity of this.#above.get(sitting.opening.lineId)!) {
        capacity.held += 1;
        if (capacity.last === undefined || capacity.last.isBefore(sitting)) capacity.last = sitting;
      }
    }
    this.#pools = Map.groupBy(
      held.toSorted((a, b) => (a.isBefore(b) ? -1 : 1)),
      (sitting) => this.#poolOf(sitting),
    );
  }

  wouldTake(pair: Sitting): boolean {
    for (const { held, most, last } of this.#above.get(pair.opening.lineId)!) {
      if (held >= most) return last !== undefined && pair.isBefore(last);
    }
    return true;
  }

  /** Would it choose all of these, which are of one county, from everybody placed and them? Linear in who shares a capacity with them. */
  wouldTakeAll(pairs: readonly Sitting[]): boolean {
    const isNew = new Set(pairs);
    const count = new Map<Capacity, number>();
    const all = [...new Set([...(this.#pools.get(this.#poolOf(pairs[0]!)) ?? []), ...pairs])].toSorted((a, b) => (a.isBefore(b) ? -1 : 1));
    for (const sitting of all) {
      const above = this.#above.get(sitting.opening.lineId)!;
      const isRoom = above.every((capacity) => (count.get(capacity) ?? 0) < capacity.most);
      if (isRoom) for (const capacity of above) count.set(capacity, (count.get(capacity) ?? 0) + 1);
      else if (isNew.has(sitting)) return false;
    }
    return true;
  }

  /** Could it take one of each row at all? Not where those who stand before all of them leave less room than there are rows. */
  hasRoomFor(rows: readonly (readonly Sitting[])[]): boolean {
    const all = rows.flat();
    const best = all.reduce((first, sitting) => (sitting.isBefore(first) ? sitting : first));
    const staying = (this.#pools.get(this.#poolOf(best)) ?? []).filter((sitting) => sitting.isBefore(best));
    const stayingIn = new Map<Capacity, number>();
    for (const capacity of staying.flatMap(({ opening }) => this.#above.get(opening.lineId)!)) {
      stayingIn.set(capacity, (stayingIn.get(capacity) ?? 0) + 1);
    }
    const roomIn = (chains: readonly (readonly Capacity[])[]): number =>
      [...Map.groupBy(chains, ([outer]) => outer!)].reduce((sum, [outer, own]) => {
        const inner = own.map((chain) => chain.slice(1)).filter((chain) => chain.length > 0);
        const room = outer.most - (stayingIn.get(outer) ?? 0);
        return sum + Math.min(room, inner.length === 0 ? Infinity : roomIn(inner));
      }, 0);
    const lineIds = [...new Set(all.map(({ opening }) => opening.lineId))];
    return roomIn(lineIds.map((lineId) => this.#above.get(lineId)!.toReversed())) >= rows.length;
  }

  #poolOf({ opening }: Sitting): string {
    return this.#limitedProvinces.has(opening.provinceCode) ? opening.provinceCode : opening.countyCode;
  }
}

const capacity = (most: number | null): Capacity => ({ most: most ?? Infinity, held: 0, last: undefined });

/** By line: its capacities, innermost first. */
function capacitiesAbove(snapshot: Snapshot, closed: ReadonlySet<string>): ReadonlyMap<string, readonly Capacity[]> {
  const { lines, requests, counties, provinces } = snapshot;
  const quotas = new Map(provinces.map(({ code, quota }) => [code, capacity(quota)]));
  const countiesByCode = new Map(counties.map((county) => [county.code, county]));
  const bedsSharedWith = sharedBeds(snapshot);
  const bedsByFirst = new Map<string, Capacity>();
  const aboveRequest = new Map(
    requests.map(({ id, countyCode, squadMaximum }) => {
      const { beds, provinceCode } = countiesByCode.get(countyCode)!;
      const first = bedsSharedWith.get(id);
      if (first !== undefined && !bedsByFirst.has(first)) bedsByFirst.set(first, capacity(beds));
      const lodging = first === undefined ? [] : [bedsByFirst.get(first)!];
      return [id, [capacity(squadMaximum), ...lodging, quotas.get(provinceCode)!]] as const;
    }),
  );
  return new Map(
    lines.map(({ id, requestId, maximum }) => [id, [capacity(closed.has(requestId) ? 0 : maximum), ...aboveRequest.get(requestId)!]]),
  );
}
