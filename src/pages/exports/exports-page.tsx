import { z } from 'zod';

import { listFilterChoices, type Choice } from '../../db/queries/desk-applications.ts';
import { authorise } from '../../domain/actor.ts';
import { exportFormats, exportKinds, exportPermissions, isSeasonal, type ExportKind } from '../../domain/exports/export.ts';
import { sendList } from '../../http/exports/send-list.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { asked } from '../public/asked.ts';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { exportsWords } from './exports-words.ts';
import { ListFiles } from './take-along.tsx';
import { tellingIn } from './telling.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly kinds: readonly ExportKind[];
  readonly seasons: readonly Choice[];
  readonly season: string | undefined;
};

function exportsPage({ viewer, typed, kinds, seasons, season }: Shown) {
  const { locale } = viewer;
  const words = exportsWords[locale];
  const chosen = seasons.find(({ value }) => value === season);
  const within = chosen === undefined ? words.everySeason : words.ofSeason(chosen.name[locale]);
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Note>
        <p>{words.logged}</p>
      </Note>
      {kinds.some(isSeasonal) ? (
        <Filters viewer={viewer} action="/lists">
          <SelectField
            name="season"
            label={words.narrow}
            typed={typed}
            none={words.allSeasons}
            options={seasons.map(({ value, name }) => ({ value, label: name[locale] }))}
          />
        </Filters>
      ) : null}
      <Table
        caption={words.title}
        viewer={viewer}
        rows={kinds}
        columns={[
          {
            title: words.list,
            cell: (kind) => (
              <>
                {words.kinds[kind].name}
                <span class="under">
                  {words.kinds[kind].about} {isSeasonal(kind) ? within : ''}
                </span>
              </>
            ),
          },
          {
            title: words.files,
            cell: (kind) => <ListFiles viewer={viewer} kind={kind} season={isSeasonal(kind) ? chosen?.value : undefined} />,
          },
        ]}
      />
    </Frame>
  );
}

export const exportsPages = new PageRouter().get('/lists', 'me.read', async (c) => {
  const typed = typedInAddress(c);
  const kinds = exportKinds.filter((kind) => authorise(c.var.actor, exportPermissions[kind]).ok);
  const { seasons } = await listFilterChoices(c.var.db);
  return sendPrivate(c, exportsPage({ viewer: viewerOf(c), typed, kinds, seasons, season: asked(typed, 'season', z.uuid()) }));
});

for (const kind of exportKinds) {
  for (const format of exportFormats) {
    exportsPages.get(`/lists/${kind}.${format}`, exportPermissions[kind], async (c) => {
      const seasonId = isSeasonal(kind) ? asked(typedInAddress(c), 'season', z.uuid()) : undefined;
      return sendList(c, { kind, format, seasonId }, tellingIn(kind, viewerOf(c)));
    });
  }
}
