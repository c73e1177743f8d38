import { listPublishedKeys } from '../../actions/credentials/signing-key.ts';
import { signStatusList } from '../../actions/credentials/sign-status-list.ts';
import { issuerDid } from '../../domain/credential.ts';
import { actionContext } from '../../http/context.ts';
import { PageRouter } from '../page-router.ts';

const open = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' } as const;

/** What programs need to check credentials by themselves: the issuer with its keys, and which credentials hold no longer. */
export const publishedPages = new PageRouter()
  .get('/.well-known/did.json', 'open-data.read', async (c) => {
    const id = issuerDid(c.var.settings.signIn.siteUrl);
    const methods = (await listPublishedKeys(actionContext(c))).map(({ kid, jwk }) => ({
      id: `${id}#${kid}`,
      type: 'JsonWebKey',
      controller: id,
      publicKeyJwk: jwk,
    }));
    const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'];
    const document = { '@context': context, id, verificationMethod: methods, assertionMethod: methods.map((method) => method.id) };
    return c.json(document, 200, open);
  })
  .get('/.well-known/jwks.json', 'open-data.read', async (c) =>
    c.json({ keys: (await listPublishedKeys(actionContext(c))).map(({ jwk }) => jwk) }, 200, open),
  )
  .get('/status-lists/:list/list.jwt', 'open-data.read', async (c) => {
    const list = /^\d{1,4}$/.test(c.req.param('list')) ? Number(c.req.param('list')) : 0;
    const signed = await signStatusList(actionContext(c), list);
    return signed.ok ? c.body(signed.value, 200, { ...open, 'Content-Type': 'application/vc+jwt' }) : c.notFound();
  });
