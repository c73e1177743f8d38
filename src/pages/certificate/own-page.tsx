import type { Context } from 'hono';

import { askCorrection } from '../../actions/certificates/ask-correction.ts';
import { signCredential } from '../../actions/credentials/sign-credential.ts';
import { accountIdOf } from '../../actions/context.ts';
import {
  findCertificate,
  listCorrections,
  listOwnCertificates,
  type CertificateSeen,
  type Correction,
} from '../../db/queries/certificates.ts';
import { correctionInputSchema } from '../../domain/certificate.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { faultsAt } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Done, Empty, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Facts, issuedDay } from './certificate-facts.tsx';
import { certificateWords } from './certificate-words.ts';
import { ownWords } from './own-words.ts';
import { sendPdf } from './print.ts';

/** A volunteer's certificates over the years, the newest first. */
function certificatesPage(viewer: Viewer, certificates: readonly CertificateSeen[]) {
  const { locale } = viewer;
  const words = ownWords[locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      {certificates.length === 0 ? (
        <Empty>
          <p>{words.empty}</p>
          <p>
            <a href="/placements">{words.toPlacements}</a>
          </p>
        </Empty>
      ) : (
        <Table
          caption={words.title}
          viewer={viewer}
          rows={certificates}
          columns={[
            {
              title: words.service,
              cell: ({ serial, facts }) => (
                <>
                  <a href={`/me/certificates/${serial}`}>{`${facts.season[locale]} · ${facts.county[locale]}`}</a>
                  <span class="under">{serial}</span>
                </>
              ),
            },
            { title: words.issued, cell: ({ issuedAt }) => dayText(issuedDay(issuedAt), locale) },
            { title: words.state, cell: ({ state }) => <State of="certificate" state={state} locale={locale} /> },
            {
              title: words.pdf,
              isUnseen: true,
              cell: ({ serial }) => (
                <a href={`/me/certificates/${serial}/certificate.pdf`} aria-label={words.pdfOf(serial)}>
                  PDF
                </a>
              ),
            },
          ]}
        />
      )}
    </Frame>
  );
}

type Shown = {
  readonly viewer: Viewer;
  readonly certificate: CertificateSeen;
  readonly corrections: readonly Correction[];
  readonly checkedAt: string;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
};

function certificatePage(shown: Shown) {
  const { viewer, certificate, checkedAt, faults = [] } = shown;
  const words = ownWords[viewer.locale];
  const title = certificateWords[viewer.locale].checkTitle(certificate.serial);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {viewer.path.includes('done=asked') ? <Done>{words.done}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={title}
        above={{ href: '/me/certificates', name: words.title }}
        beside={<State of="certificate" state={certificate.state} locale={viewer.locale} />}
      />
      <Newer viewer={viewer} certificate={certificate} />
      <p>
        <a class="button" href={`/me/certificates/${certificate.serial}/certificate.pdf`}>
          {words.pdf}
        </a>{' '}
        <a href={`/me/certificates/${certificate.serial}/credential.jwt`}>{words.credential}</a>
      </p>
      <p class="quiet small">{words.credentialHint}</p>
      <Facts viewer={viewer} said={{ ...certificate, name: certificate.holderName }} />
      <p>
        {words.checkLead} <a href={`/certificates/${certificate.serial}`}>{checkedAt}</a>
      </p>
      <CorrectionPart {...shown} />
    </Frame>
  );
}

function Newer({ viewer, certificate: { supersededBy, closedBecause, state } }: Pick<Shown, 'viewer' | 'certificate'>) {
  if (state === 'issued') return null;
  const words = certificateWords[viewer.locale];
  return (
    <Note tone="refused">
      <p>{state === 'revoked' ? words.revoked : words.superseded}</p>
      {closedBecause === null ? null : (
        <p>
          {words.because}: {closedBecause}
        </p>
      )}
      {supersededBy === null ? null : (
        <p>
          <a href={`/me/certificates/${supersededBy}`}>{ownWords[viewer.locale].toNewer}</a>
        </p>
      )}
    </Note>
  );
}

