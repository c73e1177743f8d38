import { matrixText } from './matrix/cases.ts';

/** Prints who may do what, with how many cases are allowed and refused; `docs/permissions.md` is this text. */
process.stdout.write(matrixText());
