import { z } from 'zod';

export const documentTypes = ['resident_id', 'passport', 'mainland_travel_permit', 'taiwan_travel_permit'] as const;
export type DocumentType = (typeof documentTypes)[number];

const documentSchema = z.strictObject({
  documentType: z.enum(documentTypes),
  number: z.string().trim().min(5).max(40),
});

/** An identity document as it is typed in; a resident's number must be whole (GB 11643: 17 digits and a check character). */
export const identityDocumentSchema = documentSchema.refine(
  ({ documentType, number }) => documentType !== 'resident_id' || isResidentNumber(number),
  { path: ['number'], params: { fault: 'not-a-resident-number' } },
);

export const healthNoteSchema = z.strictObject({ text: z.string().trim().max(4000) });

/** The one way of writing a number, so that the same number has the same hash. */
export function plainNumber(number: string): string {
  return number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Whether the check character fits: ISO 7064 MOD 11-2 over the first 17 digits.
 * Source: GB 11643-1999, section 2.
 */
export function isResidentNumber(number: string): boolean {
  const plain = plainNumber(number);
  if (!/^\d{17}[\dX]$/.test(plain)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(plain[i]), 0);
  return plain[17] === '10X98765432'[sum % 11];
}

/** All but the last characters hidden: enough to tell one's own number, too little to use it. */
export function maskedNumber(number: string): string {
  const shown = number.slice(-4);
  return '•'.repeat(Math.max(0, number.length - shown.length)) + shown;
}

/** A name as it is compared with others: without case, marks of width, spaces and points. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s·.'’-]/g, '');
}
