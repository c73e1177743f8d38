import { ok } from '../result.ts';
import { folded, wrong, type World } from './read-cell.ts';

export type NamedCounty = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly provinceZh: string;
  readonly provinceEn: string;
};
export type NamedSubject = { readonly code: string; readonly nameZh: string; readonly nameEn: string };
type Find = World['county'];

/** Finds a county by its code, by its name in either language, or by the province's name and its own; a name that several have is none. */
export function countyFinder(counties: readonly NamedCounty[]): Find {
  return finderOf(
    counties.map(({ code, nameZh, nameEn, provinceZh, provinceEn }) => ({
      code,
      names: [code, nameZh, nameEn, `${provinceZh}${nameZh}`, `${nameEn}, ${provinceEn}`, `${provinceEn} ${nameEn}`],
    })),
  );
}

export function subjectFinder(subjects: readonly NamedSubject[]): Find {
  return finderOf(subjects.map(({ code, nameZh, nameEn }) => ({ code, names: [code, nameZh, nameEn] })));
}

function finderOf(things: readonly { readonly code: string; readonly names: readonly string[] }[]): Find {
  const codes = new Map<string, Set<string>>();
  for (const { code, names } of things) {
    for (const name of names) {
      const word = wordOf(name);
      codes.set(word, (codes.get(word) ?? new Set()).add(code));
    }
  }
  return (said) => {
    const found = [...(codes.get(wordOf(said)) ?? [])];
    const [code] = found;
    if (code === undefined) return wrong('unknown');
    return found.length > 1 ? wrong('ambiguous') : ok(code);
  };
}

/** A spreadsheet that took a code for a number may have written a point and a nought after it. */
function wordOf(name: string): string {
  return folded(name.replace(/^(\d{6})\.0+$/, '$1')).replaceAll(',', '');
}
