import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** A pool of connections. In workerd sockets belong to one request, so there it is made per request. */
export function openDatabase(connectionString: string, { connections = 5, onStatement }: Opening = {}) {
  const client = postgres(connectionString, { max: connections, fetch_types: false, onnotice: () => undefined });
  return drizzle(client, { casing: 'snake_case', ...(onStatement === undefined ? {} : { logger: { logQuery: onStatement } }) });
}

/** Told of every statement that is asked, before it is. */
export type OnStatement = (text: string) => void;
type Opening = { readonly connections?: number; readonly onStatement?: OnStatement };

export type Database = ReturnType<typeof openDatabase>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Where a query runs: a transaction, or a connection of its own. */
export type Connection = Database | Transaction;
