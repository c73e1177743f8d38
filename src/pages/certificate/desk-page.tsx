import type { Context } from 'hono';

import { declineCorrection } from '../../actions/certificates/decline-correction.ts';
import { reissueCertificate } from '../../actions/certificates/reissue-certificate.ts';
import { revokeCertificate } from '../../actions/certificates/revoke-certificate.ts';
import { findCertificate, listCorrections, type CertificateSeen, type Correction } from '../../db/queries/certificates.ts';
import { listHappened, type Happened } from '../../db/queries/happened.ts';
import { serialIn } from '../../domain/certificate.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { faultsAt, History, nothingTyped, reasonIn, Split } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Done, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Facts } from './certificate-facts.tsx';
import { certificateWords } from './certificate-words.ts';
import { certificateDeskWords } from './desk-words.ts';
import { Corrections } from './own-page.tsx';
import { sendPdf } from './print.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly certificate: CertificateSeen;
  readonly corrections: readonly Correction[];
  readonly happened: readonly Happened[];
};

const isOpen = (corrections: readonly Correction[]) => corrections.some(({ answeredAt }) => answeredAt === null);

/** One certificate as a coordinator works with it. */
function certificatePage(shown: Shown) {
  const { viewer, certificate, corrections, happened } = shown;
  const words = certificateDeskWords[viewer.locale];
  const said = certificateWords[viewer.locale];
  const done = Object.entries(words.done).find(([word]) => viewer.path.includes(`done=${word}`))?.[1];
  return (
    <Frame viewer={viewer} title={said.checkTitle(certificate.serial)}>
      {done === undefined ? null : <Done>{done}</Done>}
      <Title
        title={said.checkTitle(certificate.serial)}
        above={{ href: '/desk/certificates', name: words.title }}
        beside={
          <>
            <State of="certificate" state={certificate.state} locale={viewer.locale} />{' '}
            <a href={`/desk/placements/${certificate.placementId}`}>{words.placement}</a> ·{' '}
            <a href={`/certificates/${certificate.serial}`}>{words.check}</a> ·{' '}
            <a href={`/desk/certificates/${certificate.serial}/certificate.pdf`}>{words.pdf}</a>
          </>
        }
      />
      <Split label={words.state} aside={<Ways {...shown} />}>
        {corrections.length === 0 ? null : (
          <section aria-labelledby="corrections">
            <h2 id="corrections">{words.corrections}</h2>
            <Corrections viewer={viewer} corrections={corrections} />
          </section>
        )}
        <Facts viewer={viewer} said={{ ...certificate, name: certificate.holderName }} />
        <History viewer={viewer} happened={happened} />
      </Split>
    </Frame>
  );
}

function Ways({ viewer, certificate: { serial, state, supersededBy, closedBecause }, corrections }: Shown) {
  const words = certificateDeskWords[viewer.locale];
  const said = certificateWords[viewer.locale];
  return (
    <>
      <h2>{words.state}</h2>
      {closedBecause === null ? null : (
        <p>
          {said.because}: {closedBecause}
        </p>
      )}
      {supersededBy === null ? null : (
        <p>
          <a href={`/desk/certificates/${supersededBy}`}>{said.toNewer(supersededBy)}</a>
        </p>
      )}
      {state === 'superseded' || supersededBy !== null ? null : (
        <p>
          <a class="button wide-button" href={`/desk/certificates/${serial}/reissue`}>
            {words.reissue}
          </a>
        </p>
      )}
      {isOpen(corrections) ? (
        <p>
          <a href={`/desk/certificates/${serial}/decline`}>{words.decline}</a>
        </p>
      ) : null}
      {state === 'issued' ? (
        <p>
          <a href={`/desk/certificates/${serial}/revoke`}>{words.revoke}</a>
        </p>
      ) : null}
    </>
  );
}

type Way = 'reissue' | 'revoke' | 'decline';

