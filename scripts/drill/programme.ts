import { createHash, randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';

import { openDatabase } from '../../src/db/client.ts';
import { findAccountByEmail } from '../../src/db/queries/accounts.ts';
import { insertToken } from '../../src/db/queries/tokens.ts';
import { appWithoutPaper } from '../installation/app-without-paper.ts';
import { openKeys, type Keys } from '../installation/keys.ts';

/** A programme that goes on: its coordinator registers one station after the other, until told to stop. */
export class Programme {
  readonly #db: ReturnType<typeof openDatabase>;
  readonly #ask: (station: string) => Promise<Response>;
  /** What was answered with "created", in its order. */
  readonly confirmed: string[] = [];
  #goesOn = false;
  #round: Promise<void> = Promise.resolve();

  private constructor(db: ReturnType<typeof openDatabase>, ask: (station: string) => Promise<Response>) {
    this.#db = db;
    this.#ask = ask;
  }

  static async open(ownerUrl: string, databaseUrl: string, keys: Keys): Promise<Programme> {
    const token = await tokenOf(ownerUrl, 'coordinator@example.org');
    const db = openDatabase(databaseUrl, { connections: 2 });
    const app = appWithoutPaper(db, { keys: openKeys(keys), secret: keys.signInSecret });
    const openedDay = DateTime.utc().minus({ days: 1 }).toISODate();
    const ask = async (station: string) =>
      app.request('/api/v1/stations', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          countyCode: '532926',
          nameZh: `演练站 ${station}`,
          nameEn: station,
          rooms: 1,
          seats: 30,
          link: 'internet',
          openedDay,
        }),
      });
    return new Programme(db, ask);
  }

  goOn(): void {
    this.#goesOn = true;
    this.#round = this.#register();
  }

  /** Resolves once nothing is under way any more. */
  async pause(): Promise<void> {
    this.#goesOn = false;
    await this.#round;
  }

  async end(): Promise<void> {
    await this.pause();
    await this.#db.$client.end();
  }

  async #register(): Promise<void> {
    do {
      const station = `Drill station ${this.confirmed.length + 1}`;
      const answer = await this.#ask(station);
      if (answer.status !== 201) throw new Error(`a station was answered with ${answer.status}: ${await answer.text()}`);
      this.confirmed.push(station);
    } while (this.#goesOn);
  }
}

async function tokenOf(ownerUrl: string, email: string): Promise<string> {
  const owner = openDatabase(ownerUrl, { connections: 1 });
  const account = await findAccountByEmail(owner, email);
  if (account === undefined) throw new Error(`there is no ${email}`);
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await insertToken(owner, { accountId: account.id, sha256, label: 'drill', expiresAt: DateTime.utc().plus({ hours: 1 }).toISO() });
  await owner.$client.end();
  return token;
}
