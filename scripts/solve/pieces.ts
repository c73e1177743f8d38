import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

import type { DimacsSource } from '../../src/matching/dimacs/reader.ts';

const pieceLength = 1 << 18;

/** The file's bytes, as often as they are asked for; what is no plain file, such as a pipe, can be read only once and is kept. */
export function piecesOf(file: string): DimacsSource {
  const opened = openSync(file, 'r');
  try {
    if (!fstatSync(opened).isFile()) {
      const whole = readFileSync(opened);
      return () => [whole];
    }
  } finally {
    closeSync(opened);
  }
  return () => readPieces(file);
}

function* readPieces(file: string): Generator<Uint8Array> {
  const opened = openSync(file, 'r');
  const piece = new Uint8Array(pieceLength);
  try {
    for (let length = readSync(opened, piece, 0, pieceLength, null); length > 0; length = readSync(opened, piece, 0, pieceLength, null))
      yield piece.subarray(0, length);
  } finally {
    closeSync(opened);
  }
}
