import { rotateSigningKey } from '../../actions/credentials/rotate-signing-key.ts';
import { listKeysInUse, type KeyInUse } from '../../actions/credentials/signing-key.ts';
import { actionContext } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Confirm, Done, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { signatoryWords } from './signatory-words.ts';
import { signingKeyWords } from './signing-key-words.ts';

const address = '/admin/signing-keys';

/** The key in force and the earlier ones, with what each signed. */
function keysPage(viewer: Viewer, keys: readonly KeyInUse[]) {
  const words = signingKeyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      {viewer.path.includes('done=rotated') ? <Done>{words.done}</Done> : null}
      <Title title={words.title} above={{ href: '/admin/signatories', name: signatoryWords[viewer.locale].title }} lead={words.lead} />
      {keys.length === 0 ? <p class="quiet">{words.none}</p> : <Keys viewer={viewer} keys={keys} />}
      <section class="part" aria-labelledby="rotate">
        <h2 id="rotate">{words.rotate}</h2>
        <p class="measure">{words.rotateLead}</p>
        <p class="actions">
          <a class="button second" href={`${address}/rotate`}>
            {words.rotate}
          </a>
        </p>
      </section>
      <section class="part" aria-labelledby="published">
        <h2 id="published">{words.published}</h2>
        <ul>
          <li>
            <a href="/.well-known/did.json">{words.document}</a>
          </li>
          <li>
            <a href="/.well-known/jwks.json">{words.keySet}</a>
          </li>
        </ul>
      </section>
    </Frame>
  );
}

function Keys({ viewer, keys }: { readonly viewer: Viewer; readonly keys: readonly KeyInUse[] }) {
  const words = signingKeyWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={keys}
      columns={[
        { title: words.key, cell: ({ kid }) => <code class="address">{kid}</code> },
        {
          title: words.state,
          cell: ({ until }) => (until === null ? <Pill tone="done">{words.inForce}</Pill> : <Pill>{words.earlier}</Pill>),
        },
        { title: words.since, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        { title: words.until, cell: ({ until }) => (until === null ? '–' : <Instant at={until} viewer={viewer} />) },
        { title: words.credentials, isNumber: true, cell: ({ credentials }) => credentials },
      ]}
    />
  );
}

/** Asks before the key is changed: what it does, and what stays. */
function rotatePage(viewer: Viewer, present: KeyInUse | undefined) {
  const words = signingKeyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.askTitle} width="reading">
      <Confirm viewer={viewer} action={address} button={words.confirm} back={address}>
        <Title title={words.askTitle} above={{ href: address, name: words.title }} lead={words.askLead} />
        <p>{present === undefined ? words.first : words.stays(present.credentials)}</p>
        {present === undefined ? null : (
          <Note>
            <p>{words.leaked}</p>
          </Note>
        )}
      </Confirm>
    </Frame>
  );
}

export const signingKeyPages = new PageRouter()
  .get(address, 'signatory.change', async (c) => sendPrivate(c, keysPage(viewerOf(c), await listKeysInUse(actionContext(c)))))
  .get(`${address}/rotate`, 'signatory.change', async (c) => {
    const [present] = await listKeysInUse(actionContext(c));
    return sendPrivate(c, rotatePage(viewerOf(c), present));
  })
  .post(address, 'signatory.change', async (c) => {
    valueOf(await rotateSigningKey(actionContext(c)));
    return seeOther(c, `${address}?done=rotated`);
  });
