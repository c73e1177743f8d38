import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * Encryption of single fields, so that a copy of the database tells nothing of them.
 *
 * A sealed value is one byte with the version of its key, twelve of nonce, and AES-256-GCM's text with its tag. The place it
 * belongs to (table, column, row) is bound in, so that a value moved to another row does not open.
 * Source: NIST SP 800-38D.
 */
export type FieldKeys = {
  /** The version that seals. */
  readonly newest: number;
  /** All versions that are here, the oldest first. */
  readonly versions: readonly number[];
  readonly seal: (text: string, place: string) => Promise<Uint8Array>;
  /** Throws where the value was altered, moved, or its key is not here. */
  readonly open: (sealed: Uint8Array, place: string) => Promise<string>;
  /** A hash that finds the same text again and that nobody without the key can try out. */
  readonly hash: (text: string) => Promise<string>;
};

type Bytes = Uint8Array<ArrayBuffer>;
const nonceBytes = 12;

/** @param fieldKeys base64 of 32 bytes each, by version; @param hashKey base64 of 32 bytes, which stays as it is */
export function fieldKeysOf(fieldKeys: ReadonlyMap<number, string>, hashKey: string): FieldKeys {
  const newest = Math.max(...fieldKeys.keys());
  const imported = new Map<number, Promise<CryptoKey>>();
  const keyOf = async (version: number): Promise<CryptoKey> => {
    const text = fieldKeys.get(version);
    if (text === undefined) throw new Error(`there is no field key of version ${version}`);
    const known = imported.get(version) ?? crypto.subtle.importKey('raw', bytesOf(text), 'AES-GCM', false, ['encrypt', 'decrypt']);
    imported.set(version, known);
    return known;
  };
  let hashing: Promise<CryptoKey> | undefined;
  return {
    newest,
    versions: [...fieldKeys.keys()].toSorted((a, b) => a - b),
    seal: async (text, place) => {
      const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const bound = { name: 'AES-GCM', iv, additionalData: utf8(place) };
      const sealed = new Uint8Array(await crypto.subtle.encrypt(bound, await keyOf(newest), utf8(text)));
      return new Uint8Array([newest, ...iv, ...sealed]);
    },
    open: async (sealed, place) => {
      const bytes = Uint8Array.from(sealed);
      const bound = { name: 'AES-GCM', iv: bytes.slice(1, 1 + nonceBytes), additionalData: utf8(place) };
      const text = await crypto.subtle.decrypt(bound, await keyOf(versionOf(bytes)), bytes.slice(1 + nonceBytes));
      return new TextDecoder().decode(text);
    },
    hash: async (text) => {
      hashing ??= crypto.subtle.importKey('raw', bytesOf(hashKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      const hash = new Uint8Array(await crypto.subtle.sign('HMAC', await hashing, utf8(text)));
      return bytesToHex(hash);
    },
  };
}

/** The version of the key that a value was sealed with. */
export function versionOf(sealed: Uint8Array): number {
  return sealed[0] ?? 0;
}

function utf8(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text));
}

function bytesOf(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
