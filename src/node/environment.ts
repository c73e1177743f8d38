import { readFileSync } from 'node:fs';
import { BlockList, isIP, isIPv6 } from 'node:net';

import { z } from 'zod';

import { faultsOf, Misconfigured, readConfig, settingNames } from '../config.ts';
import type { TelemetrySettings } from './telemetry.ts';

const port = z.coerce.number().int().min(0).max(65_535).default(8787).describe('a number to 65535');

/** What only a machine of one's own needs to be told; the rest is what every place where the site runs is told. */
const serveSchema = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine((url) => new URL(url).pathname.length > 1 && new URL(url).username !== '', 'names no database or no user')
    .describe('postgres://USER:PASSWORD@HOST:5432/DATABASE, with the user that owns nothing'),
  HOST: z.string().min(1).default('127.0.0.1').describe('the address to listen on'),
  PORT: port,
  /** Besides the five of the jobs. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(20).describe('how many connections calls share, from 2 to 500'),
  CLOCK_SECONDS: z.coerce.number().int().min(1).max(3600).default(60).describe('how often what fell due is looked for, from 1 to 3600'),
  JOBS: z.enum(['here', 'elsewhere']).default('here').describe('here, or elsewhere where npm run jobs -- --every SECONDS runs beside it'),
  STOP_SECONDS: z.coerce.number().int().min(1).max(600).default(25).describe('how long calls and jobs may take to end, from 1 to 600'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address of a collector that takes OTLP over HTTP, such as http://localhost:4318'),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default('zhijiao').describe('under which name traces and metrics are sent'),
  TRUSTED_PROXIES: z
    .string()
    .default('127.0.0.0/8,::1')
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .refine((entries) => entries.every(isNetwork), 'holds something that is no address and no network')
    .transform(networksOf)
    .describe('addresses and networks whose X-Forwarded-For is believed, such as 127.0.0.1,10.0.0.0/8'),
});
type Given = z.infer<typeof serveSchema>;

/** How this machine serves the site. */
export type ServeSettings = {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly clockSeconds: number;
  /** Whether what serves does the jobs too, or another process does. */
  readonly runsJobs: boolean;
  readonly stopSeconds: number;
  readonly trustedProxies: BlockList;
  readonly telemetry: TelemetrySettings;
  /** What the platform would bind by name, without the files. */
  readonly texts: Readonly<Record<string, string>>;
};

type Environment = Readonly<Record<string, string | undefined>>;

const names: readonly string[] = [...Object.keys(serveSchema.shape), ...settingNames];

/**
 * The settings from an environment; each may also lie in a file that `NAME_FILE` names. What is empty counts as not set. Throws
 * `Misconfigured` with everything that is wrong.
 */
export function readServeSettings(environment: Environment): ServeSettings {
  const { texts, faults: unread } = textsIn(environment);
  const parsed = serveSchema.safeParse(texts);
  const faults = [...unread, ...(parsed.success ? [] : faultsOf(parsed.error, serveSchema.shape, texts)), ...siteFaults(texts)];
  // A file that cannot be read is said once, and not again as a setting that is missing.
  const told = faults.filter((fault) => unread.includes(fault) || !unread.some((first) => first.startsWith(`${nameIn(fault)}_FILE:`)));
  if (!parsed.success || told.length > 0) throw new Misconfigured(told);
  return settingsOf(parsed.data, texts);
}

function settingsOf(given: Given, texts: ServeSettings['texts']): ServeSettings {
  return {
    databaseUrl: given.DATABASE_URL,
    host: given.HOST,
    port: given.PORT,
    connections: given.DATABASE_CONNECTIONS,
    clockSeconds: given.CLOCK_SECONDS,
    runsJobs: given.JOBS === 'here',
    stopSeconds: given.STOP_SECONDS,
    trustedProxies: given.TRUSTED_PROXIES,
    telemetry: telemetryOf(given),
    texts,
  };
}

function telemetryOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName }: Given): TelemetrySettings {
  return endpoint === undefined ? undefined : { endpoint, serviceName };
}

const nameIn = (fault: string) => fault.slice(0, fault.indexOf(':'));

/** Every setting that is given, whichever way. */
export function textsIn(environment: Environment): { readonly texts: Record<string, string>; readonly faults: readonly string[] } {
  const texts: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of names) {
    const value = environment[name] ?? '';
    const file = environment[`${name}_FILE`] ?? '';
    if (value !== '' && file !== '') faults.push(`${name}_FILE: is given beside ${name} (one of the two)`);
    else if (value !== '') texts[name] = value;
    else if (file !== '') readInto(texts, { name, file, faults });
  }
  return { texts, faults };
}

function readInto(
  texts: Record<string, string>,
  { name, file, faults }: { readonly name: string; readonly file: string; readonly faults: string[] },
): void {
  try {
    texts[name] = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    faults.push(`${name}_FILE: ${file} cannot be read (${code})`);
  }
}

/** What is wrong with what the site itself is told. */
function siteFaults(texts: ServeSettings['texts']): readonly string[] {
  try {
    readConfig({ ...texts, HYPERDRIVE: { connectionString: 'looked at above' }, ASSETS: { fetch } });
    return [];
  } catch (error) {
    if (error instanceof Misconfigured) return error.faults;
    throw error;
  }
}

function isNetwork(entry: string): boolean {
  const [address = '', length] = entry.split('/');
  const most = isIPv6(address) ? 128 : 32;
  return isIP(address) !== 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most));
}

function networksOf(entries: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const entry of entries) {
    const [address = '', length] = entry.split('/');
    if (!isNetwork(entry)) continue;
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    networks.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return networks;
}
