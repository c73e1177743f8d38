import { z } from 'zod';

export type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly integrity?: string; readonly link?: boolean; readonly inBundle?: boolean; readonly resolved?: string }>
  >;
};

/** Packages that could change under us: without a hash, or from somewhere that is no registry. */
export function faultsOfLock({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([name, { integrity, link, inBundle, resolved }]) => {
    if (name === '' || link === true || inBundle === true) return [];
    const isElsewhere = resolved !== undefined && !resolved.startsWith('https://');
    return [
      ...(integrity === undefined ? [`${name} has no hash in package-lock.json`] : []),
      ...(isElsewhere ? [`${name} does not come from a registry`] : []),
    ];
  });
}

const vulnerabilitySchema = z.object({ severity: z.string() });
const reportSchema = z.object({ vulnerabilities: z.record(z.string(), vulnerabilitySchema) });

/** What `npm audit --json` says of what is shipped; nothing could be asked where it says something else. */
export function verdictOf(stdout: string): { readonly isBad: boolean; readonly said: string } {
  const parsed = reportSchema.safeParse(parse(stdout));
  if (!parsed.success)
    return { isBad: false, said: 'The registry could not be asked for known vulnerabilities; every package is held by its hash.' };
  const all = Object.entries(parsed.data.vulnerabilities);
  const grave = all.filter(([, { severity }]) => severity === 'high' || severity === 'critical').map(([name]) => name);
  if (grave.length > 0) return { isBad: true, said: `Known vulnerabilities, high or critical, in what is shipped: ${grave.join(', ')}` };
  return { isBad: false, said: `No known vulnerability, high or critical, in what is shipped (${all.length} lesser).` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
