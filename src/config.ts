import { z } from 'zod';

import { fieldKeysOf, type FieldKeys } from './db/field-keys.ts';
import { isThisMachine } from './domain/this-machine.ts';
import type { CallLimits } from './http/call-limits.ts';
import type { MailSettings } from './http/context.ts';
import type { OpenIdProvider, SignInSettings } from './http/sign-in/settings.ts';
import { bindingSender, type EmailBinding, type RawMessage } from './jobs/mail/email-binding.ts';
import { smtpSender } from './jobs/mail/smtp.ts';
import type { SendLetter } from './mail/letter.ts';

const aKey = z.base64().refine((text) => atob(text).length === 32, 'must be 32 bytes in base64');
const aVersionedKey = z.string().regex(/^\d{1,3}:/, 'must look like 1:BASE64, or 1:BASE64,2:BASE64');

/** What goes to another machine goes encrypted. */
function isEncrypted(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isThisMachine(hostname);
}

const mustBeEncrypted = 'must begin with https:';

/** What the platform gives the Worker. */
const bindingsSchema = z.object({
  HYPERDRIVE: z.object({ connectionString: z.string().min(1) }),
  /** The files of the site. */
  ASSETS: z.custom<Files>((binding) => typeof binding === 'object' && binding !== null && 'fetch' in binding),
  /** Where people reach the site; sign-in works from there alone. */
  SITE_URL: z.url({ protocol: /^https?$/ }).refine(isEncrypted, mustBeEncrypted),
  /** Signs cookies and hashes what is mailed. */
  SIGN_IN_SECRET: z.string().min(32),
  /** Encrypts fields: the newest version seals, all open. */
  FIELD_KEYS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(aVersionedKey).min(1)),
  /** Finds identity numbers again without reading them. It stays as it is. */
  HASH_KEY: aKey,
  MAIL_FROM: z.string().min(3),
  /** Where people write to a coordinator; without it, whoever letters come from. */
  CONTACT_EMAIL: z.email().optional(),
  /** smtp://USER:PASSWORD@HOST:587, or smtps://…; without it the platform's e-mail binding EMAIL is used. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The domain whose mail is handed to the Worker, for letters that come back; it goes with SMTP_URL. */
  RETURN_DOMAIN: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain in small letters, such as bounces.example.org')
    .optional(),
  EMAIL: z.custom<EmailBinding>((binding) => typeof binding === 'object' && binding !== null && 'send' in binding).optional(),
  /** How many calls of the API a minute, by an account and by an address of the network. */
  API_CALLS_A_MINUTE: z.coerce.number().int().min(20).default(1000),
  PUBLIC_CALLS_A_MINUTE: z.coerce.number().int().min(20).default(300),
  OPENID_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isEncrypted, mustBeEncrypted)
    .optional(),
  OPENID_CLIENT_ID: z.string().min(1).optional(),
  OPENID_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the button says: "Sign in with …". */
  OPENID_NAME: z.string().min(1).optional(),
});
/** The platform's way to the files that the site serves as they are. */
type Files = { readonly fetch: (at: URL) => Promise<Response> };
type Bindings = z.infer<typeof bindingsSchema>;

export type Config = {
  readonly databaseUrl: string;
  readonly signIn: SignInSettings;
  readonly keys: FieldKeys;
  readonly contact: string;
  readonly send: SendLetter;
  readonly returnDomain: string | undefined;
  readonly mail: MailSettings;
  readonly callLimits: CallLimits;
  readonly files: Files;
};

/** The configuration from the bindings; throws with a readable list of everything that is wrong. The platform's e-mail binding takes messages of the platform's own making. */
export function readConfig(bindings: unknown, rawMessage?: RawMessage): Config {
  const parsed = bindingsSchema.safeParse(bindings);
  if (!parsed.success) throw misconfigured(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const given = parsed.data;
  const keys = fieldKeys(given);
  return {
    databaseUrl: given.HYPERDRIVE.connectionString,
    signIn: { siteUrl: given.SITE_URL, secret: given.SIGN_IN_SECRET, provider: provider(given) },
    keys: fieldKeysOf(keys, given.HASH_KEY),
    contact: given.CONTACT_EMAIL ?? addressIn(given.MAIL_FROM),
    send: sender(given, rawMessage),
    returnDomain: returnDomain(given),
    mail: mail(given),
    callLimits: { account: given.API_CALLS_A_MINUTE, address: given.PUBLIC_CALLS_A_MINUTE },
    files: given.ASSETS,
  };
}

function fieldKeys({ FIELD_KEYS }: Bindings): Map<number, string> {
  return new Map(
    FIELD_KEYS.map((entry) => {
      const at = entry.indexOf(':');
      const key = aKey.safeParse(entry.slice(at + 1));
      if (!key.success) throw misconfigured([`FIELD_KEYS: version ${entry.slice(0, at)} must be 32 bytes in base64`]);
      return [Number(entry.slice(0, at)), key.data];
    }),
  );
}

function provider(given: Bindings): OpenIdProvider | undefined {
  const { OPENID_ISSUER: issuer, OPENID_CLIENT_ID: clientId, OPENID_CLIENT_SECRET: clientSecret, OPENID_NAME: name } = given;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname };
  }
  throw misconfigured(['OPENID_ISSUER, OPENID_CLIENT_ID and OPENID_CLIENT_SECRET go together']);
}

function sender({ SMTP_URL, EMAIL, MAIL_FROM }: Bindings, rawMessage: RawMessage | undefined): SendLetter {
  if (SMTP_URL !== undefined) return smtpSender(SMTP_URL, MAIL_FROM);
  if (EMAIL !== undefined && rawMessage !== undefined) return bindingSender(EMAIL, MAIL_FROM, rawMessage);
  throw misconfigured(['SMTP_URL: give an SMTP server, or bind EMAIL to the platform’s e-mail sending']);
}

/** The platform's own sending sees to what comes back itself, and takes no return path. */
function returnDomain({ SMTP_URL, RETURN_DOMAIN }: Bindings): string | undefined {
  if (RETURN_DOMAIN !== undefined && SMTP_URL === undefined) throw misconfigured(['RETURN_DOMAIN: goes with SMTP_URL']);
  return RETURN_DOMAIN;
}

/** The address alone, of `Name <name@example.org>` too. */
function addressIn(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from;
}

function mail({ SMTP_URL, MAIL_FROM: from, RETURN_DOMAIN }: Bindings): MailSettings {
  return SMTP_URL === undefined
    ? { from, way: 'platform' }
    : { from, way: 'smtp', host: new URL(SMTP_URL).host, returnDomain: RETURN_DOMAIN };
}

function misconfigured(faults: readonly string[]): Error {
  return new Error(`The Worker is not configured:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
}
