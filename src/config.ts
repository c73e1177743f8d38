import { z } from 'zod';

import { fieldKeysOf, type FieldKeys } from './db/field-keys.ts';
import { isThisMachine } from './domain/this-machine.ts';
import type { CallLimits } from './http/call-limits.ts';
import type { MailSettings } from './http/context.ts';
import type { OpenIdProvider, SignInSettings } from './http/sign-in/settings.ts';
import { bindingSender, type EmailBinding, type RawMessage } from './jobs/mail/email-binding.ts';
import { smtpSender } from './jobs/mail/smtp.ts';
import type { SendLetter } from './mail/letter.ts';

const aKey = z.base64().refine((text) => isBase64Of32(text), 'must be 32 bytes in base64');
const aVersionedKey = z
  .string()
  .regex(/^\d{1,3}:/, 'must look like 1:BASE64, or 1:BASE64,2:BASE64')
  .refine((entry) => aKey.safeParse(entry.slice(entry.indexOf(':') + 1)).success, 'each version must be 32 bytes in base64');

function isBase64Of32(text: string): boolean {
  try {
    return atob(text).length === 32;
  } catch {
    return false;
  }
}

/** What goes to another machine goes encrypted. */
function isEncrypted(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isThisMachine(hostname);
}

const mustBeEncrypted = 'must begin with https:';

/** What the platform gives the Worker, and what an environment gives to Node. Each says what it should be. */
const bindingsSchema = z.object({
  HYPERDRIVE: z.object({ connectionString: z.string().min(1) }).describe('the binding to the database'),
  /** The files of the site. */
  ASSETS: z
    .custom<Files>((binding) => typeof binding === 'object' && binding !== null && 'fetch' in binding)
    .describe('the binding to the files of the site'),
  /** Sign-in works from there alone. */
  SITE_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isEncrypted, mustBeEncrypted)
    .describe('where people reach the site, such as https://zhijiao.example.edu.cn'),
  SIGN_IN_SECRET: z.string().min(32).describe('at least 32 characters of chance, which sign cookies and hash what is mailed'),
  /** The newest version seals, all open. */
  FIELD_KEYS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(aVersionedKey).min(1))
    .describe('1:BASE64 of 32 bytes of chance, then 1:…,2:…; they encrypt fields'),
  /** Finds identity numbers again without reading them. */
  HASH_KEY: aKey.describe('32 bytes of chance in base64; it stays as it is'),
  MAIL_FROM: z.string().min(3).describe('from whom letters come, such as Zhijiao <post@zhijiao.example.edu.cn>'),
  /** Without it, whoever letters come from. */
  CONTACT_EMAIL: z.email().optional().describe('the address where people write to a coordinator'),
  /** Without it the platform's e-mail binding EMAIL is used. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('smtp://USER:PASSWORD@HOST:587, or smtps://USER:PASSWORD@HOST:465'),
  /** The domain whose mail is handed to us, for letters that come back; it goes with SMTP_URL. */
  RETURN_DOMAIN: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain in small letters, such as bounces.example.org')
    .optional(),
  EMAIL: z.custom<EmailBinding>((binding) => typeof binding === 'object' && binding !== null && 'send' in binding).optional(),
  API_CALLS_A_MINUTE: z.coerce.number().int().min(20).default(1000).describe('how many calls of the API a minute by an account, from 20'),
  PUBLIC_CALLS_A_MINUTE: z.coerce
    .number()
    .int()
    .min(20)
    .default(300)
    .describe('how many calls of the API a minute by a network address without an account, from 20'),
  OPENID_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isEncrypted, mustBeEncrypted)
    .optional()
    .describe('the address of an OpenID provider, such as https://login.example.edu.cn'),
  OPENID_CLIENT_ID: z.string().min(1).optional(),
  OPENID_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the button says: "Sign in with …". */
  OPENID_NAME: z.string().min(1).optional(),
});

/** The settings that are text, as an environment can give them. */
export const settingNames = Object.keys(bindingsSchema.shape).filter((name) => !['HYPERDRIVE', 'ASSETS', 'EMAIL'].includes(name));

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

