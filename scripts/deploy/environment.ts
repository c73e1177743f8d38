import { settingNames } from '../../src/config.ts';

/** What is read of an environment's file. */
export type Environment = {
  readonly name?: string | undefined;
  readonly hyperdrive: readonly { readonly binding: string; readonly id: string }[];
  readonly vars: Readonly<Record<string, unknown>>;
  readonly send_email?: readonly unknown[] | undefined;
  readonly triggers: { readonly crons: readonly string[] | undefined };
};

const needed = ['SITE_URL', 'SIGN_IN_SECRET', 'FIELD_KEYS', 'HASH_KEY', 'MAIL_FROM'] as const;
/** What opens things is no plain setting: it would stand in a file and in the dashboard. */
const secret = ['SIGN_IN_SECRET', 'FIELD_KEYS', 'HASH_KEY', 'SMTP_URL', 'OPENID_CLIENT_SECRET'] as const;

/** What is still open in an environment's file, a sentence each. */
export function openIn({ hyperdrive, vars, triggers }: Environment): string[] {
  const database = hyperdrive.find(({ binding }) => binding === 'HYPERDRIVE');
  const site = typeof vars['SITE_URL'] === 'string' ? vars['SITE_URL'] : undefined;
  return [
    ...(database === undefined || /^0*$/.test(database.id) ? ['[[hyperdrive]] has no id: what `wrangler hyperdrive create` printed'] : []),
    ...(site === undefined || /example\.|^(?!https:)/.test(site)
      ? ['SITE_URL in [vars] is not where people reach the site, with https:']
      : []),
    ...((triggers.crons ?? []).length === 0 ? ['[triggers] has no crons: nothing would lapse, and no letter would go'] : []),
    ...secret
      .filter((name) => name in vars)
      .map((name) => `${name} is a secret: take it out of [vars], and put it with \`wrangler secret put ${name}\``),
    ...Object.keys(vars)
      .filter((name) => !settingNames.includes(name))
      .map((name) => `${name} in [vars] is no setting`),
  ];
}

/** The secrets that a deployed environment has not, given the names of those it has. */
export function missingSecrets({ vars, send_email: email }: Environment, known: readonly string[]): string[] {
  const there = new Set([...known, ...Object.keys(vars)]);
  const byMail = (email ?? []).length > 0 || there.has('SMTP_URL') ? [] : ['SMTP_URL'];
  return [...needed.filter((name) => !there.has(name)), ...byMail];
}
