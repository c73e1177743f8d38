const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this the machine itself, so that nobody can listen on the way? */
export function isThisMachine(hostname: string): boolean {
  return names.has(hostname);
}
