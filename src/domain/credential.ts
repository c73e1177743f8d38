import type { CertificateFacts } from './certificate.ts';

/** The issuer of credentials, as a decentralised identifier that the site's own address stands for. Source: did:web Method Specification. */
export function issuerDid(siteUrl: string): string {
  return `did:web:${encodeURIComponent(new URL(siteUrl).host)}`;
}

/** So many certificates share a status list: the least that keeps a single one among many. Source: Bitstring Status List 1.0, section 2.2. */
export const bitsAList = 131_072;

export function statusListUrl(siteUrl: string, list: number): string {
  return new URL(`/status-lists/${list}/list.jwt`, siteUrl).href;
}

/** The list that an index stands in, counted from 1, and the bit within it. */
export function statusPlace(index: number): { readonly list: number; readonly bit: number } {
  return { list: Math.floor(index / bitsAList) + 1, bit: index % bitsAList };
}

/** The bits of a list, the first at the left of the first byte; those given are set. */
export function statusBits(set: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(bitsAList / 8);
  // oxlint-disable-next-line no-bitwise -- it is bits that are set
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
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
  const { list, bit } = statusPlace(statusIndex);
  const listUrl = statusListUrl(siteUrl, list);
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
    credentialStatus: {
      id: `${listUrl}#${bit}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(bit),
      statusListCredential: listUrl,
      // One status alone may stand in an Open Badge: whether it holds. The certificate's page says what became of it, and leads on.
      statusReference: id,
    },
  };
}

type List = { readonly list: number; readonly encoded: string; readonly at: string; readonly until: string };

/** A status list as a credential of its own. Source: W3C Bitstring Status List 1.0. */
export function statusListOf({ list, encoded, at, until }: List, siteUrl: string) {
  const id = statusListUrl(siteUrl, list);
  return {
    '@context': [credentials],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerDid(siteUrl),
    validFrom: at,
    validUntil: until,
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: `u${encoded}` },
  };
}
