import { rgb, type PDFFont, type PDFPage } from 'pdf-lib';

export type Fonts = { readonly plain: PDFFont; readonly strong: PDFFont };
type Style = { readonly size: number; readonly font?: PDFFont; readonly grey?: number; readonly spacing?: number };

/** A sheet of paper that is written from the top down, in points. */
export class Sheet {
  readonly page: PDFPage;
  readonly fonts: Fonts;
  y: number;

  constructor(page: PDFPage, fonts: Fonts, top: number) {
    this.page = page;
    this.fonts = fonts;
    this.y = page.getHeight() - top;
  }

  get width(): number {
    return this.page.getWidth();
  }

  down(points: number): void {
    this.y -= points;
  }

  /** One line, its baseline where the sheet stands. */
  line(text: string, x: number, { size, font = this.fonts.plain, grey = 0 }: Style): void {
    this.page.drawText(text.replaceAll(thinSpace, ''), { x, y: this.y, size, font, color: rgb(grey, grey, grey) });
  }

  /** A line in the middle, its signs set apart by `spacing`. */
  centred(text: string, { spacing = 0, ...style }: Style): void {
    const { size, font = this.fonts.plain } = style;
    const signs = Array.from(text);
    const whole = font.widthOfTextAtSize(text, size) + spacing * (signs.length - 1);
    let x = (this.width - whole) / 2;
    if (spacing === 0) return this.line(text, x, style);
    for (const sign of signs) {
      this.line(sign, x, style);
      x += font.widthOfTextAtSize(sign, size) + spacing;
    }
    return undefined;
  }

  /** Lines as wide as they may be, each `leading` under the one before. */
  paragraph(text: string, x: number, { width, leading, ...style }: Style & { readonly width: number; readonly leading: number }): void {
    for (const line of linesOf(text, width, style.font ?? this.fonts.plain, style.size)) {
      this.line(line, x, style);
      this.down(leading);
    }
  }

  rule(x: number, width: number, thickness: number, grey = 0): void {
    this.page.drawLine({ start: { x, y: this.y }, end: { x: x + width, y: this.y }, thickness, color: rgb(grey, grey, grey) });
  }

  frame(inset: number, thickness: number): void {
    const [width, height] = [this.width - 2 * inset, this.page.getHeight() - 2 * inset];
    this.page.drawRectangle({ x: inset, y: inset, width, height, borderWidth: thickness, borderColor: rgb(0, 0, 0) });
  }
}

/** What is set around a dash on screens; the font has it as wide as a sign. */
const thinSpace = '\u{2009}';

/** What may not begin a line. */
const closing = new Set('，。；：、！？）》”’,.;:!?)%');

/** Text in lines of at most a width: Chinese breaks between any two signs, words stay whole. */
export function linesOf(given: string, width: number, font: PDFFont, size: number): string[] {
  const text = given.replaceAll(thinSpace, '');
  const pieces =
    text.match(/[\u{2e80}-\u{9fff}\u{3000}-\u{303f}\u{ff00}-\u{ffef}]|[^\s\u{2e80}-\u{9fff}\u{3000}-\u{303f}\u{ff00}-\u{ffef}]+|\s+/gu) ??
    [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const isTooWide = font.widthOfTextAtSize((line + piece).trimEnd(), size) > width;
    if (isTooWide && line.trim() !== '' && !closing.has(piece)) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trim()];
}
