import { DateTime } from 'luxon';

import { buildApp } from '../../src/app.ts';
import type { Database } from '../../src/db/client.ts';
import type { FieldKeys } from '../../src/db/field-keys.ts';
import type { KeptAnswers } from '../../src/http/kept-answers.ts';

const siteUrl = 'http://localhost:8787';

type Without = {
  readonly keys: FieldKeys;
  readonly secret: string;
  /** Answers given again; without it each is made anew. */
  readonly kept?: KeptAnswers;
};

/** The app in this process, for commands that ask it a lot: it prints nothing and sends no letter at once. */
export function appWithoutPaper(db: Database, { keys, secret, kept }: Without) {
  return buildApp({
    connect: () => db,
    now: () => DateTime.utc(),
    settings: () => ({
      signIn: { siteUrl, secret, provider: undefined },
      keys,
      contact: 'coordinators@example.org',
      siteUrl,
      press: {
        font: async () => Promise.reject(new Error('nothing is printed')),
        // The smallest module there is.
        subsetter: new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
      },
    }),
    post: () => undefined,
    ...(kept === undefined ? {} : { kept }),
  });
}
