import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import postgres from 'postgres';

import { runCommand } from './installation/cannot-start.ts';
import { onOwnInstallation, type Announced } from './installation/own-installation.ts';
import { Looker, pageLocales, schemes, startBrowser, widths } from './pages/looks.ts';
import { samplesOf } from './pages/samples.ts';

const [folder = 'screens', only = ''] = process.argv.slice(2);

/** Takes every page of the demonstration as people see it: in both languages, narrow and wide, light and dark. */
async function shoot(announced: Announced): Promise<void> {
  if (!hasChineseFont()) console.log('No font here has Chinese characters: they show as boxes. On Debian: apt-get install fonts-noto-cjk');
  const sql = postgres(announced.databaseUrl, { max: 1, onnotice: () => undefined });
  const browser = await startBrowser();
  try {
    const looker = new Looker(browser, announced);
    const samples = (await samplesOf(sql)).filter(({ address }) => address.startsWith(only));
    mkdirSync(folder, { recursive: true });
    for (const { address, as } of samples) {
      for (const locale of pageLocales) {
        const context = await looker.window(as, { width: widths[0], locale });
        const page = await context.newPage();
        await page.goto(address, { waitUntil: 'load' });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme });
            const file = [address.replaceAll(/[^\w-]+/g, '_'), locale, width, colorScheme].join('-');
            await page.screenshot({ path: path.join(folder, `${file}.png`), fullPage: true });
          }
        }
        await context.close();
      }
      console.log(address);
    }
    console.log(`${samples.length * 8} screenshots of ${samples.length} pages are in ${folder}.`);
  } finally {
    await browser.close();
    await sql.end();
  }
}

function hasChineseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    // Nothing lists fonts here: nobody knows.
    return true;
  }
}

await runCommand(async () => onOwnInstallation([], shoot));
