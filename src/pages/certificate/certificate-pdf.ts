import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, rgb } from 'pdf-lib';
import { encode } from 'uqr';

import type { Locale } from '../../domain/account.ts';
import type { CertificateState } from '../../domain/certificate.ts';
import type { Press } from '../../http/context.ts';
import { terms } from '../words/terms.ts';
import { daysText } from '../parts/time.tsx';
import { exactHours, factLines, type FactKey, type SaidOfCertificate } from './certificate-facts.tsx';
import { paperWords } from './paper-words.ts';
import { Sheet, type Fonts } from './sheet.ts';
import { subsetFont } from './subset-font.ts';

export type Printed = SaidOfCertificate & {
  readonly state: CertificateState;
  readonly supersededBy: string | null;
  /** Where it is checked. */
  readonly link: string;
};

const a4 = [595.28, 841.89] as const;
const margin = 68;

/** A certificate on a sheet of A4, in Chinese and English, in black and white, with its fonts inside. */
export async function certificatePdf(printed: Printed, press: Press): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const issued = new Date(printed.issuedAt);
  document.setTitle(`${paperWords.zh.title} ${printed.serial}`, { showInWindowTitleBar: true });
  document.setLanguage('zh-CN');
  document.setAuthor(printed.facts.issuer.zh);
  document.setCreator('Zhijiao');
  document.setCreationDate(issued);
  document.setModificationDate(issued);
  draw(new Sheet(document.addPage([...a4]), await fontsOf(document, printed, press), 112), printed);
  return document.save();
}

/** Everything the sheet may say, so that the fonts hold every sign of it. */
function signsOf(printed: Printed): string {
  const lines = (['zh', 'en'] as const).flatMap((locale) => [
    ...factLines(printed, locale).flatMap(({ label, text }) => [label, text]),
    ...Object.values(paperWords[locale]).map(String),
    statement(printed, locale),
    ...standing(printed),
  ]);
  return `${lines.join('')}${printed.link}0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;·-/—`;
}

/** One font after the other: both at once would take the room of twenty megabytes. */
async function fontsOf(document: PDFDocument, printed: Printed, press: Press): Promise<Fonts> {
  const signs = signsOf(printed);
  const plain = subsetFont(press.subsetter, await press.font('plain'), signs);
  const strong = subsetFont(press.subsetter, await press.font('strong'), signs);
  // Cut down already, and by HarfBuzz: what the library's own cutting leaves shows no glyphs.
  const whole = { subset: false } as const;
  return { plain: await document.embedFont(plain, whole), strong: await document.embedFont(strong, whole) };
}

function statement({ name, facts }: Printed, locale: Locale): string {
  const words = paperWords[locale];
  const { province, county, place } = facts;
  return words.statement(
    name ?? '—',
    daysText(facts.startDay, facts.endDay, locale),
    facts.season[locale],
    locale === 'zh' ? `${province.zh}${county.zh}${place}` : `${place}, ${county.en}, ${province.en}`,
    terms[locale].requestKinds[facts.kind],
    words.served(facts.daysServed, exactHours(facts.minutesTaught, locale)),
  );
}

/** What is said across the head of a certificate that does not hold, or of none at all. */
function standing({ state, supersededBy, facts }: Printed): string[] {
  const said = (['zh', 'en'] as const).flatMap((locale) => {
    const words = paperWords[locale];
    if (state === 'issued') return [];
    return supersededBy === null ? [words[state]] : [words.followed(words[state], supersededBy)];
  });
  return facts.madeUp ? [...said, `${paperWords.zh.madeUp}  ${paperWords.en.madeUp}`] : said;
}

function draw(sheet: Sheet, printed: Printed): void {
  const { strong } = sheet.fonts;
  sheet.frame(30, 1.2);
  sheet.frame(35, 0.4);
  drawStanding(sheet, printed);
  sheet.centred(paperWords.zh.title, { size: 30, font: strong, spacing: 9 });
  sheet.down(25);
  sheet.centred(paperWords.en.title, { size: 13, spacing: 0.6 });
  sheet.down(18);
  sheet.centred(`No. ${printed.serial}`, { size: 9.5, grey: 0.25 });
  sheet.down(30);
  const width = sheet.width - 2 * margin;
  sheet.paragraph(statement(printed, 'zh'), margin, { size: 12, leading: 21, width });
  sheet.down(3);
  sheet.paragraph(statement(printed, 'en'), margin, { size: 9.5, leading: 15, width, grey: 0.2 });
  sheet.down(4);
  drawFacts(sheet, printed);
  drawFoot(sheet, printed);
}

