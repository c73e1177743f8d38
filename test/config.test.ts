import { expect, test } from 'vitest';

import { readConfig } from '../src/config.ts';

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
