import type { Context } from 'hono';

import { listSubjects } from '../../db/queries/counties.ts';
import type { AppEnv } from '../../http/context.ts';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Typed } from '../typed.ts';
import { SectionForm, SectionFrame, sendSection, showSection, type Section } from './section.tsx';
import { sectionWords } from './section-words.ts';

type Subjects = Awaited<ReturnType<typeof listSubjects>>;

const fieldOf = (code: string) => `level.${code}`;

/** A level a subject: nobody has to add and remove rows. */
function subjectsSection(subjects: Subjects): Section {
  return {
    name: 'subjects',
    stored: (sheet) => new Typed(sheet.subjects.map(({ subject, level }) => [fieldOf(subject), String(level)])),
    read: (typed, { locale }) => {
      const taught = subjects.flatMap(({ code }) => {
        const level = typed.number(fieldOf(code));
        return level === undefined ? [] : [{ subject: code, level }];
      });
      if (taught.length === 0)
        return { faults: [{ field: fieldOf(subjects[0]?.code ?? ''), message: sectionWords[locale].subjects.missing }] };
      return { patch: { subjects: taught } };
    },
    view: ({ viewer, sheet, typed, faults }, obstacle) => {
      const words = sectionWords[viewer.locale].subjects;
      const levels = Object.entries(words.levels).map(([value, label]) => ({ value, label }));
      // A fault lies at the place in the list; the list has a place for each that is taught.
      const taught = subjects.filter(({ code }) => typed.text(fieldOf(code)) !== '');
      const fieldAt = (field: string) => fieldOf(taught[Number(/^subjects\.(\d+)/.exec(field)?.[1])]?.code ?? subjects[0]?.code ?? '');
      const placed = faults.map((fault) => (fault.field.startsWith('subjects') ? { ...fault, field: fieldAt(fault.field) } : fault));
      return (
        <SectionFrame
          viewer={viewer}
          sheet={sheet}
          name="subjects"
          title={words.title}
          lead={words.lead}
          faults={placed}
          obstacle={obstacle}
        >
          <SectionForm viewer={viewer} sheet={sheet} name="subjects">
            {subjects.map(({ code, nameZh, nameEn }) => (
              <SelectField
                name={fieldOf(code)}
                label={viewer.locale === 'en' ? nameEn : nameZh}
                typed={typed}
                faults={placed}
                none={words.none}
                options={levels}
              />
            ))}
          </SectionForm>
        </SectionFrame>
      );
    },
  };
}

const sectionFor = async (c: Context<AppEnv>) => subjectsSection(await listSubjects(c.var.db));

export const subjectsPage = new PageRouter()
  .get('/applications/:id/subjects', 'application.write', async (c) => showSection(c, await sectionFor(c)))
  .post('/applications/:id/subjects', 'application.write', async (c) => sendSection(c, await sectionFor(c)));