function wayWords(way: Way, { locale }: Viewer) {
  const words = certificateDeskWords[locale];
  if (way === 'reissue') return { lead: words.reissueLead, label: words.reissueReason, button: words.reissueButton };
  if (way === 'revoke') return { lead: words.revokeLead, label: words.revokeReason, button: words.revokeButton };
  return { lead: words.declineLead, label: words.declineAnswer, button: words.declineButton };
}

type Asked = { readonly way: Way; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** Asks why, before a certificate is issued anew, revoked, or left as it is. */
function wayPage(viewer: Viewer, { serial }: CertificateSeen, { way, typed, faults }: Asked) {
  const { lead, label, button } = wayWords(way, viewer);
  const at = `/desk/certificates/${serial}`;
  return (
    <Frame viewer={viewer} title={button} width="reading">
      <Title title={button} above={{ href: at, name: serial }} lead={lead} />
      <Confirm viewer={viewer} action={`${at}/${way}`} back={at} button={button} faults={faults} isGrave={way === 'revoke'}>
        <AreaField name="reason" label={label} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

async function found(c: Context<AppEnv>): Promise<CertificateSeen | undefined> {
  const serial = serialIn(c.req.param('serial') ?? '');
  return serial === undefined ? undefined : findCertificate(c.var.db, serial);
}

/** Whether there is a way from here: what is closed is not closed again. */
async function isPossible(c: Context<AppEnv>, way: Way, { serial, state, supersededBy }: CertificateSeen): Promise<boolean> {
  if (way === 'decline') return isOpen(await listCorrections(c.var.db, serial));
  return state === 'issued' || (way === 'reissue' && state === 'revoked' && supersededBy === null);
}

function asked(way: Way) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const certificate = await found(c);
    if (certificate === undefined) return c.notFound();
    if (!(await isPossible(c, way, certificate))) return seeOther(c, `/desk/certificates/${certificate.serial}`);
    return sendPrivate(c, wayPage(viewerOf(c), certificate, { way, typed: nothingTyped, faults: [] }));
  };
}

const doings = { reissue: reissueCertificate, revoke: revokeCertificate, decline: declineCorrection } as const;
const doneWords = { reissue: 'reissued', revoke: 'revoked', decline: 'declined' } as const;

function decided(way: Way) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const certificate = await found(c);
    if (certificate === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const reason = reasonIn(typed);
    const result = reason.ok ? await doings[way](actionContext(c), certificate.serial, reason.value) : reason;
    if (result.ok) return seeOther(c, `/desk/certificates/${result.value.serial}?done=${doneWords[way]}`);
    const faults = faultsAt(result.error, 'reason', viewer, () => wayWords(way, viewer).label);
    return sendPrivate(c, wayPage(viewer, certificate, { way, typed, faults }), 422);
  };
}

export const certificateDeskPages = new PageRouter()
  .get('/desk/certificates/:serial', 'certificate.issue', async (c) => {
    const certificate = await found(c);
    if (certificate === undefined) return c.notFound();
    const corrections = await listCorrections(c.var.db, certificate.serial);
    const happened = await listHappened(c.var.db, 'certificate', certificate.serial);
    return sendPrivate(c, certificatePage({ viewer: viewerOf(c), certificate, corrections, happened }));
  })
  .get('/desk/certificates/:serial/reissue', 'certificate.issue', asked('reissue'))
  .post('/desk/certificates/:serial/reissue', 'certificate.issue', decided('reissue'))
  .get('/desk/certificates/:serial/revoke', 'certificate.issue', asked('revoke'))
  .post('/desk/certificates/:serial/revoke', 'certificate.issue', decided('revoke'))
  .get('/desk/certificates/:serial/decline', 'certificate.issue', asked('decline'))
  .post('/desk/certificates/:serial/decline', 'certificate.issue', decided('decline'))
  .get('/desk/certificates/:serial/certificate.pdf', 'certificate.issue', async (c) => {
    const certificate = await found(c);
    return certificate === undefined ? c.notFound() : sendPdf(c, certificate);
  });
