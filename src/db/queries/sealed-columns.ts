import { hexToBytes } from '@noble/hashes/utils.js';
import { sql, type SQL } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import type { FieldKeys } from '../field-keys.ts';
import { barredReasonPlace, reviewReasonPlace } from './barred.ts';
import { emergencyContactPlace } from './emergency-contacts.ts';
import { feedbackPlace } from './feedback.ts';
import { healthPlace, numberPlace } from './identity.ts';
import { incidentPlace } from './incidents.ts';
import { liaisonPlace } from './liaisons.ts';
import { letterPlace } from './messages.ts';
import { actionPlace, notePlace } from './safety.ts';
import { phonePlace, wechatPlace } from './squads.ts';
import { signingKeyPlace } from './signing-keys.ts';
import { webhookSecretPlace } from './webhooks.ts';
import { answerPlace, refereeEmailPlace } from './referees.ts';

/** A column with encrypted values: how its rows are told apart, and where each value belongs. */
type SealedColumn = { readonly table: string; readonly column: string; readonly key: string; readonly place: (key: string) => string };

const sealedColumn = (table: string, column: string, key: string, place: (key: string) => string): SealedColumn => ({
  table,
  column,
  key,
  place,
});

/** Every encrypted column; a test holds that the database has no other. */
export const sealedColumns: readonly SealedColumn[] = [
  sealedColumn('identity_documents', 'sealed_number', 'account_id', numberPlace),
  sealedColumn('health_notes', 'sealed_text', 'account_id', healthPlace),
  sealedColumn('reference_answers', 'sealed_text', 'referee_id', answerPlace),
  sealedColumn('incidents', 'sealed_account', 'id', (id) => incidentPlace(id, 'account')),
  sealedColumn('incidents', 'sealed_action', 'id', (id) => incidentPlace(id, 'action')),
  sealedColumn('incidents', 'sealed_outcome', 'id', (id) => incidentPlace(id, 'outcome')),
  sealedColumn('barred_reviews', 'sealed_reason', 'id', reviewReasonPlace),
  sealedColumn('barred_people', 'sealed_reason', 'name', barredReasonPlace),
  sealedColumn('referees', 'sealed_email', 'key_sha256', (hex) => refereeEmailPlace(hexToBytes(hex))),
  sealedColumn('idempotency_keys', 'sealed_body', "account_id || ' ' || key", storedAnswerPlace),
  sealedColumn('signing_keys', 'sealed_private_key', 'id', signingKeyPlace),
  sealedColumn('squad_contacts', 'sealed_phone', 'placement_id', phonePlace),
  sealedColumn('squad_contacts', 'sealed_wechat_id', 'placement_id', wechatPlace),
  sealedColumn('emergency_contacts', 'sealed_contact', 'placement_id', emergencyContactPlace),
  sealedColumn('safety_replies', 'sealed_note', 'id', notePlace),
  sealedColumn('safety_replies', 'sealed_action', 'id', actionPlace),
  sealedColumn('station_liaisons', 'sealed_liaison', 'station_id', liaisonPlace),
  sealedColumn('feedback', 'sealed_text', "placement_id || ' ' || side", feedbackPlace),
  sealedColumn('webhooks', 'sealed_secret', 'id', webhookSecretPlace),
  sealedColumn('webhooks', 'sealed_previous_secret', 'id', webhookSecretPlace),
  sealedColumn('messages', 'sealed_letter', "event_id || ' ' || template", (both) => letterPlace(...partsOf(both))),
];

/** Where the answer stored for an idempotency key belongs: the account and the key. */
export function storedAnswerPlace(both: string): string {
  return `idempotency_keys.sealed_body ${both}`;
}

const rowsAtOnce = 500;

/**
 * Seals anew every value of a column that an older key sealed; gives how many. Row by row in one transaction, so that a
 * value is never without the key that opens it.
 */
export async function sealAnew(db: Connection, keys: FieldKeys, { table, column, key, place }: SealedColumn): Promise<number> {
  const [name, value] = [sql.raw(table), sql.raw(column)];
  // The bytes of a key are written in hexadecimal.
  const told: SQL = key === 'key_sha256' ? sql`encode(key_sha256, 'hex')` : sql.raw(`(${key})::text`);
  let sealed = 0;
  for (;;) {
    const rows = await db.execute<{ row: string; key: string; value: Uint8Array }>(sql`
      select ctid::text as row, ${told} as key, ${value} as value from ${name}
      where length(${value}) > 0 and get_byte(${value}, 0) <> ${keys.newest} limit ${rowsAtOnce} for update`);
    for (const old of rows) {
      const text = await keys.open(old.value, place(old.key));
      const anew = await keys.seal(text, place(old.key));
      await db.execute(sql`update ${name} set ${value} = ${anew} where ctid = ${old.row}::tid`);
    }
    sealed += rows.length;
    if (rows.length < rowsAtOnce) return sealed;
  }
}

function partsOf(both: string): [string, string] {
  const at = both.indexOf(' ');
  return [both.slice(0, at), both.slice(at + 1)];
}
