import type { Opening } from '../../domain/eligibility/rule.ts';
import type { SnapshotApplication } from '../snapshot.ts';
import { lotteryScale, type Orders } from './orders.ts';

export type Pair = { readonly applicationId: string; readonly lineId: string };

/** One application in one line, placed or thought of, with where it stands in both orders. */
export class Sitting {
  readonly application: SnapshotApplication;
  readonly opening: Opening;
  /** As in `Orders`. */
  readonly rank: number;
  readonly #orders: Orders;
  #own: number | undefined;
  #theirs: number | undefined;
  #lottery: number | undefined;

  constructor(orders: Orders, application: SnapshotApplication, opening: Opening) {
    this.#orders = orders;
    this.application = application;
    this.opening = opening;
    this.rank = orders.rank(application, opening);
  }

  get isKept(): boolean {
    return this.rank < 0;
  }

  /** The volunteer's own number, the lottery in it; what a team adds up. */
  get own(): number {
    return this.#ownDrawless() * lotteryScale + this.#drawn();
  }

  /** To the volunteer. */
  isBetterThan(other: Sitting): boolean {
    return this.#stands(this.#ownDrawless() - other.#ownDrawless(), other);
  }

  /** To the counties' side. */
  isBefore(other: Sitting): boolean {
    return this.#stands(this.#theirsDrawless() - other.#theirsDrawless(), other);
  }

  #stands(difference: number, other: Sitting): boolean {
    const settled = difference || this.#drawn() - other.#drawn();
    if (settled !== 0) return settled < 0;
    if (this.application.id !== other.application.id) return this.application.id < other.application.id;
    return this.opening.lineId < other.opening.lineId;
  }

  #ownDrawless(): number {
    return (this.#own ??= this.#orders.own(this.application, this.opening));
  }

  #theirsDrawless(): number {
    return (this.#theirs ??= this.#orders.theirs(this.application, this.opening));
  }

  #drawn(): number {
    return (this.#lottery ??= this.#orders.lottery(this.application, this.opening));
  }
}
