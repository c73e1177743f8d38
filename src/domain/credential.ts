import type { CertificateFacts, CertificateState } from './certificate.ts';

/** The issuer of credentials, as a decentralised identifier that the site's own address stands for. Source: did:web Method Specification. */
export function issuerDid(siteUrl: string): string {
  return `did:web:${encodeURIComponent(new URL(siteUrl).host)}`;
}

/** So many certificates share a status list: the least that keeps a single one among many. Source: Bitstring Status List 1.0, section 2.2. */
export const entriesAList = 131_072;

/** What a list is asked: whether a credential holds no longer, or what became of it. */
export const statusPurposes = ['revocation', 'message'] as const;
export type StatusPurpose = (typeof statusPurposes)[number];

const bitsAnEntry: Readonly<Record<StatusPurpose, number>> = { revocation: 1, message: 2 };

/** What each value of a message says, in order; the last is not used. */
const messages = ['In force', 'Superseded: a newer certificate holds in its place', 'Revoked', 'Not used'] as const;

/** The value of a certificate that holds no longer. */
export function statusValue(purpose: StatusPurpose, state: Exclude<CertificateState, 'issued'>): number {
  return purpose === 'revocation' || state === 'superseded' ? 1 : 2;
}

export function statusListUrl(siteUrl: string, purpose: StatusPurpose, list: number): string {
  return new URL(`/status-lists/${list}/${purpose === 'revocation' ? 'list' : 'messages'}.jwt`, siteUrl).href;
}

/** The list that an index stands in, counted from 1, and the entry within it. */
export function statusPlace(index: number): { readonly list: number; readonly entry: number } {
  return { list: Math.floor(index / entriesAList) + 1, entry: index % entriesAList };
}

/** The bits of a list, the first at the left of the first byte; an entry's own from left to right as well. */
export function statusBits(
  purpose: StatusPurpose,
  set: readonly { readonly entry: number; readonly value: number }[],
): Uint8Array<ArrayBuffer> {
  const width = bitsAnEntry[purpose];
  const bytes = new Uint8Array((entriesAList * width) / 8);
  for (const { entry, value } of set) {
    const first = entry * width;
    // An entry never crosses a byte: its width divides eight.
    // oxlint-disable-next-line no-bitwise -- it is bits that are set
    bytes[first >> 3] = (bytes[first >> 3] ?? 0) | (value << (8 - width - (first & 7)));
  }
  return bytes;
}

type Certified = {
  readonly serial: string;
  readonly name: string;
  readonly facts: CertificateFacts;
  readonly issuedAt: string;
  readonly statusIndex: number;
};

const credentials = 'https://www.w3.org/ns/credentials/v2';

/**
 * A certificate as a Verifiable Credential 2.0 that is an Open Badge 3.0: the same facts as on paper, in English and Chinese.
 * Source: 1EdTech Open Badges 3.0, OpenBadgeCredential; W3C Verifiable Credentials Data Model 2.0.
 */
export function credentialOf({ serial, name, facts, issuedAt, statusIndex }: Certified, siteUrl: string) {
  const id = new URL(`/certificates/${serial}`, siteUrl).href;
  const hours = facts.minutesTaught / 60;
  return {
    '@context': [credentials, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: '志愿服务证明 Certificate of Voluntary Service',
    issuer: { id: issuerDid(siteUrl), type: ['Profile'], name: `${facts.issuer.zh} ${facts.issuer.en}`, url: new URL('/', siteUrl).href },
    validFrom: issuedAt,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }],
      activityStartDate: `${facts.startDay}T00:00:00+08:00`,
      activityEndDate: `${facts.endDay}T23:59:59+08:00`,
      creditsEarned: hours,
      narrative: `${facts.season.en}; ${facts.place}, ${facts.county.en}, ${facts.province.en}; ${facts.daysServed} days of service, ${hours} hours of teaching (${facts.subjects.map((one) => `${one.en} ${one.minutes / 60} h`).join(', ')})`,
      achievement: {
        id: new URL('/certificates', siteUrl).href,
        type: ['Achievement'],
        achievementType: 'CommunityService',
        name: '志愿服务 Voluntary teaching service',
        description: 'Voluntary teaching in a county that asked for it, completed and countersigned by the county.',
        criteria: { narrative: 'A placement that was completed: its volunteer’s report and its county’s countersignature agree.' },
      },
    },
    credentialStatus: statusesOf(statusIndex, id, siteUrl),
  };
}

/** Where a program asks whether the credential holds, and what became of it: the certificate's own page leads on to the newer one. */
function statusesOf(statusIndex: number, certificateUrl: string, siteUrl: string) {
  const { list, entry } = statusPlace(statusIndex);
  return statusPurposes.map((statusPurpose) => {
    const statusListCredential = statusListUrl(siteUrl, statusPurpose, list);
    const of = {
      id: `${statusListCredential}#${entry}`,
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListIndex: String(entry),
      statusListCredential,
    };
    if (statusPurpose === 'revocation') return of;
    const statusMessage = messages.map((message, value) => ({ status: `0x${value}`, message }));
    return { ...of, statusSize: bitsAnEntry.message, statusMessage, statusReference: certificateUrl };
  });
}

type List = {
  readonly purpose: StatusPurpose;
  readonly list: number;
  readonly encoded: string;
  readonly at: string;
  readonly until: string;
};

/** A status list as a credential of its own. Source: W3C Bitstring Status List 1.0. */
export function statusListOf({ purpose, list, encoded, at, until }: List, siteUrl: string) {
  const id = statusListUrl(siteUrl, purpose, list);
  return {
    '@context': [credentials],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerDid(siteUrl),
    validFrom: at,
    validUntil: until,
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: purpose, encodedList: `u${encoded}` },
  };
}
