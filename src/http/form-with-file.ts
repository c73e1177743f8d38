import { largestFileBytes } from '../domain/import/import.ts';
import { Problem } from './failure/problem.ts';

/** A form as it comes: the fields before its file, and the file's bytes as they arrive. */
export type FormWithFile = {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: { readonly name: string; readonly pieces: AsyncIterable<Uint8Array> } | undefined;
  /** Reads on and drops what is left: a browser shows an answer only once it has sent its form. */
  readonly drop: () => Promise<void>;
};

const lineBreak = new TextEncoder().encode('\r\n');
const mostParts = 20;
const longestHead = 16 * 1024;
const longestField = 64 * 1024;
/** Nobody is read to the end who sends many times what is taken. */
const mostDropped = 4 * largestFileBytes;

/** The form of a body of the type multipart/form-data (RFC 7578), read up to its file; none of the file is held. */
export async function formWithFile(body: ReadableStream<Uint8Array> | null, type: string): Promise<FormWithFile> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined || body === null) throw new Problem({ kind: 'malformed' });
  const form = new Pieces(body.getReader());
  const drop = async () => form.drop();
  const fields = new Map<string, string>();
  const delimiter = new TextEncoder().encode(`\r\n--${name}`);
  await form.textUntil(delimiter, longestHead);
  for (let parts = 0; parts < mostParts; parts += 1) {
    // After a delimiter comes the end, `--`, or a line break and the next part's head.
    const after = await form.textUntil(lineBreak, longestHead);
    if (after.startsWith('--')) return { fields, file: undefined, drop };
    const head = await headOf(form);
    const field = parameterOf(head, 'name') ?? '';
    const fileName = parameterOf(head, 'filename');
    if (fileName !== undefined && fileName !== '') return { fields, file: { name: fileName, pieces: form.until(delimiter) }, drop };
    fields.set(field, await form.textUntil(delimiter, longestField));
  }
  throw new Problem({ kind: 'malformed' });
}

/** What a part says of itself, up to the empty line before what it holds. */
async function headOf(form: Pieces): Promise<string> {
  const lines: string[] = [];
  for (let length = 0; length < longestHead;) {
    const line = await form.textUntil(lineBreak, longestHead);
    if (line === '') return lines.find((one) => /^content-disposition\s*:/i.test(one)) ?? '';
    lines.push(line);
    length += line.length + 2;
  }
  throw new Problem({ kind: 'malformed' });
}

/** A parameter of the head; browsers write quotation marks and line breaks in it in percent. */
function parameterOf(head: string, name: string): string | undefined {
  const [, value] = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(head) ?? [];
  return value?.replaceAll(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Bytes that come in pieces, read from mark to mark. */
class Pieces {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  /** What has come and was not read; a first line break, so that every boundary stands after one. */
  #held: Uint8Array = lineBreak;
  #bytes = 0;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (value === undefined || done) return false;
    this.#bytes += value.length;
    const joined = new Uint8Array(this.#held.length + value.length);
    joined.set(this.#held);
    joined.set(value, this.#held.length);
    this.#held = joined;
    return true;
  }

  /** Everything up to the mark, as it comes; the mark is read with it. A body that ends before has broken off. */
  async *until(mark: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = indexOf(this.#held, mark); at === -1; at = indexOf(this.#held, mark)) {
      // The end of what is held may be the beginning of the mark.
      const sure = this.#held.length - mark.length + 1;
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield piece;
      }
      if (!(await this.#more())) throw new Problem({ kind: 'malformed' });
    }
    const at = indexOf(this.#held, mark);
    const last = this.#held.subarray(0, at);
    this.#held = this.#held.subarray(at + mark.length);
    if (last.length > 0) yield last;
  }

  async textUntil(mark: Uint8Array, longest: number): Promise<string> {
    const decoder = new TextDecoder();
    let [text, length] = ['', 0];
    for await (const piece of this.until(mark)) {
      length += piece.length;
      if (length > longest) throw new Problem({ kind: 'malformed' });
      text += decoder.decode(piece, { stream: true });
    }
    return text + decoder.decode();
  }

  async drop(): Promise<void> {
    const until = this.#bytes + mostDropped;
    this.#held = new Uint8Array();
    while (this.#bytes < until && (await this.#more())) this.#held = new Uint8Array();
    if (this.#bytes >= until) await this.#reader.cancel();
  }
}

/** Where the mark begins; -1 where it is not whole. */
function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  const [first = 0] = mark;
  for (let at = bytes.indexOf(first); at !== -1 && at + mark.length <= bytes.length; at = bytes.indexOf(first, at + 1)) {
    if (mark.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
