import { defineConfig, type OxlintOverride } from 'oxlint';

/** `src` is a line of folders: an import may only point to the same folder or an earlier one. The last two never meet. */
export const layers = [['domain'], ['matching'], ['mail'], ['db'], ['actions'], ['jobs'], ['http'], ['api', 'pages']] as const;
const pure = new Set<string>(['domain', 'matching', 'mail']);

/** What touches the world; the pure folders take values and give values. */
const outside = ['Date', 'fetch', 'crypto', 'process', 'console', 'performance', 'setTimeout', 'setInterval', 'navigator'];
const outsideModules = String.raw`^(node:|hono|drizzle-orm|postgres|@hono)`;

function layerRule(folder: string, index: number): OxlintOverride {
  const later = layers
    .slice(index)
    .flat()
    .filter((other) => other !== folder);
  const regex = String.raw`^(\.\./)+(${[...later, 'app', 'site', 'worker', 'node'].join('|')})(/|\.ts$)`;
  const onwards = { regex, message: `${folder} stands before it in the line of folders.` };
  const outwards = { regex: outsideModules, message: `${folder} is pure: values in, values out.` };
  const patterns = pure.has(folder) ? [onwards, outwards] : [onwards];
  return { files: [`src/${folder}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const pureRule: OxlintOverride = {
  files: [...pure].map((folder) => `src/${folder}/**`),
  rules: {
    'no-restricted-globals': ['error', ...outside],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random' },
      ...['now', 'utc', 'local'].map((property) => ({ object: 'DateTime', property })),
    ],
  },
};

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'jsx-a11y'],
  options: { typeAware: true },
  ignorePatterns: ['node_modules', 'drizzle/**', 'client/**', 'test/matching/instances/**'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    // Steps over one connection, or one after the other because the next needs the last.
    'no-await-in-loop': 'off',
    // `z`, `fc` and `postgres` are the names under which their libraries are known.
    'import/no-named-as-default-member': 'off',
    'oxc/no-map-spread': 'off',
    // A row of dots is a picture drawn with tags.
    'jsx-a11y/prefer-tag-over-role': 'off',
    complexity: ['error', { max: 12 }],
    eqeqeq: 'error',
    'no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 50 }],
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
  },
  overrides: [
    ...layers.flatMap((folders, index) => folders.map((folder) => layerRule(folder, index))),
    pureRule,
    { files: ['*.config.ts', 'src/worker.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['**/*.tsx'], rules: { 'max-lines-per-function': 'off' } },
    { files: ['scripts/**', 'seeds/**', 'bench/**'], rules: { 'typescript/no-unsafe-type-assertion': 'off' } },
    { files: ['test/**'], rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', 'typescript/no-unsafe-type-assertion': 'off' } },
  ],
});