/** What was asked and answered, and the form to ask where nothing is open. */
function CorrectionPart({ viewer, certificate, corrections, typed = new Typed(), faults = [] }: Shown) {
  const words = ownWords[viewer.locale];
  const isOpen = corrections.some(({ answeredAt }) => answeredAt === null);
  return (
    <section class="part" aria-labelledby="correction">
      <h2 id="correction">{words.correction}</h2>
      <Corrections viewer={viewer} corrections={corrections} />
      {certificate.state === 'issued' || corrections.length > 0 ? null : <p class="quiet">{words.notInForce}</p>}
      {certificate.state !== 'issued' || isOpen ? null : (
        <form method="post" action={`/me/certificates/${certificate.serial}`} novalidate>
          <p>
            {words.correctionLead} <a href="/me/profile">{words.toProfile}</a>
          </p>
          <AreaField name="text" label={words.text} typed={typed} faults={faults} maxlength={2000} />
          <button class="button second">{words.ask}</button>
        </form>
      )}
    </section>
  );
}

export function Corrections({ viewer, corrections }: Pick<Shown, 'viewer' | 'corrections'>) {
  const words = ownWords[viewer.locale];
  return (
    <>
      {corrections.map(({ text, askedAt, answer, answeredAt }) => (
        <Note tone={answeredAt === null ? 'waiting' : 'plain'}>
          <p>{text}</p>
          <p class="quiet small">
            {words.askedAt} <Instant at={askedAt} viewer={viewer} />
          </p>
          <p>{answer === null ? words.waiting : `${words.answer}: ${answer}`}</p>
        </Note>
      ))}
    </>
  );
}

type OfOne = Context<AppEnv, '/me/certificates/:serial'>;

/** One's own, and nobody else's, whatever else one may do here. */
async function found(c: Context<AppEnv>): Promise<CertificateSeen | undefined> {
  const certificate = await findCertificate(c.var.db, c.req.param('serial') ?? '');
  return certificate?.accountId === accountIdOf(c.var.actor) ? certificate : undefined;
}

async function send(c: OfOne, tried?: { readonly typed: Typed; readonly faults: readonly FieldFault[] }): Promise<Response> {
  const certificate = await found(c);
  if (certificate === undefined) return c.notFound();
  const corrections = await listCorrections(c.var.db, certificate.serial);
  const checkedAt = new URL(`/certificates/${certificate.serial}`, c.var.settings.signIn.siteUrl).href;
  return sendPrivate(
    c,
    certificatePage({ viewer: viewerOf(c), certificate, corrections, checkedAt, ...tried }),
    tried === undefined ? 200 : 422,
  );
}

export const ownCertificatePages = new PageRouter()
  .get('/me/certificates', 'certificate.ask', async (c) =>
    sendPrivate(c, certificatesPage(viewerOf(c), await listOwnCertificates(c.var.db, accountIdOf(c.var.actor) ?? ''))),
  )
  .get('/me/certificates/:serial', 'certificate.ask', async (c) => send(c))
  .post('/me/certificates/:serial', 'certificate.ask', async (c) => {
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    if ((await found(c)) === undefined) return c.notFound();
    const parsed = correctionInputSchema.safeParse({ text: typed.optional('text') });
    const labelOf = () => ownWords[viewer.locale].text;
    if (!parsed.success) return send(c, { typed, faults: fieldFaults(faultsOf(parsed.error), viewer.locale, labelOf) });
    const asked = await askCorrection(actionContext(c), c.req.param('serial'), parsed.data.text);
    if (asked.ok) return seeOther(c, `/me/certificates/${asked.value.serial}?done=asked`);
    return send(c, { typed, faults: faultsAt(asked.error, 'text', viewer, labelOf) });
  })
  .get('/me/certificates/:serial/credential.jwt', 'certificate.ask', async (c) => {
    const certificate = await found(c);
    const signed = certificate === undefined ? undefined : await signCredential(actionContext(c), certificate.serial);
    if (signed?.ok !== true) return c.notFound();
    const name = `attachment; filename="${c.req.param('serial')}.jwt"`;
    return c.body(signed.value, 200, { 'Content-Type': 'application/vc+jwt', 'Content-Disposition': name, 'Cache-Control': 'no-store' });
  })
  .get('/me/certificates/:serial/certificate.pdf', 'certificate.ask', async (c) => {
    const certificate = await found(c);
    return certificate === undefined ? c.notFound() : sendPdf(c, certificate);
  });
