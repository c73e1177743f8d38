/** What the database, its driver or the network calls a fault; the query builder wraps it. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

/** Ends of a connection as the driver says them, as the network does, and as PostgreSQL does when it is stopped or starts (class 08, 57P0x). */
const lost = /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE|08\w{3}|57P0[1-3])$/;

/** Is the database gone, rather than what was asked of it wrong? Then it is worth asking again. */
export function isLostConnection(error: unknown): boolean {
  return lost.test(codeOf(error) ?? '');
}
