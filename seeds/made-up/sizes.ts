/** How much is made up. */
export type Size = {
  readonly applications: number;
  /** Lines of the coming season's requests: the requests have one and two in turn. */
  readonly lines: number;
  /** Counties that take part, spread over so many provinces; each has a station. */
  readonly counties: number;
  readonly provinces: number;
  /** Placements that ended in completion in each season from 2019 to the last, about. */
  readonly completionsASeason: number;
  /** Trainings of each year from 2019 to the last: the first a broadcast to every station, the others to one province each. */
  readonly trainingsAYear: number;
  /** Where the coming season stands: ready to be looked at and applied to, or ready to be matched. */
  readonly season: 'open' | 'matching';
  /** Whether everything that pages can show is under way as well, around the demonstration accounts. */
  readonly hasScenes: boolean;
};

export const sizes = {
  demo: {
    applications: 60,
    lines: 30,
    counties: 20,
    provinces: 5,
    completionsASeason: 12,
    trainingsAYear: 2,
    season: 'open',
    hasScenes: true,
  },
  programme: {
    applications: 4000,
    lines: 1650,
    counties: 1107,
    provinces: 27,
    completionsASeason: 250,
    trainingsAYear: 4,
    season: 'matching',
    hasScenes: false,
  },
  large: {
    applications: 50_000,
    lines: 10_000,
    counties: 1400,
    provinces: 28,
    completionsASeason: 250,
    trainingsAYear: 4,
    season: 'matching',
    hasScenes: false,
  },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as SizeName[];

/** Seasons are made up from this year on; for the years before, only the reported totals speak. */
export const firstYear = 2019;
