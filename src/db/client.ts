import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

import { keepingPlans } from './kept-plans.ts';

/** A pool of connections. In workerd sockets belong to one request, so there it is made per request. */
export function openDatabase(connectionString: string, { connections = 5, onStatement }: Opening = {}) {
  return databaseOn(openPool(connectionString, connections), onStatement);
}

/** Connections that many calls share, where a socket may outlive a call. */
export function openPool(connectionString: string, connections: number): postgres.Sql {
  return postgres(connectionString, { max: connections, fetch_types: false, onnotice: () => undefined });
}

/** The database on a pool, telling one caller of its own statements. */
export function databaseOn(pool: postgres.Sql, onStatement?: OnStatement) {
  return drizzle(keepingPlans(pool), { casing: 'snake_case', ...(onStatement === undefined ? {} : { logger: { logQuery: onStatement } }) });
}

/** Told of every statement that is asked, before it is. */
export type OnStatement = (text: string) => void;
type Opening = { readonly connections?: number; readonly onStatement?: OnStatement | undefined };

export type Database = ReturnType<typeof openDatabase>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Where a query runs: a transaction, or a connection of its own. */
export type Connection = Database | Transaction;
