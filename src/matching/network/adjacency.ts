/** The open arcs at each node: those of node `v` are `arcs[start[v]] … arcs[end[v] - 1]`. */
export type Incidence = { readonly start: Int32Array; readonly end: Int32Array; readonly arcs: Int32Array };

/** The arcs at each node, in their order, where `at` names each arc's node: its sources or its targets. Linear. */
export function incidenceOf(nodes: number, at: Int32Array): Incidence {
  const start = new Int32Array(nodes);
  const end = new Int32Array(nodes);
  for (let arc = 0; arc < at.length; arc += 1) end[at[arc]!] = end[at[arc]!]! + 1;
  let first = 0;
  for (let v = 0; v < nodes; v += 1) {
    const count = end[v]!;
    start[v] = first;
    end[v] = first;
    first += count;
  }
  const arcs = new Int32Array(at.length);
  for (let arc = 0; arc < at.length; arc += 1) {
    const v = at[arc]!;
    arcs[end[v]!] = arc;
    end[v] = end[v]! + 1;
  }
  return { start, end, arcs };
}

/** Leaves out the arcs that are closed, in place. Linear in the arcs that were open. */
export function dropClosed({ start, end, arcs }: Incidence, closed: Uint8Array): void {
  for (let v = 0; v < start.length; v += 1) {
    let kept = start[v]!;
    for (let i = kept, last = end[v]!; i < last; i += 1) {
      const arc = arcs[i]!;
      if (closed[arc] === 1) continue;
      arcs[kept] = arc;
      kept += 1;
    }
    end[v] = kept;
  }
}
