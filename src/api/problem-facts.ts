import { z } from '@hono/zod-openapi';

import type { KnownFailure } from '../http/failure/known-failure.ts';

type NamesIn<T> = T extends unknown ? keyof T : never;
/** What a failure may tell besides its kind; faults become `errors`. A failure with a new fact does not compile until the document has it. */
type Fact = Exclude<NamesIn<KnownFailure>, 'kind' | 'faults'>;

const [text, count, id, day, instant] = [z.string(), z.int(), z.uuid(), z.iso.date(), z.iso.datetime({ offset: true })];
const list = z.array(text);

/** Every fact that a problem can come with, each under the one name it has in all of them. */
const facts = {
  state: text.describe('The state that the thing is in'),
  allowed: list.describe('What can be done with it from there'),
  thing: text.describe('What was not found, or does not allow it'),
  move: text.describe('What was asked for'),
  needs: text.describe('The state that the season would have to be in'),
  permission: text.describe('What it takes, by its name in the table of permissions'),
  roles: list.describe('Who may'),
  version: z.int().nullable().describe('The version that holds now'),
  retryAfterSeconds: count,
  answerByAt: instant,
  answeredDay: day,
  applicationId: id,
  changed: z.array(z.object({ applicationId: id, lineId: id, why: text })).describe('Pairs that the present does not allow any more'),
  changes: z.array(z.object({ table: text.nullable(), key: text.nullable(), because: z.enum(['changed', 'added']) })),
  clearanceId: id,
  clearanceKind: text,
  closesDay: day,
  completedDay: day,
  count: count.describe('To how many it would go now'),
  countyCode: text,
  disputeId: id,
  endDay: day,
  faulty: count.describe('How many rows cannot be imported'),
  first: list.describe('Rules that do not hold for the first person'),
  second: list.describe('Rules that do not hold for the second person'),
  gaps: list.describe('What is missing'),
  isDrawnAnew: z.boolean().describe('The lottery has a new seed'),
  lastSequence: count,
  lessonId: id,
  line: count.describe('The line of the file'),
  matchDay: day,
  maximum: count,
  missing: list.describe('Checks that are not there, or not valid long enough'),
  most: count,
  name: text,
  obstacles: list.describe('What stops the merge'),
  opensDay: day,
  placementId: id,
  placementIds: z.array(id),
  questionId: id,
  replyByAt: instant,
  runId: id,
  startDay: day,
  text: text.describe('The kind of the text'),
  texts: z.array(z.object({ kind: text, version: z.int() })).describe('What there is to agree to first'),
  through: day,
  why: text,
  with: text.describe('Whose days it meets'),
} satisfies Record<Fact, z.ZodType>;

export const problemFacts = z.object(facts).partial().shape;
