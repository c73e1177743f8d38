import type postgres from 'postgres';

/** Whoever writes into the table hears what PostgreSQL says to everybody when it is stopped. */
export async function losing(owner: postgres.Sql, table: string, work: () => Promise<void>): Promise<void> {
  await owner.unsafe(`create function lose() returns trigger language plpgsql as
    'begin raise exception ''terminating connection due to administrator command'' using errcode = ''57P01''; end'`);
  await owner.unsafe(`create trigger lose before insert on ${table} for each statement execute function lose()`);
  try {
    await work();
  } finally {
    await owner`drop function lose cascade`;
  }
}
