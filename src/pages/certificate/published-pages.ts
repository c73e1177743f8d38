import type { Context } from 'hono';

import { listPublishedKeys } from '../../actions/credentials/signing-key.ts';
import { signStatusList } from '../../actions/credentials/sign-status-list.ts';
import { issuerDid, type StatusPurpose } from '../../domain/credential.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
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
  .get('/status-lists/:list/list.jwt', 'open-data.read', async (c) => sendList(c, 'revocation'))
  .get('/status-lists/:list/messages.jwt', 'open-data.read', async (c) => sendList(c, 'message'));

async function sendList(c: Context<AppEnv>, purpose: StatusPurpose) {
  const asked = c.req.param('list') ?? '';
  const signed = await signStatusList(actionContext(c), purpose, /^\d{1,4}$/.test(asked) ? Number(asked) : 0);
  return signed.ok ? c.body(signed.value, 200, { ...open, 'Content-Type': 'application/vc+jwt' }) : c.notFound();
}
