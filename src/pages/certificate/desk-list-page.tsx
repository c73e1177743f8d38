import type { Context } from 'hono';
import { z } from 'zod';

import { issueSeason } from '../../actions/certificates/issue-season.ts';
import {
  listCertificates,
  listSeasonsToCertify,
  type CertificateFilter,
  type ListedCertificate,
  type SeasonToCertify,
} from '../../db/queries/certificates.ts';
import type { Page } from '../../db/queries/page.ts';
import { certificateStates, serialIn } from '../../domain/certificate.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { askedOne, idIn } from '../desk/asked.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { Confirm, Done, Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { certificateDeskWords } from './desk-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly seasons: readonly SeasonToCertify[];
  readonly typed: Typed;
  readonly page: Page<ListedCertificate>;
};

/** Certificates of all seasons, and what is still to be issued. */
function certificatesPage({ viewer, seasons, typed, page }: Shown) {
  const { locale } = viewer;
  const words = certificateDeskWords[locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      {viewer.path.includes('done=begun') ? <Done>{words.begun}</Done> : null}
      <Title title={words.title} lead={words.lead} />
      <section class="part" aria-labelledby="seasons">
        <h2 id="seasons">{words.seasons}</h2>
        <Seasons viewer={viewer} seasons={seasons} />
      </section>
      <section class="part" aria-labelledby="list">
        <h2 id="list">{words.list}</h2>
        <Filters viewer={viewer} action="/desk/certificates">
          <TextField type="search" name="serial" label={words.serialSearch} typed={typed} />
          <SelectField
            name="state"
            label={words.state}
            typed={typed}
            none={words.anyState}
            options={certificateStates.map((state) => ({ value: state, label: terms[locale].states.certificate[state] }))}
          />
          <SelectField
            name="asked"
            label={words.onlyAsked}
            typed={typed}
            none={words.any}
            options={[{ value: 'yes', label: words.askedYes }]}
          />
        </Filters>
        {page.items.length === 0 ? (
          <Empty>
            <p>{words.none}</p>
          </Empty>
        ) : (
          <List viewer={viewer} items={page.items} />
        )}
        <Paging nextAfter={page.nextAfter} viewer={viewer} />
        <TakeAlong viewer={viewer} kind="certificates" />
      </section>
    </Frame>
  );
}

function Seasons({ viewer, seasons }: Pick<Shown, 'viewer' | 'seasons'>) {
  const words = certificateDeskWords[viewer.locale];
  return (
    <Table
      caption={words.seasons}
      viewer={viewer}
      rows={seasons}
      isDense
      columns={[
        { title: words.season, cell: ({ id, name }) => <a href={`/desk/seasons/${id}`}>{name[viewer.locale]}</a> },
        { title: words.completed, isNumber: true, cell: ({ completed }) => completed },
        { title: words.uncertified, isNumber: true, cell: ({ uncertified }) => uncertified },
        { title: words.progress, cell: ({ batch }) => <Batch viewer={viewer} batch={batch} /> },
        {
          title: words.reissue,
          isUnseen: true,
          cell: ({ id, uncertified }) =>
            uncertified === 0 ? null : <a href={`/desk/seasons/${id}/certificates`}>{words.issueSeason(uncertified)}</a>,
        },
      ]}
    />
  );
}

function Batch({ viewer, batch }: { readonly viewer: Viewer; readonly batch: SeasonToCertify['batch'] }) {
  const words = certificateDeskWords[viewer.locale];
  if (batch === null) return <>{words.noBatch}</>;
  return (
    <>
      <Pill tone={batch.finishedAt === null ? 'waiting' : 'done'}>{batch.finishedAt === null ? words.atWork : words.finished}</Pill>{' '}
      {words.progressText(batch.issued, batch.total)}
      {batch.skipped === 0 ? null : <span class="under">{words.skipped(batch.skipped)}</span>}
    </>
  );
}

function List({ viewer, items }: { readonly viewer: Viewer; readonly items: readonly ListedCertificate[] }) {
  const words = certificateDeskWords[viewer.locale];
  return (
    <Table
      caption={words.list}
      viewer={viewer}
      rows={items}
      isDense
      columns={[
        { title: words.name, cell: ({ serial, name }) => <a href={`/desk/certificates/${serial}`}>{name}</a> },
        { title: words.number, isKept: true, cell: ({ serial }) => serial },
        { title: words.county, cell: ({ county }) => county[viewer.locale] },
        { title: words.season, cell: ({ season }) => season[viewer.locale] },
        { title: words.issued, cell: ({ issuedAt }) => <Instant at={issuedAt} viewer={viewer} /> },
        {
          title: words.state,
          cell: ({ state, isAskedAbout }) => (
            <>
              <State of="certificate" state={state} locale={viewer.locale} />{' '}
              {isAskedAbout ? <Pill tone="waiting">{words.asked}</Pill> : null}
            </>
          ),
        },
      ]}
    />
  );
}

const filterSchema = z.object({
  state: askedOne(certificateStates),
  asked: askedOne(['yes']),
  serial: z.string().max(60).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
});

async function sendList(c: Context<AppEnv>): Promise<Response> {
  const { state, asked, serial, after } = filterSchema.parse(c.req.query());
  const wanted = serial === undefined || serial.trim() === '' ? undefined : (serialIn(serial) ?? serial);
  const filter: CertificateFilter = { state, isAskedAbout: asked === 'yes', serial: wanted };
  const page = await listCertificates(c.var.db, filter, { limit: 50, after: after === undefined ? undefined : serialIn(after) });
  const seasons = await listSeasonsToCertify(c.var.db);
  return sendPrivate(c, certificatesPage({ viewer: viewerOf(c), seasons, typed: typedInAddress(c), page }));
}

async function seasonOf(c: Context<AppEnv>): Promise<SeasonToCertify | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : (await listSeasonsToCertify(c.var.db, id))[0];
}

/** Asks before certificates are issued and letters go out: how many. */
function issuePage(viewer: Viewer, { id, name, uncertified }: SeasonToCertify) {
  const words = certificateDeskWords[viewer.locale];
  const title = words.issueTitle(name[viewer.locale]);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: '/desk/certificates', name: words.title }} />
      <Confirm
        viewer={viewer}
        action={`/desk/seasons/${id}/certificates`}
        back="/desk/certificates"
        button={words.issueSeason(uncertified)}
      >
        <p>{words.issueLead(uncertified)}</p>
      </Confirm>
    </Frame>
  );
}

export const certificateListPages = new PageRouter()
  .get('/desk/certificates', 'certificate.issue', async (c) => sendList(c))
  .get('/desk/seasons/:id/certificates', 'certificate.issue', async (c) => {
    const season = await seasonOf(c);
    return season === undefined ? c.notFound() : sendPrivate(c, issuePage(viewerOf(c), season));
  })
  .post('/desk/seasons/:id/certificates', 'certificate.issue', async (c) => {
    const season = await seasonOf(c);
    if (season === undefined) return c.notFound();
    valueOf(await issueSeason(actionContext(c), season.id));
    return seeOther(c, '/desk/certificates?done=begun');
  });