/** A configuration that cannot be run on: everything that is wrong with it, each with what it should be, and no value of it. */
export class Misconfigured extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The site is not configured:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The configuration from the bindings; throws `Misconfigured`. The platform's e-mail binding takes messages of the platform's own making. */
export function readConfig(bindings: unknown, rawMessage?: RawMessage): Config {
  const parsed = bindingsSchema.safeParse(bindings);
  const raw = z.record(z.string(), z.unknown()).catch({}).parse(bindings);
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error, bindingsSchema.shape, raw)), ...faultsTogether(raw, rawMessage)];
  if (!parsed.success || faults.length > 0) throw new Misconfigured(faults);
  const given = parsed.data;
  return {
    databaseUrl: given.HYPERDRIVE.connectionString,
    signIn: { siteUrl: given.SITE_URL, secret: given.SIGN_IN_SECRET, provider: provider(given) },
    keys: fieldKeysOf(versionedKeys(given.FIELD_KEYS), given.HASH_KEY),
    contact: given.CONTACT_EMAIL ?? addressIn(given.MAIL_FROM),
    send: sender(given, rawMessage),
    returnDomain: given.RETURN_DOMAIN,
    mail: mail(given),
    callLimits: { account: given.API_CALLS_A_MINUTE, address: given.PUBLIC_CALLS_A_MINUTE },
    files: given.ASSETS,
  };
}

/** A line for each setting that is wrong, once however much is wrong with it. */
export function faultsOf(
  error: z.ZodError,
  shape: Readonly<Record<string, z.ZodType>>,
  raw: Readonly<Record<string, unknown>>,
): readonly string[] {
  const lines = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const name = String(path[0] ?? '');
    const what = raw[name] === undefined ? 'is missing' : message;
    const wanted = shape[name]?.description;
    if (!lines.has(name)) lines.set(name, `${name}: ${what}${wanted === undefined ? '' : ` (${wanted})`}`);
  }
  return [...lines.values()];
}

/** What is wrong with settings that each by itself may be right. */
function faultsTogether(raw: Readonly<Record<string, unknown>>, rawMessage: RawMessage | undefined): readonly string[] {
  const openId = ['OPENID_ISSUER', 'OPENID_CLIENT_ID', 'OPENID_CLIENT_SECRET'].filter((name) => raw[name] !== undefined);
  const faults = openId.length % 3 === 0 ? [] : ['OPENID_ISSUER, OPENID_CLIENT_ID and OPENID_CLIENT_SECRET go together'];
  const isSmtp = raw['SMTP_URL'] !== undefined;
  if (!isSmtp && rawMessage === undefined)
    faults.push('SMTP_URL: is missing (smtp://USER:PASSWORD@HOST:587, or smtps://USER:PASSWORD@HOST:465)');
  if (!isSmtp && rawMessage !== undefined && raw['EMAIL'] === undefined) {
    faults.push('SMTP_URL: give an SMTP server, or bind EMAIL to the platform’s e-mail sending');
  }
  // The platform's own sending sees to what comes back itself, and takes no return path.
  if (!isSmtp && raw['RETURN_DOMAIN'] !== undefined) faults.push('RETURN_DOMAIN: goes with SMTP_URL');
  return faults;
}

function versionedKeys(entries: readonly string[]): ReadonlyMap<number, string> {
  return new Map(entries.map((entry) => [Number(entry.slice(0, entry.indexOf(':'))), entry.slice(entry.indexOf(':') + 1)]));
}

function provider(given: Bindings): OpenIdProvider | undefined {
  const { OPENID_ISSUER: issuer, OPENID_CLIENT_ID: clientId, OPENID_CLIENT_SECRET: clientSecret, OPENID_NAME: name } = given;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname };
}

function sender({ SMTP_URL, EMAIL, MAIL_FROM }: Bindings, rawMessage: RawMessage | undefined): SendLetter {
  if (SMTP_URL !== undefined) return smtpSender(SMTP_URL, MAIL_FROM);
  if (EMAIL !== undefined && rawMessage !== undefined) return bindingSender(EMAIL, MAIL_FROM, rawMessage);
  throw new Misconfigured(['SMTP_URL: is missing']);
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
