/** A row of a CSV file, and the line of the file on which it begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

export const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** Which of the separators a file uses: the one that divides most of its first lines. */
export function separatorOf(sample: string): Separator {
  const lines = sample.split(/\r\n|\r|\n/).slice(0, 50);
  const counts = separators.map((separator) => ({
    separator,
    divided: lines.filter((line) => outsideQuotes(line).includes(separator)).length,
    parts: lines.reduce((sum, line) => sum + outsideQuotes(line).split(separator).length - 1, 0),
  }));
  const [best] = counts.toSorted((a, b) => b.divided - a.divided || b.parts - a.parts);
  return best === undefined || best.divided === 0 ? ',' : best.separator;
}

function outsideQuotes(line: string): string {
  return line.replaceAll(/"[^"]*"/g, '');
}

/**
 * Takes a CSV file apart as it comes, in pieces of any length (RFC 4180, and what spreadsheets make of it): quotes may hold separators
 * and ends of lines, doubled quotes are one, and a line ends with CR, LF or both. Papaparse is not used here: it does not say on which line of
 * the file a row begins, nor where a quote begins that nobody closes, and takes its pieces from Node's streams, which are not these.
 */
export class CsvReader {
  readonly #separator: string;
  #cells: string[] = [];
  #cell = '';
  #state: 'start' | 'bare' | 'quoted' | 'quote' = 'start';
  #line = 1;
  #rowLine = 1;
  #wasReturn = false;

  constructor(separator: Separator) {
    this.#separator = separator;
  }

  /** The rows that end in this piece. */
  push(piece: string): CsvRow[] {
    const rows: CsvRow[] = [];
    for (const character of piece) {
      if (character === '\n' && this.#wasReturn) {
        this.#wasReturn = false;
        if (this.#state === 'quoted') this.#cell += character;
        continue;
      }
      this.#wasReturn = character === '\r';
      this.#take(character, rows);
    }
    return rows;
  }

  /** The last row, where the file does not end with the end of a line; the line of a quote that nobody closed, where there is one. */
  end(): { readonly rows: readonly CsvRow[]; readonly openQuoteLine?: number } {
    if (this.#state === 'quoted') return { rows: [], openQuoteLine: this.#rowLine };
    const rows: CsvRow[] = [];
    if (this.#cells.length > 0 || this.#cell !== '' || this.#state !== 'start') this.#endRow(rows);
    return { rows };
  }

  #take(character: string, rows: CsvRow[]): void {
    const endsLine = character === '\n' || character === '\r';
    if (this.#state === 'quoted') {
      if (character === '"') this.#state = 'quote';
      else this.#cell += character;
      if (endsLine) this.#line += 1;
      return;
    }
    if (character === '"' && this.#state !== 'bare') {
      if (this.#state === 'quote') this.#cell += '"';
      this.#state = 'quoted';
    } else if (character === this.#separator) this.#endCell();
    else if (endsLine) {
      this.#line += 1;
      this.#endRow(rows);
    } else {
      this.#cell += character;
      this.#state = 'bare';
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#state = 'start';
  }

  #endRow(rows: CsvRow[]): void {
    this.#endCell();
    rows.push({ line: this.#rowLine, cells: this.#cells });
    this.#cells = [];
    this.#rowLine = this.#line;
  }
}
