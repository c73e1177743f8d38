/** How many questions on a subject got the same answer twice, and those that did not. */
export type Compared = { readonly subject: string; readonly asked: number; readonly different: readonly string[] };

export function compared(subject: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Compared {
  const asked = [...new Set([...before.keys(), ...after.keys()])];
  return { subject, asked: asked.length, different: asked.filter((question) => before.get(question) !== after.get(question)) };
}

/** Rows of two lists, whatever their order: how many there are in either, and those that the other has not as often. */
export function comparedRows(subject: string, before: readonly string[], after: readonly string[]): Compared {
  const [left, right] = [countsOf(before), countsOf(after)];
  const rows = new Set([...left.keys(), ...right.keys()]);
  const lack = (row: string) => Math.abs((left.get(row) ?? 0) - (right.get(row) ?? 0));
  return {
    subject,
    asked: Math.max(before.length, after.length),
    different: [...rows].flatMap((row) => Array.from({ length: lack(row) }, () => row)),
  };
}

function countsOf(rows: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(rows, (row) => row)].map(([row, same]) => [row, same.length]));
}

const shown = 5;

/** Says what was asked, what is the same and what differs; gives whether nothing does. */
export function tell(title: string, all: readonly Compared[]): boolean {
  const width = Math.max(...all.map(({ subject }) => subject.length));
  console.log(`\n${title.padEnd(width)}   asked    same  different`);
  for (const { subject, asked, different } of all) {
    const cells = [asked, asked - different.length].map((count) => count.toLocaleString('en').padStart(7));
    console.log(`${subject.padEnd(width)} ${cells.join(' ')} ${different.length.toLocaleString('en').padStart(10)}`);
    for (const one of different.slice(0, shown)) console.log(`  different: ${one.slice(0, 300)}`);
  }
  return all.every(({ different }) => different.length === 0);
}
