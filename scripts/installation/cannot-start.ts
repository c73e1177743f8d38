/** A reason not to start that the person at the keyboard can mend; the message says how. */
export class CannotStart extends Error {}
