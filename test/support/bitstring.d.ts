/** What the tests use of a library that brings no types. */
declare module '@digitalbazaar/bitstring' {
  export class Bitstring {
    constructor(of: { readonly buffer: Uint8Array });
    static decodeBits(of: { readonly encoded: string }): Promise<Uint8Array>;
    get(position: number): boolean;
  }
}
