export const encodings = ['utf-8', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

/** So many bytes from the first that is not ASCII on are looked at before it is said what they are. */
export const bytesToTell = 65_536;

/** Is every byte of it ASCII? Then any of the encodings reads it alike. */
export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}

/**
 * How text is written whose bytes are given from its beginning, or from the first that is not ASCII: UTF-8 where they are that, else GB18030. A
 * few Chinese characters of GB18030 can look like UTF-8 of Greek, Cyrillic or Arabic; where the other reading is Chinese, it is that.
 */
export function encodingOf(bytes: Uint8Array, isWhole: boolean): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const utf8 = decoded(bytes, 'utf-8', isWhole);
  if (utf8 === undefined) return 'gb18030';
  if (/\p{Script=Han}/u.test(utf8) || /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(utf8)) return 'utf-8';
  const gb18030 = decoded(bytes, 'gb18030', isWhole);
  return gb18030 !== undefined &&
    /^[\p{ASCII}\p{Script=Han}，。、；：（）《》“”‘’！？　]*$/u.test(gb18030) &&
    /\p{Script=Han}/u.test(gb18030)
    ? 'gb18030'
    : 'utf-8';
}

/** The text, or nothing where the bytes are not of this encoding; what is cut off at the end of a part is no fault of it. */
function decoded(bytes: Uint8Array, encoding: Encoding, isWhole: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return undefined;
  }
}
