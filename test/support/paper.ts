import { inflateSync } from 'node:zlib';

import fontkit from '@pdf-lib/fontkit';
import { PDFDict, PDFDocument, PDFName, type PDFRawStream, type PDFRef } from 'pdf-lib';

/** A sign as it stands on a sheet: its outline from the font inside the file, where and how large. */
export type Drawn = { readonly font: EmbeddedFont; readonly glyph: number; readonly size: number; readonly x: number; readonly y: number };
export type Line = { readonly text: string; readonly x: number; readonly y: number; readonly drawn: readonly Drawn[] };
export type EmbeddedFont = ReturnType<typeof fontkit.create>;

function inflated(stream: PDFRawStream): Buffer {
  return inflateSync(stream.getContents());
}

/** What a sheet made by the product says and how it looks, read from its operators and the fonts in the file alone. */
export async function linesOnPaper(pdf: Uint8Array): Promise<Line[]> {
  const document = await PDFDocument.load(pdf);
  const [page] = document.getPages();
  const { Contents, Font } = page!.node.normalizedEntries();
  const fonts = new Map(
    Font.keys().map((key) => {
      const composed = document.context.lookup(Font.get(key), PDFDict);
      const [inner] = (composed.lookup(PDFName.of('DescendantFonts')) as unknown as { asArray: () => PDFRef[] }).asArray();
      const descriptor = document.context.lookup(inner, PDFDict).lookup(PDFName.of('FontDescriptor'), PDFDict);
      const file = descriptor.lookup(PDFName.of('FontFile2')) as PDFRawStream;
      return [key.decodeText(), fontkit.create(Uint8Array.from(inflated(file)))] as const;
    }),
  );
  const operators = Contents!
    .asArray()
    .map((ref) => inflated(document.context.lookup(ref) as PDFRawStream).toString('latin1'))
    .join('\n');
  const blocks = operators.matchAll(/BT\s([\s\S]*?)\sET/g);
  return Array.from(blocks, ([, block = '']) => lineOf(block, fonts));
}

function lineOf(block: string, fonts: ReadonlyMap<string, EmbeddedFont>): Line {
  const [, name = '', size = '0'] = /\/(\S+) ([\d.]+) Tf/.exec(block) ?? [];
  const [, x = '0', y = '0'] = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/.exec(block) ?? [];
  const font = fonts.get(name);
  if (font === undefined) throw new Error(`a line without a font: ${block}`);
  const codes = (/<([0-9A-Fa-f]*)> Tj/.exec(block)?.[1] ?? '').match(/.{4}/g) ?? [];
  const signs = new Map(font.characterSet.map((code) => [font.glyphForCodePoint(code).id, String.fromCodePoint(code)]));
  let at = Number(x);
  const drawn = codes.map((code): Drawn => {
    const glyph = Number.parseInt(code, 16);
    const here = { font, glyph, size: Number(size), x: at, y: Number(y) };
    at += (font.getGlyph(glyph).advanceWidth * Number(size)) / font.unitsPerEm;
    return here;
  });
  return { text: drawn.map(({ glyph }) => signs.get(glyph) ?? '\u{fffd}').join(''), x: Number(x), y: Number(y), drawn };
}

/** The pixels of a sign, four to a point: dark or not. Outlines are filled by their winding number, as printers do. */
export function pixelsOf(font: EmbeddedFont, glyph: number, side = 48): boolean[] {
  const edges = edgesOf(font, glyph);
  const { unitsPerEm } = font;
  return Array.from({ length: side * side }, (_, i) => {
    const x = (((i % side) + 0.5) / side) * unitsPerEm;
    const y = (1 - (Math.floor(i / side) + 0.5) / side) * unitsPerEm - unitsPerEm * 0.12;
    let winding = 0;
    for (const [ax, ay, bx, by] of edges) {
      if (ay <= y === by <= y) continue;
      const crossing = ax + ((y - ay) / (by - ay)) * (bx - ax);
      if (crossing > x) winding += by > ay ? 1 : -1;
    }
    return winding !== 0;
  });
}

type Edge = readonly [ax: number, ay: number, bx: number, by: number];

function edgesOf(font: EmbeddedFont, glyph: number): Edge[] {
  const edges: Edge[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const to = (nextX: number, nextY: number) => {
    edges.push([x, y, nextX, nextY]);
    [x, y] = [nextX, nextY];
  };
  const { commands } = font.getGlyph(glyph).path as unknown as { commands: { command: string; args: number[] }[] };
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    if (command === 'moveTo') [x, y, startX, startY] = [a, b, a, b];
    else if (command === 'lineTo') to(a, b);
    else if (command === 'quadraticCurveTo') {
      const [fromX, fromY] = [x, y];
      for (let step = 1; step <= 6; step += 1) {
        const t = step / 6;
        const u = 1 - t;
        to(u * u * fromX + 2 * u * t * a + t * t * c, u * u * fromY + 2 * u * t * b + t * t * d);
      }
    } else if (command === 'closePath') to(startX, startY);
    else throw new Error(`an outline with ${command}`);
  }
  return edges;
}
