import { DateTime } from 'luxon';

/** Writes down a fault so that it can be found and holds nothing of anybody: what failed and where, never with which values. */
export function logFault(requestId: string, error: unknown): void {
  writeLine({ level: 'error', requestId, ...told(error) });
}

/** One line of the log: JSON, so that nothing in it can pass for another line, with when it was in UTC. */
export function writeLine(line: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify({ at: DateTime.utc().toISO(), level: 'info', ...line });
  if (line['level'] === 'error') console.error(text);
  else console.log(text);
}

function told(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const cause = error.cause === undefined ? {} : { cause: told(error.cause) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const constraint = 'constraint_name' in error && typeof error.constraint_name === 'string' ? { constraint: error.constraint_name } : {};
  // What a failed query says holds the values that were sent with it.
  const message = 'query' in error ? {} : { message: error.message.slice(0, 200) };
  const trace = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return { fault: error.name, ...message, ...code, ...constraint, trace, ...cause };
}
