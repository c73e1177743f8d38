import postgres from 'postgres';

import { runCommand } from './installation/cannot-start.ts';
import { onOwnInstallation, type Announced } from './installation/own-installation.ts';
import { Looker, startBrowser } from './pages/looks.ts';
import { samplesOf } from './pages/samples.ts';
import { limits, overLimit, weighVisit, type Weight } from './pages/weight.ts';

const kib = (bytes: number) => (bytes / 1024).toFixed(1);

/** Weighs a first visit to every page of the demonstration against the limits; ends with 1 where one is over. */
async function weigh(announced: Announced): Promise<void> {
  const sql = postgres(announced.databaseUrl, { max: 1, onnotice: () => undefined });
  const browser = await startBrowser();
  try {
    const looker = new Looker(browser, announced);
    const samples = await samplesOf(sql);
    console.log(
      `A first visit, on a telephone, in Chinese. Limits: ${kib(limits.wire)} KiB, ${kib(limits.script)} KiB of script, ${limits.statements} statements, no shift.\n`,
    );
    console.log('   wire  script  statements  shift  page');
    const heaviest: Weight[] = [];
    let over = 0;
    for (const { address, as } of samples) {
      const context = await looker.window(as, { width: 360, locale: 'zh-CN' });
      const weight = await weighVisit(await context.newPage(), address);
      await context.close();
      heaviest.push(weight);
      const faults = overLimit(weight);
      over += faults.length > 0 ? 1 : 0;
      console.log(lineOf(weight, `${address}  ${as}${faults.length === 0 ? '' : `  OVER: ${faults.join(', ')}`}`));
    }
    const most = (name: 'wire' | 'script' | 'statements') => Math.max(...heaviest.map((weight) => weight[name]));
    console.log(
      `\n${samples.length} pages; at most ${kib(most('wire'))} KiB, ${kib(most('script'))} KiB of script, ${most('statements')} statements; ${over} over a limit.`,
    );
    process.exitCode = over === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await sql.end();
  }
}

function lineOf({ wire, script, statements, shift }: Weight, rest: string): string {
  return [kib(wire).padStart(7), kib(script).padStart(7), String(statements).padStart(11), String(shift).padStart(6), `  ${rest}`].join('');
}

await runCommand(async () => onOwnInstallation([], weigh));
