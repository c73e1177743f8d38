/** What a column's words are codes of; an instant is told in its reader's way. */
export type Vocabulary =
  | 'instant'
  | 'yesNo'
  | 'delivery'
  | 'link'
  | 'kind'
  | 'role'
  | 'roles'
  | 'volunteerKind'
  | 'homeRegion'
  | 'clearance'
  | 'documentType'
  | 'requestState'
  | 'applicationState'
  | 'placementState'
  | 'clearanceState'
  | 'certificateState'
  | 'trainingKind'
  | 'trainingDelivery'
  | 'trainingState'
  | 'disputeState';

/** A column of a list: its name for programs, and above it in both languages. */
export type ExportColumn = { readonly name: string; readonly zh: string; readonly en: string; readonly of?: Vocabulary };

export const column = (name: string, zh: string, en: string, of?: Vocabulary): ExportColumn => ({
  name,
  zh,
  en,
  ...(of === undefined ? {} : { of }),
});
