import type { Ledger } from './ledger.ts';

/** What is not as it should be, each with what it is about. */
export type Finding = { readonly kind: 'lost' | 'doubled' | 'broken'; readonly what: string; readonly id?: string };

/** The findings with the history of each thing, as its users and the feed tell it. */
export function told(findings: readonly Finding[], ledger: Ledger, happened: ReadonlyMap<string, readonly string[]>): string {
  return findings
    .map(({ kind, what, id = '' }) => {
      const lines = [
        ...(ledger.history.get(id) ?? []).map((line) => `users: ${line}`),
        ...(happened.get(id) ?? []).map((line) => `feed: ${line}`),
      ];
      return [`${kind}: ${what}`, ...lines.map((line) => `    ${line}`)].join('\n');
    })
    .join('\n');
}
