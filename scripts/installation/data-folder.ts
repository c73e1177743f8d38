import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { CannotStart } from './cannot-start.ts';

type Announced = { readonly databaseUrl: string; readonly siteUrl: string; readonly mailboxUrl?: string | undefined };
type Running = { readonly pid: number } & Partial<Announced>;

/** The folder that one running installation has to itself. */
export class DataFolder {
  readonly path: string;
  readonly #file: string;

  private constructor(folder: string) {
    this.path = folder;
    this.#file = path.join(folder, 'installation.json');
  }

  /** Takes the folder, unless another start has it; makes it where it is not there. */
  static async take(folder: string): Promise<DataFolder> {
    const taken = new DataFolder(path.resolve(folder));
    const other = await taken.#read();
    if (other !== undefined && isAlive(other.pid)) {
      throw new CannotStart(
        `Zhijiao already runs on ${taken.path} (process ${other.pid}). Stop it, or choose another folder with ZHIJIAO_DATA.\n` +
          `If process ${other.pid} is something else, delete ${taken.#file}.`,
      );
    }
    try {
      await makeFolder(taken.path);
      await taken.#write({ pid: process.pid });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CannotStart(`Cannot write to ${taken.path} (${code}). Choose another folder with ZHIJIAO_DATA.`);
    }
    return taken;
  }

  get postgres(): string {
    return path.join(this.path, 'postgres');
  }

  get workerd(): string {
    return path.join(this.path, 'workerd');
  }

  /** What signs, hashes and encrypts here. */
  get keys(): string {
    return path.join(this.path, 'keys.json');
  }

  /** What the Worker is given as its environment. */
  get workerEnvironment(): string {
    return path.join(this.path, 'worker.env');
  }

  get #secretFile(): string {
    return path.join(this.path, 'application.secret');
  }

  /** What this installation alone knows: its role on the database's server follows from it. Made once, in hexadecimal. */
  async secret(): Promise<string> {
    const known = await readFile(this.#secretFile, 'utf8').catch(() => '');
    if (/^[0-9a-f]{64}$/.test(known.trim())) return known.trim();
    const secret = randomBytes(32).toString('hex');
    await writeFile(this.#secretFile, `${secret}\n`, { mode: 0o600 });
    return secret;
  }

  /** Deletes what installations keep here, and nothing else that lies in the folder. */
  async empty(): Promise<void> {
    for (const own of [this.postgres, `${this.postgres}.password`, this.workerd, this.keys, this.workerEnvironment, this.#secretFile])
      await rm(own, { recursive: true, force: true });
  }

  /** Tells the other commands what to work on. */
  async announce(announced: Announced): Promise<void> {
    await this.#write({ pid: process.pid, ...announced });
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  async #read(): Promise<Running | undefined> {
    const text = await readFile(this.#file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Running;
    } catch {
      return undefined;
    }
  }

  async #write(running: Running): Promise<void> {
    await writeFile(this.#file, JSON.stringify(running), { mode: 0o600 });
  }
}

/** Step by step: made all at once, a folder where none can be, such as below /proc, is tried for ever. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(path.dirname(folder));
  await mkdir(folder);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
