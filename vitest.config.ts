import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** How long a test may take is no measure of anything: machines differ, and what hangs is ended all the same. */
const patience = { testTimeout: 400_000, hookTimeout: 300_000 };
/** Tests that put something else in a module's place: what they load is theirs alone. */
const mocking = ['test/access/database.test.ts'];

/**
 * What starts installations and browsers, or asks every case, takes minutes: begun last it would leave one worker alone at the end. What
 * looks at a worker's demonstration comes one after the other, for it is ended when nobody looks any more.
 */
const slow = ['/test/browser/', '/test/installation/', '/test/access/'];
const turnOf = ({ moduleId }: TestSpecification) => {
  const turn = slow.findIndex((folder) => moduleId.includes(folder));
  return turn < 0 ? slow.length : turn;
};
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own
    return (await super.sort(files)).toSorted((a, b) => turnOf(a) - turnOf(b));
  }
}

export default defineConfig({
  test: {
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          ...patience,
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/worker/**', ...mocking],
          // The site is loaded once for all files of a worker: each has a database of its own, and the modules keep nothing.
          isolate: false,
        },
      },
      { test: { ...patience, name: 'mocking', include: mocking } },
      {
        // The built Worker in workerd, with its bindings as wrangler.toml names them.
        plugins: [
          cloudflareTest(({ inject }) => {
            process.env['CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE'] = inject('siteDatabaseUrl');
            const { signInSecret, hashKey, fieldKeys } = inject('siteKeys');
            const bindings = {
              SITE_URL: 'https://zhijiao.test',
              SIGN_IN_SECRET: signInSecret,
              HASH_KEY: hashKey,
              FIELD_KEYS: fieldKeys,
              MAIL_FROM: 'zhijiao@zhijiao.test',
              SMTP_URL: 'smtp://127.0.0.1:9',
              RETURN_DOMAIN: 'bounces.zhijiao.test',
            };
            return { wrangler: { configPath: './wrangler.toml' }, miniflare: { bindings, email: { send_email: [{ name: 'EMAIL' }] } } };
          }),
        ],
        // Loaded once for all of them, as above.
        test: { ...patience, name: 'worker', include: ['test/worker/**/*.test.ts'], isolate: false },
      },
    ],
  },
});
