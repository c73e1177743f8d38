import { listCountiesNamed, type DirectoryAccount } from '../../db/queries/account-directory.ts';
import type { Connection } from '../../db/client.ts';
import { roles, type Locale } from '../../domain/account.ts';
import { AreaField, ChecksField, TextField, type FieldFault } from '../parts/form.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { accountWords } from './account-words.ts';

type FieldsProps = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** Name, roles and counties: what a new account and one that is there have in common. */
export function AccountFields({ viewer: { locale }, typed, faults }: FieldsProps) {
  const words = accountWords[locale];
  const options = roles.map((value) => ({ value, label: terms[locale].roles[value], hint: words.roleHints[value] }));
  return (
    <>
      <TextField name="name" label={words.name} typed={typed} faults={faults} maxlength={120} autocomplete="off" />
      <ChecksField name="roles" label={words.roles} typed={typed} faults={faults} options={options} />
      <AreaField
        name="countyCodes"
        label={words.counties}
        hint={words.countiesHint}
        typed={typed}
        faults={faults}
        rows={3}
        maxlength={2000}
      />
    </>
  );
}

/** An officer's counties as the form shows them: a line each, the code before the name. */
export function countyLines({ counties }: DirectoryAccount, locale: Locale): string {
  return counties.map(({ code, zh, en }) => `${code} ${locale === 'en' ? en : zh}`).join('\n');
}

type Counties = { readonly codes: readonly string[]; readonly faults: readonly FieldFault[] };

/** The code that a line begins with. */
const codeOf = (line: string) => /^\d{6}(?!\d)/.exec(line)?.[0];

/** The counties that somebody typed, by code or by name; a name that none or several have is told. */
export async function countiesIn(db: Connection, typed: Typed, locale: Locale): Promise<Counties> {
  const words = accountWords[locale];
  const lines = typed
    .text('countyCodes')
    .split(/[\n,，、;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const named = await listCountiesNamed(
    db,
    lines.filter((line) => codeOf(line) === undefined),
  );
  const found = lines.map((line) => {
    const code = codeOf(line);
    return {
      line,
      codes: code === undefined ? named.filter(({ zh, en }) => zh === line || en === line).map((county) => county.code) : [code],
    };
  });
  const wrong = found.find(({ codes }) => codes.length !== 1);
  const separator = locale === 'zh' ? '、' : ', ';
  const messageOf = ({ line, codes }: (typeof found)[number]) =>
    codes.length === 0 ? words.unknownCounty(line) : words.manyCounties(line, codes.join(separator));
  return {
    codes: found.flatMap(({ codes }) => codes),
    faults: wrong === undefined ? [] : [{ field: 'countyCodes', message: messageOf(wrong), label: words.counties }],
  };
}

/** Faults at an entry of a list are faults of the field in which the list is typed. */
export function atFields(faults: readonly FieldFault[], locale: Locale): FieldFault[] {
  const words = accountWords[locale];
  const labels: Record<string, string> = {
    name: words.name,
    email: words.email,
    roles: words.roles,
    countyCodes: words.counties,
    locale: words.language,
  };
  const atField = faults.map((fault) => {
    const field = fault.field.replace(/\.\d+$/, '');
    return { ...fault, field, label: labels[field] };
  });
  return [...new Map(atField.map((fault) => [fault.field, fault])).values()];
}
