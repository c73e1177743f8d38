import { parseArgs } from 'node:util';

import { kinds, loadNames, sizeNames, type SizeName } from './shape.ts';
import type { InstanceName } from './table.ts';

export type Options = {
  readonly instances: readonly InstanceName[];
  /** Instead of each size's own. */
  readonly rounds: number | undefined;
  readonly limitSeconds: number;
  /** Where instances stay when all is done. */
  readonly keep: string | undefined;
};

export class WrongOption extends Error {}

const usage = `Usage: npm run bench:matching -- [flags]; the first three may be repeated
  --size ${sizeNames.join('|')}   (programme and nation)
  --kind ${kinds.join('|')}   (both)
  --load ${loadNames.join('|')}   volunteers to seats (all three)
  --nested   counties with beds between lines and sink
  --rounds N   (5, 3, 1 by size)
  --limit SECONDS   for one process, reading included (300)
  --keep FOLDER   where the instances stay`;

const flags = {
  size: { type: 'string', multiple: true, default: ['programme', 'nation'] as string[] },
  kind: { type: 'string', multiple: true, default: [...kinds] as string[] },
  load: { type: 'string', multiple: true, default: loadNames as string[] },
  nested: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  limit: { type: 'string', default: '300' },
  keep: { type: 'string' },
} as const;

export function readOptions(words: readonly string[]): Options {
  const values = parse(words);
  const { nested } = values;
  const instances = chosen<SizeName>(sizeNames, values.size, 'size').flatMap((size) =>
    chosen(kinds, values.kind, 'kind').flatMap((kind) =>
      chosen(loadNames, values.load, 'load').map((load) => ({ size, kind, load, nested })),
    ),
  );
  const rounds = values.rounds === undefined ? undefined : positive(values.rounds, 'rounds');
  return { instances, rounds, limitSeconds: positive(values.limit, 'limit'), keep: values.keep };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: flags }).values;
  } catch (error) {
    throw new WrongOption(`${(error as Error).message}\n${usage}`);
  }
}

/** In the order of the list, smaller sizes first. */
function chosen<T extends string>(list: readonly T[], asked: readonly string[], flag: string): T[] {
  const unknown = asked.find((word) => !list.some((item) => item === word));
  if (unknown !== undefined) throw new WrongOption(`There is no ${flag} "${unknown}".\n${usage}`);
  return list.filter((item) => asked.includes(item));
}

function positive(word: string, flag: string): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1) throw new WrongOption(`--${flag} takes a whole number from 1 up.\n${usage}`);
  return value;
}
