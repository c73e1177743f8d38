/** The part of HarfBuzz's C interface that cuts a font down; every value is a number: an address, a length, a code point. */
type HarfBuzz = {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly malloc: (bytes: number) => number;
  readonly free: (at: number) => void;
  readonly hb_blob_create: (at: number, length: number, mode: number, data: number, destroy: number) => number;
  readonly hb_blob_destroy: (blob: number) => void;
  readonly hb_blob_get_data: (blob: number, length: number) => number;
  readonly hb_blob_get_length: (blob: number) => number;
  readonly hb_face_create: (blob: number, index: number) => number;
  readonly hb_face_destroy: (face: number) => void;
  readonly hb_face_reference_blob: (face: number) => number;
  readonly hb_subset_input_create_or_fail: () => number;
  readonly hb_subset_input_destroy: (input: number) => void;
  readonly hb_subset_input_unicode_set: (input: number) => number;
  readonly hb_subset_input_set: (input: number, kind: number) => number;
  readonly hb_set_clear: (set: number) => void;
  readonly hb_set_add: (set: number, codePoint: number) => void;
  readonly hb_subset_or_fail: (face: number, input: number) => number;
};

const writable = 2;
const layoutFeatures = 6;

/** One instance a module: it takes its memory once, and is never in the middle of a font when it is asked for another. */
const instances = new WeakMap<WebAssembly.Module, HarfBuzz>();

function instanceOf(module: WebAssembly.Module): HarfBuzz {
  const known = instances.get(module);
  if (known !== undefined) return known;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the module exports
  const made = new WebAssembly.Instance(module, {}).exports as unknown as HarfBuzz;
  // oxlint-disable-next-line no-underscore-dangle -- its own name
  made._initialize();
  instances.set(module, made);
  return made;
}

/** A font with nothing but the signs of the text: some kilobytes of the ten megabytes that Chinese takes. */
export function subsetFont(module: WebAssembly.Module, font: Uint8Array, text: string): Uint8Array {
  const hb = instanceOf(module);
  const at = hb.malloc(font.length);
  new Uint8Array(hb.memory.buffer).set(font, at);
  const blob = hb.hb_blob_create(at, font.length, writable, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  const input = hb.hb_subset_input_create_or_fail();
  const kept = hb.hb_subset_input_unicode_set(input);
  // Other forms of a sign, such as ligatures, have widths of their own, which the paper does not know.
  hb.hb_set_clear(hb.hb_subset_input_set(input, layoutFeatures));
  for (const sign of text) hb.hb_set_add(kept, sign.codePointAt(0) ?? 0);
  const subset = hb.hb_subset_or_fail(face, input);
  try {
    if (subset === 0) throw new Error('the font could not be cut down');
    const made = hb.hb_face_reference_blob(subset);
    const from = hb.hb_blob_get_data(made, 0);
    const bytes = new Uint8Array(hb.memory.buffer).slice(from, from + hb.hb_blob_get_length(made));
    hb.hb_blob_destroy(made);
    return bytes;
  } finally {
    if (subset !== 0) hb.hb_face_destroy(subset);
    hb.hb_subset_input_destroy(input);
    hb.hb_face_destroy(face);
    hb.hb_blob_destroy(blob);
    hb.free(at);
  }
}
