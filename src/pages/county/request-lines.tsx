import { lineRoles, volunteerKinds } from '../../domain/teaching.ts';
import { CheckField, ChecksField, NumberField, SelectField } from '../parts/form.tsx';
import { terms } from '../words/terms.ts';
import { languageName, nameOf } from './own.ts';
import type { Of } from './request-form.tsx';

export type Subject = { readonly code: string; readonly nameZh: string; readonly nameEn: string };

/** The lines of a request: buttons of the same form add and remove them, so that nothing typed is lost and no script is needed. */
export function LineFields({ subjects, ...of }: Of & { subjects: readonly Subject[] }) {
  const { typed, faults, words } = of;
  const fault = faults.find(({ field }) => field === 'lines');
  return (
    <fieldset class={fault === undefined ? 'group' : 'group field faulty'} id="lines">
      <legend>{words.groups.lines}</legend>
      <p class="quiet">{words.hints.lines}</p>
      {fault === undefined ? null : <p class="fault">{fault.message}</p>}
      {typed.indexes('lines').map((index, i) => (
        <LineField {...of} subjects={subjects} index={index} number={i + 1} />
      ))}
      <p class="actions">
        <button class="button second" name="do" value="add-line">
          {words.addLine}
        </button>
      </p>
    </fieldset>
  );
}

const usualLanguages = ['zh-CN', 'en'];

function LineField({
  viewer: { locale },
  typed,
  faults,
  words,
  subjects,
  index,
  number,
}: Of & { subjects: readonly Subject[]; index: number; number: number }) {
  const at = `lines.${index}`;
  const of = { typed, faults };
  const { lineFields, lineHints } = words;
  const levels = ([1, 2, 3] as const).map((level) => ({ value: String(level), label: terms[locale].levels[level] }));
  const languages = [...new Set([...usualLanguages, ...typed.list(`${at}.languages`)])].filter((tag) => /^[a-z]{2,3}(-\w+)*$/.test(tag));
  return (
    <fieldset class="request-line">
      <legend>{words.line(number)}</legend>
      <div class="row">
        <SelectField
          {...of}
          name={`${at}.subject`}
          label={lineFields.subject}
          none={words.choose}
          options={subjects.map((subject) => ({ value: subject.code, label: nameOf(subject, locale) }))}
        />
        <SelectField {...of} name={`${at}.level`} label={lineFields.level} options={levels} />
        <SelectField
          {...of}
          name={`${at}.role`}
          label={lineFields.role}
          options={lineRoles.map((value) => ({ value, label: terms[locale].lineRoles[value] }))}
        />
      </div>
      <div class="row">
        <NumberField {...of} name={`${at}.minimum`} label={lineFields.minimum} maxlength={4} />
        <NumberField {...of} name={`${at}.ideal`} label={lineFields.ideal} maxlength={4} />
        <NumberField {...of} name={`${at}.maximum`} label={lineFields.maximum} maxlength={4} />
      </div>
      <details open={asksMore(typed, at) || faults.some(({ field }) => field.startsWith(`${at}.`))}>
        <summary>{lineHints.who}</summary>
        <div class="row">
          <ChecksField
            {...of}
            name={`${at}.kinds`}
            label={lineFields.kinds}
            hint={lineHints.kinds}
            options={volunteerKinds.map((value) => ({ value, label: terms[locale].volunteerKinds[value] }))}
          />
          <ChecksField
            {...of}
            name={`${at}.languages`}
            label={lineFields.languages}
            hint={lineHints.languages}
            options={languages.map((value) => ({ value, label: languageName(value, locale) }))}
          />
        </div>
        <NumberField {...of} name={`${at}.minimumAge`} label={lineFields.minimumAge} maxlength={2} />
        <CheckField {...of} name={`${at}.teachingPermit`} label={lineFields.teachingPermit} />
      </details>
      <button class="quiet-button" name="do" value={`remove-line.${index}`}>
        {words.removeLineOf(number)}
      </button>
    </fieldset>
  );
}

/** Does the line limit who may fill it? */
function asksMore(typed: Of['typed'], at: string): boolean {
  const age = typed.text(`${at}.minimumAge`);
  return (
    typed.list(`${at}.kinds`).length > 0 ||
    typed.list(`${at}.languages`).length > 0 ||
    typed.text(`${at}.teachingPermit`) === 'yes' ||
    (age !== '' && age !== '18')
  );
}
