import { z } from 'zod';

import { incidentKinds, incidentStates } from '../../domain/incident.ts';
import { listIncidentsByDue, type IncidentFilter, type IncidentLine, type IncidentPlace } from '../../db/queries/safeguarding-desk.ts';
import type { Page } from '../../db/queries/page.ts';
import { sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { DueBy } from './due.tsx';
import { safeguardingWords } from './safeguarding-words.ts';

const address = '/safeguarding/incidents';

type Shown = { readonly viewer: Viewer; readonly filter: IncidentFilter; readonly incidents: Page<IncidentLine> };

/** Every incident, without what happened. */
function incidentsPage({ viewer, filter, incidents }: Shown) {
  const words = safeguardingWords[viewer.locale];
  const { states, incidentKinds: kinds } = terms[viewer.locale];
  const typed = Typed.of(filter);
  const isFiltered = filter.state !== undefined || filter.kind !== undefined;
  return (
    <Frame viewer={viewer} title={words.incidents}>
      <Title title={words.incidents} above={{ href: '/safeguarding', name: words.title }} lead={words.incidentsLead} />
      <Filters viewer={viewer} action={address}>
        <SelectField
          name="state"
          label={words.state}
          typed={typed}
          none={words.anyState}
          options={optionsOf(incidentStates, states.incident)}
        />
        <SelectField name="kind" label={words.kind} typed={typed} none={words.anyKind} options={optionsOf(incidentKinds, kinds)} />
      </Filters>
      {incidents.items.length === 0 ? (
        <Empty>
          <p>{isFiltered ? words.noneSuch : words.noneYet}</p>
        </Empty>
      ) : (
        <IncidentsTable viewer={viewer} incidents={incidents.items} caption={words.incidents} />
      )}
      <Paging nextAfter={incidents.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function optionsOf<T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) {
  return values.map((value) => ({ value, label: labels[value] }));
}

/** Incidents line by line: what kind, where, in which state, by when. */
export function IncidentsTable({ viewer, incidents, caption }: { viewer: Viewer; incidents: readonly IncidentLine[]; caption: string }) {
  const words = safeguardingWords[viewer.locale];
  const { incidentKinds: kinds } = terms[viewer.locale];
  return (
    <Table
      caption={caption}
      viewer={viewer}
      rows={incidents}
      columns={[
        { title: words.kind, cell: ({ id, kind }) => <a href={`${address}/${id}`}>{kinds[kind]}</a> },
        { title: words.actBy, cell: (incident) => <DueBy incident={incident} viewer={viewer} /> },
        { title: words.state, cell: ({ state }) => <State of="incident" state={state} locale={viewer.locale} /> },
        { title: words.county, cell: ({ countyZh, countyEn }) => (viewer.locale === 'en' ? countyEn : countyZh) ?? words.noCounty },
        {
          title: words.raised,
          cell: ({ raisedAt, raisedByName }) => (
            <>
              {raisedByName}
              <span class="quiet small under">
                <Instant at={raisedAt} viewer={viewer} />
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

/** A place in the list as an address carries it. */
const placeSchema = z
  .string()
  .regex(/^[012]~\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z~[0-9a-f-]{36}$/)
  .transform((text): IncidentPlace => {
    const [rank = '', actByAt = '', id = ''] = text.split('~');
    return { rank: Number(rank), actByAt, id };
  })
  .refine(({ actByAt, id }) => !Number.isNaN(Date.parse(actByAt)) && z.uuid().safeParse(id).success);

const incidentsShown = 50;

export const incidentsPages = new PageRouter().get(address, 'incident.handle', async (c) => {
  const filter = { state: asked(c, 'state', z.enum(incidentStates)), kind: asked(c, 'kind', z.enum(incidentKinds)) };
  const page = { limit: incidentsShown, after: asked(c, 'after', placeSchema) };
  return sendPrivate(c, incidentsPage({ viewer: viewerOf(c), filter, incidents: await listIncidentsByDue(c.var.db, filter, page) }));
});
