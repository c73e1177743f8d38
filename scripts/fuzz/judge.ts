import { operationAt, unlikeDocument } from '../document/documented.ts';
import type { Call } from './calls.ts';

export type Answered = { readonly status: number; readonly type: string | null; readonly text: string };
/** What can be wrong with an answer. */
export const faultKinds = ['server error', 'schema mismatch', 'leak', 'slow answer', 'half done'] as const;
export type FaultKind = (typeof faultKinds)[number];
export type Fault = { readonly kind: FaultKind; readonly said: string };

/** What tells of the inside: code, files, statements, addresses of servers. */
const ofTheInside =
  /\bat (async )?[\w.<>]+ \(|node_modules|\.tsx?:\d+|postgres(ql)?:\/\/|PostgresError|DrizzleQueryError|\bselect "|\binsert into "|violates [\w-]+ constraint/;

/** What is wrong with what came back, by itself and by the document; `secrets` are what nobody without an account may read. */
export function faultsOf(call: Call, answered: Answered, secrets: readonly string[]): Fault[] {
  const { status, text } = answered;
  const faults: Fault[] = [];
  if (status >= 500) faults.push({ kind: 'server error', said: `${status}: ${text.slice(0, 300)}` });
  else faults.push(...mismatches(call, answered));
  const inside = ofTheInside.exec(text)?.[0];
  if (inside !== undefined && !echoed(call, inside)) faults.push({ kind: 'leak', said: `the answer tells of the inside: ${inside}` });
  if (call.caller === 'public') {
    const told = secrets.find((secret) => text.includes(secret) && !echoed(call, secret));
    if (told !== undefined) faults.push({ kind: 'leak', said: `the answer tells anybody of ${told}` });
  }
  return faults;
}

/** Came it in with the call? */
function echoed({ body, address }: Call, text: string): boolean {
  const sent = typeof body === 'string' ? body : Buffer.from(body ?? []).toString();
  return (
    sent.includes(text) ||
    decodeURIComponent(address.replaceAll(/%(?![0-9a-f]{2})/gi, '%25').replaceAll(/%[89a-f][0-9a-f]/gi, '')).includes(text)
  );
}

function mismatches({ address, method }: Call, { status, type, text }: Answered): Fault[] {
  const operation = operationAt(address, method);
  const said = operation === undefined ? unlikeRefusal(status, type) : unlikeOperation({ ...operation, status, type, text });
  return said.map((one) => ({ kind: 'schema mismatch', said: one }));
}

function unlikeOperation(answered: Parameters<typeof unlikeDocument>[0]): string[] {
  try {
    return unlikeDocument(answered, { isShown: false });
  } catch (error) {
    return [`${answered.status} cannot be read: ${(error as Error).message}`];
  }
}

/** Where the document has no operation there is none, and that is said as every refusal is. */
function unlikeRefusal(status: number, type: string | null): string[] {
  if (status >= 400 && type?.startsWith('application/problem+json') === true) return [];
  // A browser asks which methods there are; files beside the lists are no operations of the document.
  return status === 204 || status < 300 ? [] : [`${status} as ${type} where no operation is`];
}
