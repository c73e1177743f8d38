const width = 30;

/** Draws how far something is: one line drawn over on a terminal, a line a step elsewhere. */
export function progressBar(): (what: string, done: number) => void {
  const { stderr } = process;
  return (what, done) => {
    const filled = Math.round(width * Math.min(1, done));
    const line = `  ${'#'.repeat(filled)}${'.'.repeat(width - filled)} ${String(Math.round(100 * done)).padStart(3)} %  ${what}`;
    stderr.write(stderr.isTTY ? `\r${line.padEnd(70)}${done >= 1 ? '\n' : ''}` : `${line}\n`);
  };
}
