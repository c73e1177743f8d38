/** As many of a name are remembered: the newest, since the rest may be gone. */
const mostOfName = 60;
const remembered = /^(id|code|key|serial|version|nextCursor|etag)$|(Id|Code|Day|At)$/;

/**
 * What answers have told of: whatever bears an id or a code can be named in later calls, so that they come further than to "not found"
 * (after the producers and consumers of Atlidakis, Godefroid and Polishchuk, RESTler, 2019).
 */
export class Known {
  readonly #byName = new Map<string, (string | number)[]>();
  readonly #of = new Map<string, Known>();

  copy(): Known {
    const copy = new Known();
    for (const [name, values] of this.#byName) copy.#byName.set(name, [...values]);
    for (const [caller, known] of this.#of) copy.#of.set(caller, known.copy());
    return copy;
  }

  /** What the caller was told alone: theirs, where a thing is somebody's. */
  seenBy(caller: string): Known {
    const known = this.#of.get(caller) ?? new Known();
    this.#of.set(caller, known);
    return known;
  }

  /** Remembers what an answer of the path names. */
  learn(path: string, body: unknown): void {
    const noun = nounOf(path);
    const open: unknown[] = [body];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (typeof value !== 'object' || value === null) continue;
      for (const [name, inner] of Object.entries(value)) {
        if (typeof inner === 'object') open.push(inner);
        else this.#note(noun, name, inner);
      }
    }
  }

  remember(name: string, value: string | number): void {
    const values = this.#byName.get(name) ?? [];
    this.#byName.set(name, values);
    if (values.includes(value)) return;
    values.push(value);
    if (values.length > mostOfName) values.shift();
  }

  named(name: string): readonly (string | number)[] {
    return this.#byName.get(name) ?? [];
  }

  #note(noun: string, name: string, value: unknown): void {
    if ((typeof value !== 'string' && typeof value !== 'number') || !remembered.test(name)) return;
    this.remember(name, value);
    if (name === 'id' || name === 'code' || name === 'key' || name === 'serial') {
      this.remember(`${noun}.${name}`, value);
      this.remember(`${singular(noun)}${name === 'id' ? 'Id' : 'Code'}`, value);
    }
  }
}

/** What an address is about: its last part that is a name. */
export function nounOf(path: string): string {
  return path.split('/').findLast((part) => /^[a-z-]+$/.test(part)) ?? '';
}

function singular(noun: string): string {
  const words = noun.replace(/ies$/, 'y').replace(/s$/, '');
  return words.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
