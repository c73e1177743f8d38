import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { completed } from '../src/api/document.ts';
import { typesOf } from './client/write-types.ts';
import { document } from './matrix/cases.ts';

/** Writes the types of the client from the document that the code makes of itself, and packs it. */
const folder = path.resolve(import.meta.dirname, '../client');
writeFileSync(path.join(folder, 'operations.d.ts'), typesOf(completed(document)));
const shell = process.platform === 'win32';
console.log(execFileSync('npm', ['pack', '--silent', ...process.argv.slice(2)], { cwd: folder, encoding: 'utf8', shell }).trim());
