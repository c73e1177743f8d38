import { PageRouter } from '../page-router.ts';
import { AreaField, SelectField } from '../parts/form.tsx';
import { Typed } from '../typed.ts';
import { SectionForm, SectionFrame, sendSection, showSection, type Section } from './section.tsx';
import { sectionWords } from './section-words.ts';

const statement: Section = {
  name: 'statement',
  stored: (sheet) => Typed.of({ statement: sheet.statement }),
  read: (typed, { locale }) => {
    const text = typed.text('statement').trim();
    return text.length > 4000
      ? { faults: [{ field: 'statement', message: sectionWords[locale].statement.long }] }
      : { patch: { statement: text } };
  },
  view: ({ viewer, sheet, typed, faults }, obstacle) => {
    const words = sectionWords[viewer.locale].statement;
    return (
      <SectionFrame
        viewer={viewer}
        sheet={sheet}
        name="statement"
        title={words.title}
        lead={words.lead}
        faults={faults}
        obstacle={obstacle}
      >
        <SectionForm viewer={viewer} sheet={sheet} name="statement">
          <AreaField name="statement" label={words.label} hint={words.hint} typed={typed} faults={faults} rows={10} maxlength={4000} />
        </SectionForm>
      </SectionFrame>
    );
  },
};

const mostPlacements: Section = {
  name: 'most-placements',
  stored: (sheet) => Typed.of({ mostPlacements: sheet.mostPlacements }),
  read: (typed) => ({ patch: { mostPlacements: typed.number('mostPlacements') ?? null } }),
  view: ({ viewer, sheet, typed, faults }, obstacle) => {
    const words = sectionWords[viewer.locale]['most-placements'];
    const options = ['1', '2', '3', '4', '5', '6'].map((value) => ({ value, label: words.times(value) }));
    return (
      <SectionFrame
        viewer={viewer}
        sheet={sheet}
        name="most-placements"
        title={words.title}
        lead={words.lead}
        faults={faults}
        obstacle={obstacle}
      >
        <SectionForm viewer={viewer} sheet={sheet} name="most-placements">
          <SelectField name="mostPlacements" label={words.label} typed={typed} faults={faults} options={options} />
        </SectionForm>
      </SectionFrame>
    );
  },
};

export const statementPages = new PageRouter()
  .get('/applications/:id/statement', 'application.write', async (c) => showSection(c, statement))
  .post('/applications/:id/statement', 'application.write', async (c) => sendSection(c, statement))
  .get('/applications/:id/most-placements', 'application.write', async (c) => showSection(c, mostPlacements))
  .post('/applications/:id/most-placements', 'application.write', async (c) => sendSection(c, mostPlacements));
