import { z } from 'zod';

import { daySchema } from './calendar.ts';
import { plainName, type DocumentType } from './identity.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Delivery, LineRole, RequestKind } from './teaching.ts';

export const certificateStates = ['issued', 'superseded', 'revoked'] as const;
export type CertificateState = (typeof certificateStates)[number];
export type CertificateMove = 'supersede' | 'revoke';

export const certificateLifecycle: Lifecycle<CertificateState, CertificateMove> = {
  thing: 'certificate',
  states: certificateStates,
  initial: ['issued'],
  by: { begun: ['certificate.issue'], supersede: ['certificate.issue'], revoke: ['certificate.issue'] },
  moves: { issued: { supersede: 'superseded', revoke: 'revoked' } },
};

export type Named = { readonly zh: string; readonly en: string };

/**
 * What a certificate says of the service, as it was on the day of its issue; nobody by name but whoever signs.
 * Source: Ministry of Civil Affairs Order 67 (2021): identity, service, issuer with a responsible person and contact, number, date.
 */
export type CertificateFacts = {
  /** Of the document that the volunteer's identity was checked by; never its number. */
  readonly documentType: DocumentType | null;
  readonly season: Named;
  readonly province: Named;
  readonly county: Named & { readonly code: string };
  readonly place: string;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly role: LineRole;
  readonly startDay: string;
  readonly endDay: string;
  readonly daysServed: number;
  readonly subjects: readonly (Named & { readonly code: string; readonly lessons: number; readonly minutes: number })[];
  readonly minutesTaught: number;
  readonly learners: number;
  readonly completedDay: string;
  readonly issuer: Named & { readonly contact: string };
  /** Who was in office on the day of completion. */
  readonly signatory: { readonly name: Named; readonly title: Named };
  readonly madeUp: boolean;
};

/** 31 signs that nobody takes for one another; their number is prime, so that the check sign finds what it must. */
const signs = '023456789ABCDEFGHJKMNPQRSTVWXYZ';
const drawnSigns = 13;

/**
 * A serial number from bytes of chance: 64 bits that nobody guesses, and a sign that finds a mistyped one and two that changed places.
 * The check sign is Σ (position + 1)·value mod 31.
 */
export function serialFrom(year: number, chance: Uint8Array): string {
  const drawn = Array.from({ length: drawnSigns }, (_, i) => signs[((chance[2 * i] ?? 0) * 256 + (chance[2 * i + 1] ?? 0)) % 31] ?? '0');
  const code = drawn.join('') + checkSign(year, drawn);
  return `ZJ-${year}-${code.slice(0, 7)}-${code.slice(7)}`;
}

/** How many bytes of chance a serial number is made from. */
export const serialBytes = 2 * drawnSigns;

function checkSign(year: number, drawn: readonly string[]): string {
  const values = [...Array.from(String(year)), ...drawn].map((sign) => Math.max(0, signs.indexOf(sign)));
  return signs[values.reduce((sum, value, i) => sum + (i + 1) * value, 0) % 31] ?? '0';
}

/** The serial number as it is written, from however somebody typed it; nothing where it cannot be one. */
export function serialIn(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  const found = /^ZJ(\d{4})([0-9A-Z]{14})$/.exec(plain);
  const year = found?.[1] ?? '';
  // An O is the zero that it looks like.
  const code = (found?.[2] ?? '').replaceAll('O', '0');
  const drawn = Array.from(code.slice(0, drawnSigns));
  if (found === null || !drawn.every((sign) => signs.includes(sign))) return undefined;
  if (checkSign(Number(year), drawn) !== code[drawnSigns]) return undefined;
  return `ZJ-${year}-${code.slice(0, 7)}-${code.slice(7)}`;
}

/** Enough of a name to know one's own by, too little to learn another's: not even how long it is. */
export function maskedName(name: string): string {
  const words = name.trim().split(/[\s·]+/);
  return words.map((word) => `${Array.from(word)[0] ?? ''}***`).join(' ');
}

/** Is this the name that was asked about, however it is spaced and written in case? */
export function isSameName(name: string, typed: string): boolean {
  return plainName(typed) !== '' && plainName(name) === plainName(typed);
}

export const nameTypedSchema = z.strictObject({ name: z.string().trim().min(1).max(120) });
export const correctionInputSchema = z.strictObject({ text: z.string().trim().min(2).max(2000) });
export const correctionAnswerSchema = z.strictObject({ answer: z.string().trim().min(1).max(2000) });

const namesSchema = { zh: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) };
/** Who signs certificates, for whom, from when to when; until further notice where no last day is given. */
export const signatoryInputSchema = z.strictObject({
  nameZh: namesSchema.zh,
  nameEn: namesSchema.en,
  titleZh: namesSchema.zh,
  titleEn: namesSchema.en,
  issuerZh: namesSchema.zh,
  issuerEn: namesSchema.en,
  contact: z.string().trim().min(3).max(200),
  fromDay: daySchema,
  throughDay: daySchema.nullable().default(null),
});
export type SignatoryInput = z.infer<typeof signatoryInputSchema>;
