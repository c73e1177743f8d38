import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { missingSecrets, openIn } from '../../scripts/deploy/environment.ts';

function deploy(...asked: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/deploy.ts', ...asked], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('a dry run builds the Worker within its budget and says what is open; deploying what is not filled in is refused before anybody is asked', () => {
  const dry = deploy('deploy/cloudflare.example.toml', '--dry-run');
  expect(dry.said).toMatch(
    /^The Worker is \d+ KiB compressed; the budget is \d+\.\nStill open in deploy\/cloudflare\.example\.toml:\n {2}- \[\[hyperdrive\]\] has no id/,
  );
  expect([dry.status, dry.said.endsWith('Nothing was deployed.\n')]).toEqual([0, true]);
  expect(deploy('deploy/cloudflare.example.toml')).toMatchObject({
    status: 1,
    said: expect.stringContaining('is not filled in') as string,
  });
});

const filled = {
  hyperdrive: [{ binding: 'HYPERDRIVE', id: 'a1' }],
  vars: { SITE_URL: 'https://zhijiao.tsinghua.edu.cn', MAIL_FROM: 'post@zhijiao.tsinghua.edu.cn' },
  triggers: { crons: ['* * * * *'] },
};

test('nothing is open in an environment that is filled in; secrets in clear, unknown settings and a clock that stands still are named', () => {
  expect(openIn(filled)).toEqual([]);
  const wrong = { ...filled, vars: { ...filled.vars, HASH_KEY: 'x', SIET_URL: 'x' }, triggers: { crons: [] } };
  expect(openIn(wrong).map((line) => line.split(' ')[0])).toEqual(['[triggers]', 'HASH_KEY', 'SIET_URL']);
});

test('every secret that the site needs is asked for until it is there; letters go by a server or by the platform', () => {
  expect(missingSecrets(filled, ['SIGN_IN_SECRET'])).toEqual(['FIELD_KEYS', 'HASH_KEY', 'SMTP_URL']);
  expect(missingSecrets({ ...filled, send_email: [{ name: 'EMAIL' }] }, ['SIGN_IN_SECRET', 'FIELD_KEYS', 'HASH_KEY'])).toEqual([]);
});
