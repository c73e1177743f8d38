import type { Readable } from 'node:stream';

import type postgres from 'postgres';

/**
 * What a COPY … TO STDOUT gives. postgres.js pauses its connection where the stream's buffer is full and leaves it so where that was at
 * the very end (porsager/postgres, issue 499): whatever was asked next would wait for ever, so reading is asked for once more.
 */
export async function copyOut(sql: postgres.Sql, statement: string): Promise<Readable> {
  const rows = await sql.unsafe(statement).readable();
  // oxlint-disable-next-line no-underscore-dangle -- the stream's own, for whoever makes one
  return rows.once('end', () => rows._read(0));
}
