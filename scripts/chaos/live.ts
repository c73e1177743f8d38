import { setTimeout as pause } from 'node:timers/promises';

import { DateTime } from 'luxon';
import postgres from 'postgres';

import { Cast } from './cast.ts';
import { Chance } from './chance.ts';
import { check } from './check.ts';
import { Feed } from './feed.ts';
import { told, type Finding } from './findings.ts';
import { startInstallation, type Installation } from './installation.ts';
import { Killer, planKills } from './killer.ts';
import { Ledger } from './ledger.ts';
import { compareLetters, countWaiting, type Letters } from './letters.ts';
import { makeCoordinators, makeOfficers, makeVolunteers } from './people.ts';
import { race } from './races.ts';
import { report } from './report.ts';
import { zone } from './season-plan.ts';
import { liveSeason } from './season.ts';

export type Flags = { readonly kills: number; readonly seed: number; readonly users: number; readonly races: number };

/** A season must not run over midnight where it is taught: its camp is of one day. */
const longestSeasonMinutes = 3;
const mostSettlings = 40;
const hoursASettling = 6;

/** The whole run; gives whether everything held. */
export async function live(flags: Flags, folder: string): Promise<boolean> {
  console.log(`Seed ${flags.seed}. Building and starting the parts …`);
  const installation = await startInstallation(folder);
  const owner = postgres(installation.ownerUrl, { max: 1, onnotice: () => undefined });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void installation.stop().finally(() => process.exit(1)));
  try {
    return await new Chaos(flags, installation, owner).run();
  } finally {
    await owner.end({ timeout: 1 });
    await installation.stop();
  }
}

class Chaos {
  readonly #flags: Flags;
  readonly #installation: Installation;
  readonly #owner: postgres.Sql;
  readonly #chance: Chance;
  readonly #ledger = new Ledger();
  readonly #feed = new Feed();
  readonly #killer: Killer;
  #seasons = 0;

  constructor(flags: Flags, installation: Installation, owner: postgres.Sql) {
    this.#flags = flags;
    this.#installation = installation;
    this.#owner = owner;
    this.#chance = new Chance(flags.seed);
    this.#killer = new Killer(planKills(this.#chance.branch(0), flags.kills), installation.parts);
  }

  async run(): Promise<boolean> {
    const begun = Date.now();
    const coordinators = await makeCoordinators(this.#owner);
    const findings: Finding[] = [];
    const cast = async () => {
      this.#seasons += 1;
      const staff = { coordinators, officers: await makeOfficers(this.#owner, this.#seasons) };
      return new Cast(staff, { ledger: this.#ledger, siteUrls: this.#installation.siteUrls, chance: this.#chance.branch(this.#seasons) });
    };
    while (findings.length === 0 && !this.#killer.isDone) findings.push(...(await this.#liveUnderKills(await cast())));
    let raced = 0;
    for (let round = 0; findings.length === 0 && round < this.#flags.races; round += 1) {
      const own = await cast();
      raced += await race(own, this.#installation, { owner: this.#owner, number: this.#seasons });
      findings.push(...(await check(own, this.#feed, this.#owner)));
    }
    const letters = await this.#letters(findings);
    const seconds = Math.round((Date.now() - begun) / 1000);
    const figures = { seconds, raced, seasons: this.#seasons, events: this.#feed.all.length, kills: this.#killer.counts };
    report(this.#flags, { ...figures, ledger: this.#ledger, letters, findings });
    if (findings.length > 0) console.log(told(findings.slice(0, 20), this.#ledger, this.#feed.histories()));
    if (findings.length > 0) this.#tellFaults();
    return findings.length === 0;
  }

  async #liveUnderKills(cast: Cast): Promise<readonly Finding[]> {
    await untilDayIsLong();
    const volunteers = await makeVolunteers(this.#owner, this.#flags.users, this.#seasons);
    this.#killer.goOn();
    try {
      await liveSeason(cast, this.#installation, { number: this.#seasons, volunteers });
    } catch (error) {
      this.#tellFaults();
      throw error;
    } finally {
      await this.#killer.pause();
    }
    await this.#installation.untilReady();
    const findings = await check(cast, this.#feed, this.#owner);
    console.log(
      `Season ${this.#seasons}: ${this.#killer.done} of ${this.#flags.kills} kills, ${this.#ledger.counts.confirmed} actions confirmed, ${findings.length} findings.`,
    );
    return findings;
  }

  /** The clock goes on until no letter waits. */
  async #letters(findings: Finding[]): Promise<Letters> {
    await this.#installation.untilReady();
    for (let times = 0; times < mostSettlings && (times === 0 || (await countWaiting(this.#owner)) > 0); times += 1) {
      await this.#installation.settle(hoursASettling);
    }
    const letters = await compareLetters(this.#owner, this.#installation.lettersFolder);
    findings.push(...letters.findings);
    return letters;
  }

  #tellFaults(): void {
    for (const part of this.#installation.parts) for (const line of part.faults().slice(-3)) console.log(`${part.name}: ${line}`);
  }
}

async function untilDayIsLong(): Promise<void> {
  const now = DateTime.now().setZone(zone);
  const left = now.endOf('day').diff(now, 'minutes').minutes;
  if (left > longestSeasonMinutes) return;
  console.log('Waiting for the next day to begin …');
  await pause((left + 0.1) * 60_000);
}
