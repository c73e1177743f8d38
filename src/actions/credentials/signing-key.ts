import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

import { issuerDid } from '../../domain/credential.ts';
import { asConsequence } from '../../db/acting.ts';
import { insertSigningKey, listKeyUses, listSigningKeys, signingKeyPlace, type SigningKey } from '../../db/queries/signing-keys.ts';
import { instantOf, type ActionContext } from '../context.ts';

export type PublishedKey = { readonly kid: string; readonly jwk: JWK; readonly createdAt: string };

/** Makes a key that signs from now on; its private half is sealed like every secret field. For admins, or as a consequence. */
export async function makeSigningKey({ db, keys, now }: ActionContext): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const id = crypto.randomUUID();
  const sealed = await keys.seal(JSON.stringify(await exportJWK(privateKey)), signingKeyPlace(id));
  const made = { id, publicKey: JSON.stringify(await exportJWK(publicKey)), sealedPrivateKey: sealed, createdAt: instantOf(now) };
  return insertSigningKey(db, made);
}

/** Every key that signs or signed, the newest first: what an older one signed can still be checked. */
export async function listPublishedKeys({ db, actor }: Pick<ActionContext, 'db' | 'actor'>): Promise<PublishedKey[]> {
  const stored = await asConsequence(db, actor, async () => listSigningKeys(db));
  return Promise.all(stored.map(async ({ publicKey, createdAt }) => ({ ...(await published(publicKey)), createdAt })));
}

/** A key with how long it signed and how much: nothing of it is secret, and none of it is about anybody. */
export type KeyInUse = Omit<PublishedKey, 'jwk'> & {
  /** When the next one took its place; null while it signs. */
  readonly until: string | null;
  /** How many credentials bear its signature, each counted once. */
  readonly credentials: number;
};

/** The key that signs and those that signed, the newest first. */
export async function listKeysInUse({ db, actor }: Pick<ActionContext, 'db' | 'actor'>): Promise<KeyInUse[]> {
  const uses = await asConsequence(db, actor, async () => listKeyUses(db));
  return Promise.all(
    uses.map(async ({ publicKey, createdAt, credentials }, index) => ({
      kid: (await published(publicKey)).kid,
      createdAt,
      until: uses[index - 1]?.createdAt ?? null,
      credentials,
    })),
  );
}

async function published(publicKey: string): Promise<Omit<PublishedKey, 'createdAt'>> {
  const jwk = jwkIn(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, jwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' } };
}

function jwkIn(text: string): JWK {
  // What we wrote is what we read.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as JWK;
}

/** Signs a credential with the newest key, which is made where there is none. Source: W3C Securing Verifiable Credentials using JOSE and COSE. */
export async function sign(
  context: ActionContext,
  credential: { readonly id: string; readonly validFrom: string },
): Promise<{ readonly jwt: string; readonly keyId: string }> {
  const { db, actor, keys, siteUrl } = context;
  const [newest] = await asConsequence(db, actor, async () => listSigningKeys(db));
  const key = newest ?? (await asConsequence(db, actor, async () => makeSigningKey(context)));
  const { kid } = await published(key.publicKey);
  const privateKey = await importJWK(jwkIn(await keys.open(key.sealedPrivateKey, signingKeyPlace(key.id))), 'EdDSA');
  const did = issuerDid(siteUrl);
  const jwt = await new SignJWT({ ...credential })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc', kid: `${did}#${kid}` })
    .setIssuer(did)
    .setJti(credential.id)
    .setNotBefore(new Date(credential.validFrom))
    .sign(privateKey);
  return { jwt, keyId: key.id };
}
