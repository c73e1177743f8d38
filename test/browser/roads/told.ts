/** What one walk is about: a season and people of its own, so that walks do not meet. */
export type Told = {
  readonly season: string;
  readonly place: string;
  readonly volunteer: string;
  readonly identityNumber: string;
  readonly today: string;
  /** By their names in the language of the walk. */
  readonly subject: string;
  readonly province: string;
};
