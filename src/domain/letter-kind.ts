/**
 * What letters are about. Those of a needed topic always go: without them somebody would miss a deadline, a decision, or what keeps
 * people safe. The others may be turned off.
 */
export const letterTopics = {
  decisions: { isNeeded: true },
  placements: { isNeeded: true },
  records: { isNeeded: true },
  safety: { isNeeded: true },
  references: { isNeeded: true },
  reminders: { isNeeded: false },
  announcements: { isNeeded: false },
  digest: { isNeeded: false },
} as const satisfies Record<string, { readonly isNeeded: boolean }>;
export type LetterTopic = keyof typeof letterTopics;

/** The topics that may be turned off. */
export const optionalTopics = ['reminders', 'announcements', 'digest'] as const satisfies readonly LetterTopic[];
export type OptionalTopic = (typeof optionalTopics)[number];

/** Every kind of letter that goes through the outbox, and what it is about. */
export const letterKinds = {
  'application-approved': 'decisions',
  'application-returned': 'decisions',
  'application-rejected': 'decisions',
  'request-approved': 'decisions',
  'request-returned': 'decisions',
  'request-rejected': 'decisions',
  'request-cancelled': 'decisions',
  offer: 'placements',
  'offer-reminder': 'placements',
  'offer-lapsed': 'placements',
  'placement-dates': 'placements',
  'placement-cancelled': 'placements',
  'placement-ended': 'placements',
  'return-decided': 'placements',
  'feedback-asked': 'records',
  'guest-feedback-asked': 'records',
  'feedback-readable': 'records',
  'guest-feedback-readable': 'records',
  'ask-back-invited': 'placements',
  'ask-back-withdrawn': 'placements',
  'ask-back-agreed': 'placements',
  'ask-back-refused': 'placements',
  'ask-back-ended': 'placements',
  'conditions-changed-choice': 'placements',
  'conditions-changed-offered': 'placements',
  'conditions-changed-accepted': 'placements',
  'conditions-changed-started': 'placements',
  'conditions-reminder': 'placements',
  'conditions-signed': 'placements',
  captain: 'placements',
  'guest-accepted': 'placements',
  'guest-declined': 'placements',
  'guest-withdrawn': 'placements',
  'guest-cancelled': 'placements',
  'guest-swapped': 'placements',
  'swap-proposed': 'placements',
  'swap-agreed': 'placements',
  'swap-confirmed': 'placements',
  'swap-refused': 'placements',
  'swap-withdrawn': 'placements',
  'swap-lapsed': 'placements',
  'guest-days': 'placements',
  'guest-ended': 'placements',
  'guest-reported': 'records',
  countersigned: 'records',
  'dispute-opened': 'records',
  'dispute-answered': 'records',
  'dispute-dropped': 'records',
  'dispute-settled': 'records',
  'dispute-settled-host': 'records',
  'liaisons-due': 'records',
  'training-opened': 'records',
  'training-cancelled': 'records',
  certificate: 'records',
  'accounts-merged': 'records',
  'merge-undone': 'records',
  'webhook-stopped': 'records',
  incident: 'safety',
  'safety-call': 'safety',
  'needs-help': 'safety',
  reference: 'references',
  expiry: 'reminders',
  announcement: 'announcements',
  digest: 'digest',
} as const satisfies Record<string, LetterTopic>;
export type LetterKind = keyof typeof letterKinds;

/** The topic under which letters of this kind may be turned off; undefined where they always go. */
export function optionalTopicOf(kind: LetterKind): OptionalTopic | undefined {
  return optionalTopics.find((topic) => topic === letterKinds[kind]);
}
