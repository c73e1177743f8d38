/** What the clock does, in the order in which it does it; whatever makes something due stands before what sends its letters. */
export const clockJobs = [
  'lapse-offers',
  'lapse-swaps',
  'offer-alternates',
  'remind-of-offers',
  'remind-of-conditions',
  'expire-clearances',
  'remind-of-expiry',
  'remind-of-liaisons',
  'issue-certificates',
  'ask-for-feedback',
  'write-digests',
  'send-mail',
  'clean-up',
  'run-matching',
  'explain-runs',
  'fold-tallies',
  'run-imports',
  // It waits for other people's machines, so it comes last.
  'send-webhooks',
] as const;
export type ClockJob = (typeof clockJobs)[number];
