import { z } from 'zod';

import { countPeople, listPeople, personKinds, personOrders, type ListedPerson } from '../../db/queries/desk-people.ts';
import type { Page } from '../../db/queries/page.ts';
import { mostCounted } from '../../db/queries/queue.ts';
import { homeRegions } from '../../domain/teaching.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { askedOne, askedText, orderAsked, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { peopleWords } from './people-words.ts';

const filterSchema = z.object({ kind: askedOne(personKinds), region: askedOne(homeRegions), q: askedText });

type Shown = { readonly viewer: Viewer; readonly typed: Typed; readonly count: number; readonly page: Page<ListedPerson> };

function peoplePage({ viewer, typed, count, page }: Shown) {
  const words = peopleWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Filters viewer={viewer} action="/desk/people">
        <TextField type="search" name="q" label={words.text} typed={typed} />
        <SelectField
          name="kind"
          label={words.kind}
          typed={typed}
          none={words.anyKind}
          options={personKinds.map((kind) => ({ value: kind, label: kind === 'officer' ? words.officer : said.volunteerKinds[kind] }))}
        />
        <SelectField
          name="region"
          label={words.region}
          typed={typed}
          none={words.anyRegion}
          options={homeRegions.map((region) => ({ value: region, label: said.homeRegions[region] }))}
        />
      </Filters>
      <p class="small quiet">{count > mostCounted ? desk.moreThan(mostCounted) : desk.total(count)}</p>
      {page.items.length === 0 ? (
        <Empty>
          <p>{desk.none}</p>
        </Empty>
      ) : (
        <Table
          caption={words.title}
          viewer={viewer}
          rows={page.items}
          isDense
          columns={[
            {
              title: desk.name,
              sort: 'name',
              cell: ({ id, name, isFrozen }) => (
                <>
                  <a href={`/desk/people/${id}`}>{name}</a> {isFrozen ? <Pill tone="refused">{words.frozen}</Pill> : null}
                </>
              ),
            },
            { title: words.kind, cell: (person) => kindText(person, viewer) },
            { title: words.institution, sort: 'institution', cell: ({ institution }) => institution ?? '' },
            { title: words.region, cell: ({ homeRegion }) => (homeRegion === null ? '' : said.homeRegions[homeRegion]) },
            { title: words.completed, isNumber: true, cell: ({ completed }) => completed },
          ]}
        />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

/** What somebody is: a kind of volunteer, the officer of their counties, or both. */
export function kindText({ kind, counties }: ListedPerson, viewer: Viewer): string {
  const desk = deskWords[viewer.locale];
  const parts = [
    ...(kind === null ? [] : [terms[viewer.locale].volunteerKinds[kind]]),
    ...(counties.length === 0 ? [] : [peopleWords[viewer.locale].officerOf(desk.joined(counties.map((county) => nameIn(county, viewer))))]),
  ];
  return parts.length === 0 ? '' : desk.joined(parts);
}

export const peoplePages = new PageRouter().get('/desk/people', 'application.decide', async (c) => {
  const { db } = c.var;
  const { q: text, ...rest } = filterSchema.parse(c.req.query());
  const filter = { text, ...rest, ...orderAsked(c, personOrders) };
  const asked = pageAsked(c);
  const page = await listPeople(db, filter, asked);
  const isWhole = asked.after === undefined && page.nextAfter === null;
  // Where the first page holds all that was found, nothing is left to count.
  const count = isWhole ? page.items.length : await countPeople(db, filter);
  return sendPrivate(c, peoplePage({ viewer: viewerOf(c), typed: typedInAddress(c), count, page }));
});
