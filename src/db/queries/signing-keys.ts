/** Where a private key belongs, for its encryption. */
export const signingKeyPlace = (id: string) => `signing_keys.sealed_private_key ${id}`;
