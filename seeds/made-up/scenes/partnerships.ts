import { copyRows } from '../copy.ts';
import { recordEvents } from '../moves.ts';
import type { Scene } from './scene.ts';

const source = { source_zh: '演示数据，纯属虚构', source_en: 'Demonstration data, made up' };
const achieved = [
  {
    day: '06-30',
    zh: '两所乡镇中心校的英语教师都听过示范课，并留下了教案。',
    en: 'Every English teacher of two township schools sat in on lessons and kept the plans.',
  },
  { day: '08-20', zh: '第一间夏令营书屋开放，假期也能借书。', en: 'The first reading room of the summer camp opened, in holidays too.' },
];

/** A county that a made-up university stands by for years, with what came of it; nothing is made up of Nanjian's own. */
export async function makePartnerships({ sql, random, codes, year, actors }: Scene): Promise<void> {
  const [since, idAt] = [year - 7, `${year - 1}-09-03T01:00:00Z`];
  const id = random.id(idAt);
  await copyRows(sql, 'partnerships', [
    {
      id,
      county_code: codes[1] ?? '',
      partner_zh: '演示大学',
      partner_en: 'Demonstration University',
      since_year: since,
      agreed_zh: '每年暑期派一支英语夏令营队，平时开远程课。',
      agreed_en: 'A team for an English camp every summer, and distance lessons in between.',
      ...source,
      made_up: true,
      created_at: idAt,
    },
  ]);
  const about = { thing: 'partnership', ids: [id], at: idAt, by: actors.coordinator };
  await recordEvents(sql, about, { event: 'partnership.entered' });
  for (const [i, { day, zh, en }] of achieved.entries()) {
    const row = {
      partnership_id: id,
      day: `${since + 2 * i + 1}-${day}`,
      zh,
      en,
      ...source,
      written_by: actors.coordinator.id,
      made_up: true,
    };
    await copyRows(sql, 'achievements', [{ id: random.id(idAt), ...row, created_at: idAt }]);
    await recordEvents(sql, about, { event: 'partnership.achieved' });
  }
}
