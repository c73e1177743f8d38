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
  /** Of which the mail server has a copy all the same. */
  readonly unconfirmedCame: number;
  /** Written to the disk by a mail server that died before it answered, and so rightly sent again under the same Message-ID. */
  readonly takenTwice: number;
};

type Copy = { readonly messageId: string; readonly to: string; readonly isAnswered: boolean };

/** What was to be sent, as the database has it. */
type Message = {
  readonly id: string;
  readonly template: string;
  readonly email: string | null;
  readonly isSent: boolean;
  readonly failure: string | null;
  /** Somebody died while its last line left. */
  readonly isUnconfirmed: boolean;
};

/** Compares the disk of the mail server with what was to be sent, by Message-ID. */
export async function compareLetters(owner: postgres.Sql, folder: string): Promise<Letters> {
  const messages = await owner<Message[]>`select m.id, m.template, a.email, m.sent_at is not null as "isSent", m.failure,
      h.message_id is not null as "isUnconfirmed"
    from messages m left join accounts a on a.id = m.account_id left join handovers h on h.message_id = m.id`;
  const copies = Map.groupBy(copiesIn(folder), ({ messageId }) => messageId.split('@')[0] ?? '');
  const copiesOf = ({ id }: Message) => copies.get(id) ?? [];
  const known = new Set(messages.map(({ id }) => id));
  const strangers = [...copies.keys()].filter((id) => !known.has(id));
  return {
    arrived: messages.filter((message) => copiesOf(message).length > 0).length,
    unconfirmed: messages.filter(({ isUnconfirmed }) => isUnconfirmed).length,
    unconfirmedCame: messages.filter((message) => message.isUnconfirmed && copiesOf(message).length > 0).length,
    takenTwice: messages.filter((message) => copiesOf(message).length > 1).length,
    findings: [
      ...messages.flatMap((message) => [...faultsOfCopies(message, copiesOf(message)), ...faultsOfSending(message, copiesOf(message))]),
      ...strangers.map((id): Finding => ({ kind: 'doubled', what: `a letter ${id} came that nobody wrote` })),
      ...(await compareCauses(owner)),
    ],
  };
}

const nameOf = ({ id, template, email }: Message) => `the letter ${id} (${template}) to ${email ?? 'nobody'}`;

/** A letter is taken once, by whom it is for. */
function faultsOfCopies(message: Message, copies: readonly Copy[]): Finding[] {
  const answered = copies.filter(({ isAnswered }) => isAnswered).length;
  const strayed = copies.filter(({ to }) => to !== message.email).map(({ to }) => to);
  return [
    ...(answered > 1 ? [{ kind: 'doubled' as const, what: `${nameOf(message)} was taken ${answered} times` }] : []),
    ...(strayed.length > 0 ? [{ kind: 'broken' as const, what: `${nameOf(message)} came to ${strayed.join(', ')}` }] : []),
  ];
}

function faultsOfSending(message: Message, copies: readonly Copy[]): Finding[] {
  if (message.isUnconfirmed) return [];
  if (!message.isSent) return [{ kind: 'lost', what: `${nameOf(message)} was not sent: ${message.failure ?? 'it waits still'}` }];
  return copies.length === 0 ? [{ kind: 'lost', what: `${nameOf(message)} counts as sent, and did not come` }] : [];
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
