const firstLength = 1024;

/** The arcs from lines to the sink, as they come, in arrays that grow. */
export class SeatArcs {
  #count = 0;
  #line = new Int32Array(firstLength);
  #lower = new Float64Array(firstLength);
  #capacity = new Float64Array(firstLength);
  #cost = new Float64Array(firstLength);

  add(line: number, lower: number, capacity: number, cost: number): void {
    if (this.#count === this.#line.length) this.#grow();
    this.#line[this.#count] = line;
    this.#lower[this.#count] = lower;
    this.#capacity[this.#count] = capacity;
    this.#cost[this.#count] = cost;
    this.#count += 1;
  }

  #grow(): void {
    const [line, lower, capacity, cost] = [this.#line, this.#lower, this.#capacity, this.#cost];
    const length = 2 * this.#count;
    this.#line = new Int32Array(length);
    this.#lower = new Float64Array(length);
    this.#capacity = new Float64Array(length);
    this.#cost = new Float64Array(length);
    this.#line.set(line);
    this.#lower.set(lower);
    this.#capacity.set(capacity);
    this.#cost.set(cost);
  }

  /**
   * Every line's seats, cheapest first; first those that must be filled, for lower bounds and for the line's own demand, at -∞.
   * No more than `most` a line, which is to be one more than could come, so that one too many that must be filled is seen.
   * `forcedCost` is what the lower bounds cost.
   */
  seats(demand: Float64Array, most: Int32Array): { seatStart: Int32Array; seatCost: Float64Array; forcedCost: bigint } {
    const forced = demand.slice();
    const seatStart = new Int32Array(demand.length + 1);
    let forcedCost = 0n;
    for (let arc = 0; arc < this.#count; arc += 1) {
      const line = this.#line[arc]!;
      forced[line]! += this.#lower[arc]!;
      if (this.#lower[arc]! > 0) forcedCost += BigInt(this.#lower[arc]!) * BigInt(this.#cost[arc]!);
      seatStart[line + 1] = Math.min(most[line]!, seatStart[line + 1]! + this.#capacity[arc]!);
    }
    for (let line = 0; line < demand.length; line += 1) {
      seatStart[line + 1] = seatStart[line]! + Math.min(most[line]!, seatStart[line + 1]! + demand[line]!);
    }
    const seatCost = new Float64Array(seatStart[demand.length]!);
    const next = seatStart.slice();
    for (let line = 0; line < demand.length; line += 1) {
      const end = Math.min(seatStart[line + 1]!, seatStart[line]! + forced[line]!);
      seatCost.fill(-Infinity, seatStart[line], end);
      next[line] = end;
    }
    for (const arc of this.#byCost()) {
      const line = this.#line[arc]!;
      const end = Math.min(seatStart[line + 1]!, next[line]! + this.#capacity[arc]! - this.#lower[arc]!);
      seatCost.fill(this.#cost[arc]!, next[line], end);
      next[line] = end;
    }
    return { seatStart, seatCost, forcedCost };
  }

  #byCost(): Int32Array {
    const order = new Int32Array(this.#count);
    for (let arc = 0; arc < order.length; arc += 1) order[arc] = arc;
    return order.toSorted((a, b) => this.#cost[a]! - this.#cost[b]! || a - b);
  }
}
