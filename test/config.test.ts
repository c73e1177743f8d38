import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import { Misconfigured, readConfig } from '../src/config.ts';
import { readServeSettings } from '../src/node/environment.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const bindings = {
  HYPERDRIVE: { connectionString: 'postgres://zhijiao:secret@127.0.0.1/zhijiao' },
  ASSETS: { fetch },
  SITE_URL: 'https://zhijiao.test',
  SIGN_IN_SECRET: 'a secret of the tests, long enough',
  FIELD_KEYS: `1:${key}`,
  HASH_KEY: key,
  MAIL_FROM: 'zhijiao@zhijiao.test',
  SMTP_URL: 'smtps://mail.zhijiao.test',
  OPENID_CLIENT_ID: 'zhijiao',
  OPENID_CLIENT_SECRET: 'secret',
};

test('a provider on another machine is asked over HTTPS alone', () => {
  for (const issuer of ['https://login.university.test', 'http://127.0.0.1:9000', 'http://localhost:9000'])
    expect(readConfig({ ...bindings, OPENID_ISSUER: issuer }).signIn.provider?.issuer).toBe(issuer);
  for (const issuer of ['http://login.university.test', 'http://localhost.university.test'])
    expect(() => readConfig({ ...bindings, OPENID_ISSUER: issuer })).toThrow('OPENID_ISSUER: must begin with https:');
});

test('people reach the site over HTTPS, or on this machine', () => {
  const whole = { ...bindings, OPENID_ISSUER: 'https://login.university.test' };
  expect(readConfig({ ...whole, SITE_URL: 'http://localhost:8787' }).signIn.siteUrl).toBe('http://localhost:8787');
  expect(() => readConfig({ ...whole, SITE_URL: 'http://zhijiao.test' })).toThrow('SITE_URL: must begin with https:');
});

test('short or missing secrets are refused by name, and never repeated', () => {
  const wrong = { ...bindings, SIGN_IN_SECRET: 'too short', HASH_KEY: 'AAAA', FIELD_KEYS: '1:AAAA' };
  const said = () => readConfig(wrong);
  expect(said).toThrow(/SIGN_IN_SECRET: .*\n- FIELD_KEYS: .*\n- HASH_KEY: /);
  expect(said).not.toThrow(/too short|AAAA/);
});

test('letters come back to a domain, where a mail server of ours sends them', () => {
  const whole = { ...bindings, OPENID_ISSUER: 'https://login.university.test' };
  expect(readConfig(whole).returnDomain).toBeUndefined();
  expect(readConfig({ ...whole, RETURN_DOMAIN: 'bounces.zhijiao.test' }).returnDomain).toBe('bounces.zhijiao.test');
  expect(() => readConfig({ ...whole, RETURN_DOMAIN: 'me@zhijiao.test' })).toThrow('RETURN_DOMAIN: must be a domain');
  const byPlatform = { ...whole, SMTP_URL: undefined, EMAIL: { send: async () => undefined } };
  expect(() => readConfig({ ...byPlatform, RETURN_DOMAIN: 'bounces.zhijiao.test' }, () => ({}))).toThrow(
    'RETURN_DOMAIN: goes with SMTP_URL',
  );
});

test('people write to the coordinators’ own address, or else to whoever letters come from', () => {
  const whole = { ...bindings, OPENID_ISSUER: 'https://login.university.test' };
  expect(readConfig({ ...whole, CONTACT_EMAIL: 'help@zhijiao.test' }).contact).toBe('help@zhijiao.test');
  expect(readConfig({ ...whole, MAIL_FROM: 'Zhijiao <post@zhijiao.test>' }).contact).toBe('post@zhijiao.test');
  expect(readConfig(whole).contact).toBe('zhijiao@zhijiao.test');
});

test('a machine of one’s own is configured by its environment, and by files that it names', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-secrets-'));
  const file = path.join(folder, 'hash-key');
  writeFileSync(file, `${key}\n`);
  const { HYPERDRIVE, ASSETS: _, HASH_KEY: __, OPENID_CLIENT_ID: ___, OPENID_CLIENT_SECRET: ____, ...texts } = bindings;
  const environment = { ...texts, DATABASE_URL: HYPERDRIVE.connectionString, HASH_KEY_FILE: file, CONTACT_EMAIL: '', LANG: 'C.UTF-8' };
  const settings = readServeSettings(environment);
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 8787, clockSeconds: 60, texts: { HASH_KEY: key } });
  expect(Object.keys(settings.texts)).not.toContain('CONTACT_EMAIL');
  expect(settings.trustedProxies.check('127.0.0.1')).toBe(true);
  expect(settings.trustedProxies.check('10.0.0.1')).toBe(false);
  expect(() => readServeSettings({ ...environment, HASH_KEY: key })).toThrow('HASH_KEY_FILE: is given beside HASH_KEY');
  rmSync(folder, { recursive: true });
});

/** What an empty environment is missing. */
const named = (): unknown => {
  try {
    return readServeSettings({});
  } catch (error) {
    return error instanceof Misconfigured ? error.faults.map((fault) => /^(\w+): is missing \(.+\)$/.exec(fault)?.[1]) : error;
  }
};

test('of an empty environment everything that is needed is named, each with what it should be', () => {
  expect(named()).toEqual(['DATABASE_URL', 'SITE_URL', 'SIGN_IN_SECRET', 'FIELD_KEYS', 'HASH_KEY', 'MAIL_FROM', 'SMTP_URL']);
});
