/** How many take part. */
export type Size = { readonly volunteers: number; readonly lines: number };

/** The project's three sizes, each with about 30 eligible pairs a volunteer. */
export const sizes = {
  programme: { volunteers: 4000, lines: 1100 },
  nation: { volunteers: 50_000, lines: 10_000 },
  world: { volunteers: 500_000, lines: 100_000 },
} as const satisfies Record<string, Size>;
export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as SizeName[];

/** Clustered as real life is, or with every pair and cost drawn from all. */
export const kinds = ['clustered', 'uniform'] as const;
export type Kind = (typeof kinds)[number];

/** Volunteers to seats. */
export const loads = { few: 0.7, balanced: 1, many: 1.4 } as const;
export type LoadName = keyof typeof loads;
export const loadNames = Object.keys(loads) as LoadName[];

/** All that an instance is made from: the same shape gives the same file. */
export type Shape = {
  readonly size: Size;
  readonly kind: Kind;
  readonly load: number;
  /** With the lines' counties, and the beds of each, between the lines and the sink. */
  readonly nested: boolean;
  readonly seed: number;
};
