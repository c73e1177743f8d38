/** Why a file as a whole cannot be read. */
export const unreadable = [
  'empty',
  'encoding',
  'open-quote',
  'old-format',
  'broken',
  'no-columns',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'unstorable',
] as const;
export type Unreadable = (typeof unreadable)[number];

export type FileUnreadable = { readonly kind: 'file-unreadable'; readonly why: Unreadable; readonly line?: number };
export type FileTooLarge = { readonly kind: 'too-large' };

/** Ends the reading of a file from wherever it was found that it cannot go on. */
export class FileRefused extends Error {
  readonly failure: FileUnreadable | FileTooLarge;
  constructor(failure: FileUnreadable | FileTooLarge) {
    super(failure.kind);
    this.failure = failure;
  }
}

export function unreadableFile(why: Unreadable, line?: number): FileRefused {
  return new FileRefused(line === undefined ? { kind: 'file-unreadable', why } : { kind: 'file-unreadable', why, line });
}
