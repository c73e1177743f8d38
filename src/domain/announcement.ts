import { z } from 'zod';

import { applicationStates } from './application.ts';

/** The states of a placement that its volunteer has heard of. */
export const announcedStates = ['offered', 'accepted', 'started', 'completed', 'declined', 'lapsed', 'withdrawn', 'cancelled'] as const;

/** To whom of a season an announcement goes. */
export const audienceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('applicants'), states: z.array(z.enum(applicationStates)).min(1).max(applicationStates.length) }),
  z.strictObject({ kind: z.literal('placed'), states: z.array(z.enum(announcedStates)).min(1).max(announcedStates.length) }),
  z.strictObject({ kind: z.literal('officers') }),
  z.strictObject({ kind: z.literal('squad'), requestId: z.uuid() }),
]);
export type Audience = z.infer<typeof audienceSchema>;
export const audienceKinds = ['applicants', 'placed', 'officers', 'squad'] as const satisfies readonly Audience['kind'][];

const line = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\r\n]*$/);
const text = z.string().trim().min(1).max(4000);

/** What goes to many, in both languages: each reads it in their own. An empty line begins a paragraph. */
export const announcementInputSchema = z.strictObject({
  seasonId: z.uuid(),
  audience: audienceSchema,
  subjectZh: line,
  subjectEn: line,
  bodyZh: text,
  bodyEn: text,
});
export type AnnouncementInput = z.infer<typeof announcementInputSchema>;

/** A send says for how many it was meant: where somebody came or left since, it is looked at again. */
export const sendAnnouncementSchema = z.strictObject({ count: z.int().min(1) });

/** How an announcement reaches one of its people: by letter; not by letter, since the address is stopped or they turned it off; or not at all. */
export const reaches = ['letter', 'stopped', 'unsubscribed', 'left_out'] as const;
export type Reach = (typeof reaches)[number];
