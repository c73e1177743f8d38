import { setTimeout as pause } from 'node:timers/promises';

import { steady } from './caller.ts';
import type { Cast } from './cast.ts';
import type { Clock } from './season.ts';

const rows = 60;

/** The name of a station that a season's file brings. */
export const importedName = (number: number, row: number) => `导入站 ${number}-${row}`;

/** Both coordinators send the same file, and each has it checked and applied: every station comes of it once. */
export async function importStations(cast: Cast, clock: Clock, number: number): Promise<void> {
  const codes = cast.staff.officers.map(({ countyCode }) => countyCode);
  const lines = Array.from({ length: rows }, (_, i) => `${codes[i % codes.length]},${importedName(number, i)},2,40,internet,2020-01-01`);
  const csv = `${['countyCode,nameZh,rooms,seats,link,openedDay', ...lines].join('\n')}\n`;
  await Promise.all(
    cast.staff.coordinators.map(async (person, i) => {
      const send = cast.sendAs(person, steady);
      const sent = await send('POST', `/imports/stations?name=season-${number}-${i}.csv`, { csv, begins: 'import.received' });
      if (!sent.isOk) throw new Error(`a file was refused: ${JSON.stringify(sent.body)}`);
      const id = String(sent.body['id']);
      // Whatever is taken in is checked at once, unasked.
      cast.ledger.confirm({ id, event: 'import.checking' });
      const path = `/imports/${id}`;
      for (let tries = 0; tries < 20; tries += 1) {
        const state = await stateOnceOver(cast, clock, path);
        if (state === 'done') break;
        if (state === 'checked') await send('POST', `${path}/apply`, { event: 'import.applying' });
        else await send('POST', `${path}/check`, { event: 'import.checking' });
      }
    }),
  );
  for (let i = 0; i < rows; i += 1) cast.ledger.imported.add(importedName(number, i));
}

async function stateOnceOver(cast: Cast, clock: Clock, path: string): Promise<string> {
  for (;;) {
    const { body } = await cast.desk('GET', path);
    const state = String(body['state']);
    if (state !== 'checking' && state !== 'applying') return state;
    await clock.nudge();
    await pause(200);
  }
}
