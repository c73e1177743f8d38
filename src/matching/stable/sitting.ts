import type { Opening } from '../../domain/eligibility/rule.ts';
import type { SnapshotApplication } from '../snapshot.ts';
import { lotteryScale, rankScale, type Orders } from './orders.ts';

export type Pair = { readonly applicationId: string; readonly lineId: string };

/** One application in one line, placed or thought of, with where it stands in both orders. */
export class Sitting {
  readonly application: SnapshotApplication;
  readonly opening: Opening;
  readonly #orders: Orders;
  readonly #own: number;
  readonly #theirs: number;
  #lottery: number | undefined;

  constructor(orders: Orders, application: SnapshotApplication, opening: Opening) {
    this.#orders = orders;
    this.application = application;
    this.opening = opening;
    this.#own = orders.own(application, opening);
    this.#theirs = orders.theirs(application, opening);
  }

  get isKept(): boolean {
    return this.#own < 0;
  }

  /** Below every rank where it is kept, above every rank anybody used where it is not ranked. */
  get rank(): number {
    return Math.floor(this.#own / rankScale);
  }

  /** The volunteer's own number, the lottery in it; what a team adds up. */
  get own(): number {
    return this.#own * lotteryScale + this.#drawn();
  }

  /** To the volunteer. */
  isBetterThan(other: Sitting): boolean {
    return this.#stands(this.#own - other.#own, other);
  }

  /** To the counties' side. */
  isBefore(other: Sitting): boolean {
    return this.#stands(this.#theirs - other.#theirs, other);
  }

  #stands(difference: number, other: Sitting): boolean {
    const settled = difference || this.#drawn() - other.#drawn();
    if (settled !== 0) return settled < 0;
    if (this.application.id !== other.application.id) return this.application.id < other.application.id;
    return this.opening.lineId < other.opening.lineId;
  }

  #drawn(): number {
    return (this.#lottery ??= this.#orders.lottery(this.application, this.opening));
  }
}
