/** A reason not to go on that the person at the keyboard can mend; the message says how. */
export class CannotStart extends Error {}

/** Runs a command; what the person can mend is said in its own words, and ends it with 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
