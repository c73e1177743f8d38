type Said = { readonly title: string; readonly detail: string };
export type ProblemWords = { readonly status: number; readonly zh: Said; readonly en: Said };

/** Status, title and what to do, in both languages. */
export function say(
  status: number,
  [zhTitle, zhDetail]: readonly [string, string],
  [enTitle, enDetail]: readonly [string, string],
): ProblemWords {
  return { status, zh: { title: zhTitle, detail: zhDetail }, en: { title: enTitle, detail: enDetail } };
}
