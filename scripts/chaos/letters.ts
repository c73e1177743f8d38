import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type postgres from 'postgres';

import type { Finding } from './findings.ts';

/** What became of the letters, in numbers. */
export type Letters = {
  readonly findings: readonly Finding[];
  readonly arrived: number;
  /** Of which nobody heard the answer: the one instant that cannot be closed (src/jobs/send-mail.ts). They are not sent again. */
  readonly unconfirmed: number;
  /** Written to the disk by a mail server that died before it answered, and so rightly sent again under the same Message-ID. */
  readonly takenTwice: number;
};

type Copy = { readonly messageId: string; readonly to: string; readonly isAnswered: boolean };

/** Compares the disk of the mail server with what was to be sent, by Message-ID. */
export async function compareLetters(owner: postgres.Sql, folder: string): Promise<Letters> {
  const rows =
    await owner`select m.id, m.template, m.sent_at is not null as sent, m.failure, a.email, h.message_id is not null as unconfirmed
    from messages m left join accounts a on a.id = m.account_id left join handovers h on h.message_id = m.id`;
  const copies = Map.groupBy(copiesIn(folder), ({ messageId }) => messageId.split('@')[0] ?? '');
  const findings: Finding[] = [];
  const counts = { arrived: 0, unconfirmed: 0, takenTwice: 0 };
  for (const { id, template, sent, failure, email, unconfirmed } of rows) {
    const own = copies.get(String(id)) ?? [];
    copies.delete(String(id));
    const what = `the letter ${String(id)} (${String(template)}) to ${String(email)}`;
    const answered = own.filter(({ isAnswered }) => isAnswered).length;
    if (own.length > 0) counts.arrived += 1;
    if (answered > 1) findings.push({ kind: 'doubled', what: `${what} was taken ${answered} times` });
    else if (own.length > 1) counts.takenTwice += 1;
    if (own.some(({ to }) => to !== email))
      findings.push({ kind: 'broken', what: `${what} came to ${own.map(({ to }) => to).join(', ')}` });
    if (unconfirmed === true) counts.unconfirmed += 1;
    else if (sent === true && own.length === 0) findings.push({ kind: 'lost', what: `${what} counts as sent, and did not come` });
    else if (sent !== true) findings.push({ kind: 'lost', what: `${what} was not sent${failure === null ? '' : `: ${String(failure)}`}` });
  }
  for (const id of copies.keys()) findings.push({ kind: 'doubled', what: `a letter ${id} came that nobody wrote` });
  return { ...counts, findings: [...findings, ...(await compareCauses(owner))] };
}

function copiesIn(folder: string): readonly Copy[] {
  const files = new Set(readdirSync(folder));
  return [...files].flatMap((file) => {
    if (!file.endsWith('.json')) return [];
    const content = readFileSync(path.join(folder, file), 'utf8');
    // One that the server did not finish writing it did not take.
    if (!content.endsWith('\n')) return [];
    return [{ ...(JSON.parse(content) as Omit<Copy, 'isAnswered'>), isAnswered: files.has(file.replace(/json$/, 'answered')) }];
  });
}

/** Which letter each event owes to the person whom it concerns: each exactly one. */
const owed = {
  'application.approved': 'application-approved',
  'placement.offered': 'offer',
  'placement.lapsed': 'offer-lapsed',
  'placement.confirmed': 'countersigned',
  'certificate.issued': 'certificate',
} as const;

async function compareCauses(owner: postgres.Sql): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [event, template] of Object.entries(owed)) {
    const rows = await owner`select e.sequence, e.thing_id, count(m.id)::int as letters
      from events e left join messages m on m.event_id = e.id and m.template = ${template} and m.account_id = e.subject_id
      where e.event = ${event} group by 1, 2 having count(m.id) <> 1`;
    for (const { sequence, thing_id: id, letters } of rows) {
      const kind = Number(letters) === 0 ? 'lost' : 'doubled';
      findings.push({ kind, what: `event ${String(sequence)}, ${event}, has ${String(letters)} letters "${template}"`, id: String(id) });
    }
  }
  return findings;
}

/** How many letters still wait, those aside of which nobody heard the answer. */
export async function countWaiting(owner: postgres.Sql): Promise<number> {
  const [row] = await owner`select count(*)::int as waiting from messages m where sent_at is null and failed_at is null
    and not exists (select from handovers h where h.message_id = m.id)`;
  return Number(row?.['waiting']);
}
