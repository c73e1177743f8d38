import PostalMime from 'postal-mime';

/** What a server tells of a letter that it could not deliver: whether for good, and its answer without its words, which may hold the address. */
export type DeliveryReport = { readonly isForGood: boolean; readonly answer: string };

/** Larger than any report: these hold the letter's own text at most. */
export const mostReportBytes = 1024 * 1024;

/**
 * What a mail says of a letter's fate; undefined where it is no report of a delivery: an answer by a person, an automatic reply, junk.
 * One that failed on any address counts as failed, since each letter goes to one. Only 5.x.x is for good: a server that gives up after
 * days of waiting says 4.x.x, and may be back tomorrow.
 * Source: RFC 3464 (delivery status), RFC 6522 (multipart/report), RFC 3463 (codes).
 */
export async function readDeliveryReport(raw: Uint8Array): Promise<DeliveryReport | undefined> {
  if (raw.byteLength > mostReportBytes) return undefined;
  const parts = await partsOf(raw);
  const reports = parts.flatMap(({ mimeType, content }) => (mimeType === 'message/delivery-status' ? recipientsIn(textOf(content)) : []));
  return reports.find(({ isForGood }) => isForGood) ?? reports[0];
}

type Part = { readonly mimeType: string; readonly content: ArrayBuffer | string };

/** Anybody may send anything there: what cannot be read is no report. */
async function partsOf(raw: Uint8Array): Promise<readonly Part[]> {
  try {
    const { attachments } = await PostalMime.parse(Uint8Array.from(raw), { maxRfc822NestingDepth: 0 });
    return attachments.flatMap(({ mimeType, content }) =>
      content instanceof ArrayBuffer || typeof content === 'string' ? [{ mimeType, content }] : [],
    );
  } catch {
    return [];
  }
}

function textOf(content: ArrayBuffer | string): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** The groups of fields that are about a recipient; the first group is about the report itself. */
function recipientsIn(text: string): DeliveryReport[] {
  const unfolded = text.replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ');
  return unfolded.split(/\n\s*\n/).flatMap((group) => {
    const action = fieldIn(group, 'Action');
    const [status] = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fieldIn(group, 'Status')) ?? [];
    if (action === '' || status === undefined || fieldIn(group, 'Final-Recipient') === '') return [];
    const isForGood = /^failed\b/i.test(action) && status.startsWith('5');
    return [{ isForGood, answer: answerOf(status, fieldIn(group, 'Diagnostic-Code')) }];
  });
}

function fieldIn(group: string, name: string): string {
  return new RegExp(String.raw`^${name}[ \t]*:(.*)$`, 'im').exec(group)?.[1]?.trim() ?? '';
}

/** As a server's answer in the conversation is kept: 550 5.1.1, or the code alone that is known. */
function answerOf(status: string, diagnostic: string): string {
  const [, reply, enhanced] = /^smtp\s*;.*?\b([45]\d\d)(?:[ -]([45]\.\d{1,3}\.\d{1,3}))?\b/i.exec(diagnostic) ?? [];
  return reply === undefined ? status : `${reply} ${enhanced ?? status}`;
}
