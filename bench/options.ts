import { parseArgs } from 'node:util';

export type Options = {
  /** How many completed placements the record has, the smaller first; what is printed is the second to the first. */
  readonly sizes: readonly [number, number];
  readonly withLoad: boolean;
  readonly withSizes: boolean;
};

export class WrongOption extends Error {}

const usage = `Usage: npm run bench -- [flags]
  --sizes FEW,MANY   completed placements of the two databases (10000,1000000)
  --without-load     only what depends on the size of the record
  --without-sizes    only what it carries at once`;

export function readOptions(words: readonly string[]): Options {
  const { sizes, 'without-load': withoutLoad, 'without-sizes': withoutSizes } = parse(words);
  const [few, many, ...more] = sizes.split(',').map(Number);
  if (few === undefined || many === undefined || more.length > 0 || ![few, many].every((size) => Number.isInteger(size) && size >= 1000))
    throw new WrongOption(`--sizes takes two whole numbers from 1000 up.\n${usage}`);
  return { sizes: [few, many], withLoad: !withoutLoad, withSizes: !withoutSizes };
}

function parse(words: readonly string[]) {
  try {
    const options = {
      sizes: { type: 'string', default: '10000,1000000' },
      'without-load': { type: 'boolean', default: false },
      'without-sizes': { type: 'boolean', default: false },
    } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new WrongOption(`${(error as Error).message}\n${usage}`);
  }
}
