import { senderFor, steady, storm, type Send, type Weather } from './caller.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './ledger.ts';
import type { Person, Staff } from './people.ts';

/** Everybody who takes part, each with draws of their own. */
export class Cast {
  readonly staff: Staff;
  readonly ledger: Ledger;
  readonly #siteUrls: readonly string[];
  readonly #chance: Chance;
  #drawn = 0;

  constructor(staff: Staff, { ledger, siteUrls, chance }: { ledger: Ledger; siteUrls: readonly string[]; chance: Chance }) {
    this.staff = staff;
    this.ledger = ledger;
    this.#siteUrls = siteUrls;
    this.#chance = chance;
  }

  /** Chance for one more who draws. */
  branch(): Chance {
    this.#drawn += 1;
    return this.#chance.branch(this.#drawn);
  }

  sendAs(person: Person, weather: Weather = storm): Send {
    return senderFor({ siteUrls: this.#siteUrls, ledger: this.ledger }, person.token, this.branch(), weather);
  }

  get desk(): Send {
    return this.sendAs(this.staff.coordinators[0], steady);
  }

  /** Both coordinators decide the same at once: one of them is confirmed, the other is told that it was done. */
  async decidedOnce(path: string, event: string, body?: object): Promise<boolean> {
    const both = this.staff.coordinators.map(async (person) =>
      this.sendAs(person, steady)('POST', path, body === undefined ? { event } : { event, body }),
    );
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    if (statuses.filter((status) => status < 300).length > 1) {
      this.ledger.contradictions.push(`POST ${path} was confirmed to both coordinators`);
    }
    return statuses.some((status) => status < 300);
  }
}
