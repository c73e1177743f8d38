import { expect, test } from 'vitest';

import { faultsOfLock, verdictOf } from '../../scripts/audit/verdict.ts';

test('a package without a hash, or from elsewhere than a registry, is named', () => {
  const held = { integrity: 'sha512-x' };
  const packages = {
    '': {},
    'node_modules/a': held,
    'node_modules/b': {},
    'node_modules/c': { ...held, resolved: 'git+ssh://example.org/c' },
  };
  expect(faultsOfLock({ packages })).toEqual([
    'node_modules/b has no hash in package-lock.json',
    'node_modules/c does not come from a registry',
  ]);
});

test('a grave vulnerability in what is shipped fails the check; a lesser one, or a registry out of reach, does not', () => {
  expect(verdictOf(report('high'))).toEqual({ isBad: true, said: 'Known vulnerabilities, high or critical, in what is shipped: left' });
  expect(verdictOf(report('moderate')).isBad).toBe(false);
  for (const unreached of ['', '{"message":"405 Method Not Allowed"}']) {
    expect(verdictOf(unreached)).toMatchObject({ isBad: false, said: expect.stringContaining('could not be asked') as string });
  }
});

function report(severity: string): string {
  return JSON.stringify({ vulnerabilities: { left: { severity } } });
}
