import type { Announced } from '../installation/own-installation.ts';
import { signIn } from '../road/sign-in.ts';

/** Somebody who is signed in, as a program calls: with their name on all that they do. */
export class Caller {
  readonly #siteUrl: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(siteUrl: string, headers: Readonly<Record<string, string>>) {
    this.#siteUrl = siteUrl;
    this.#headers = headers;
  }

  static async signedIn(announced: Announced, email: string): Promise<Caller> {
    const { cookie, origin } = await signIn(announced, email, { keys: [], codes: [] });
    return new Caller(announced.siteUrl, { Cookie: cookie, Origin: origin });
  }

  /** What a path of the site answers; anything but success is thrown with all that it says. */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.#headers, ...(init.headers as Record<string, string> | undefined) };
    const answer = await fetch(`${this.#siteUrl}${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async read<T>(path: string, init?: RequestInit): Promise<T> {
    return (await (await this.call(`/api/v1${path}`, init)).json()) as T;
  }
}