function drawStanding(sheet: Sheet, printed: Printed): void {
  const top = sheet.y;
  sheet.y = sheet.page.getHeight() - 54;
  for (const line of standing(printed)) {
    sheet.centred(line, { size: 9, font: sheet.fonts.strong });
    sheet.down(12.5);
  }
  // The title stands where it does on every certificate, unless much is said above it.
  sheet.y = Math.min(top, sheet.y - 34);
}

const inTable: ReadonlySet<FactKey> = new Set([
  'name',
  'documentType',
  'content',
  'place',
  'days',
  'daysServed',
  'hours',
  'learners',
  'season',
  'completed',
]);

/** A line a fact: its name in both languages at the left, what it is at the right; English under Chinese where they differ. */
function drawFacts(sheet: Sheet, printed: Printed): void {
  const [label, value, right] = [margin, margin + 118, sheet.width - margin];
  const english = new Map(factLines(printed, 'en').map((line) => [line.key, line]));
  sheet.rule(label, right - label, 0.8);
  for (const line of factLines(printed, 'zh').filter(({ key }) => inTable.has(key))) {
    const other = english.get(line.key);
    const top = sheet.y;
    sheet.down(15);
    sheet.line(line.label, label, { size: 9.5, font: sheet.fonts.strong });
    sheet.down(11);
    sheet.line(other?.label ?? '', label, { size: 7.5, grey: 0.35 });
    const labelEnd = sheet.y;
    sheet.y = top - 15;
    const width = right - value;
    sheet.paragraph(line.text, value, { size: 10, leading: 13, width });
    if (other !== undefined && other.text !== line.text) {
      sheet.down(-2);
      sheet.paragraph(other.text, value, { size: 8, leading: 10.5, width, grey: 0.25 });
    }
    sheet.y = Math.min(labelEnd, sheet.y + 10) - 7;
    sheet.rule(label, right - label, 0.3, 0.6);
  }
}

const qrSize = 84;

/** Who issued it, who signed, when; and the way to check it. */
function drawFoot(sheet: Sheet, printed: Printed): void {
  const right = sheet.width - margin;
  const bottom = 62;
  drawCode(sheet, printed.link, right - qrSize, bottom + 26);
  sheet.y = bottom + 14;
  const check = `${paperWords.zh.check} ${paperWords.en.check}`;
  sheet.line(check, right - sheet.fonts.plain.widthOfTextAtSize(check, 7.5), { size: 7.5, grey: 0.25 });
  sheet.y = bottom + 3;
  sheet.line(printed.link, right - sheet.fonts.plain.widthOfTextAtSize(printed.link, 6.5), { size: 6.5, grey: 0.25 });
  sheet.y = bottom + 108;
  const lines = (['issuer', 'contact', 'signatory', 'issued'] as const).map((key) => {
    const [chinese, english] = (['zh', 'en'] as const).map((locale) => factLines(printed, locale).find((line) => line.key === key));
    return { label: `${chinese?.label ?? ''} ${english?.label ?? ''}`, zh: chinese?.text ?? '', en: english?.text ?? '' };
  });
  for (const line of lines) {
    sheet.line(line.label, margin, { size: 7, grey: 0.35 });
    sheet.down(12);
    sheet.line(line.zh, margin, { size: 10, font: sheet.fonts.strong });
    if (line.en !== line.zh) {
      const after = margin + sheet.fonts.strong.widthOfTextAtSize(line.zh, 10) + 8;
      sheet.line(line.en, after, { size: 8, grey: 0.25 });
    }
    sheet.down(14.5);
  }
}

/** The QR code in black squares, sharp at any size. */
function drawCode(sheet: Sheet, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const side = qrSize / size;
  for (const [row, cells] of data.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (!isDark) continue;
      // A hair wider than the cell, so that no white lines show between two.
      const square = { width: side + 0.05, height: side + 0.05 };
      sheet.page.drawRectangle({ x: x + column * side, y: y + (size - 1 - row) * side, ...square, color: rgb(0, 0, 0) });
    }
  }
}
