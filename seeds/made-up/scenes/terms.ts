import { complete } from '../completions.ts';
import { copyRows } from '../copy.ts';
import { dayAfter, daysBetween } from '../days.ts';
import { loader, recordEvents, type Mover } from '../moves.ts';
import type { Placed } from '../runs.ts';
import type { Outcome } from './plans.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** A placement of the first round, with what becomes of it. */
export type Fated = Placed & { readonly outcome: Outcome };

/** The officer of Nanjian acts for Nanjian; the other counties have none. */
export function countyOf({ codes, actors }: Scene, placed: Placed | undefined): Mover {
  return placed?.countyCode === codes[0] ? actors.county : loader;
}

const classes = ['五年级一班', '五年级二班', '六年级一班'];
const topics = ['自我介绍与问候', '听力小练习', '看图说话', '单元复习', '动手小任务', '学习方法交流'] as const;

/** A lesson every third day, from the second day of the term to yesterday at the latest. */
export async function teachLessons(scene: Scene, started: readonly Fated[]): Promise<void> {
  const { sql, random, days } = scene;
  const idAt = runningIdAt(scene);
  const rows = started.flatMap((one) => {
    const learners = random.between(18, 46);
    const last = one.endDay < days.day(-1) ? one.endDay : days.day(-1);
    const count = Math.max(0, Math.floor(daysBetween(one.startDay, last) / 3));
    return Array.from({ length: count }, (_, i) => {
      const day = dayAfter(one.startDay, 1 + i * 3);
      return {
        id: random.id(idAt),
        placement_id: one.id,
        account_id: one.accountId,
        subject_code: one.subject,
        during: `[${day}T14:30:00+08:00,${day}T15:15:00+08:00)`,
        learners: learners - (i % 3),
        note: topics[i % topics.length] ?? '',
        class_name: classes[i % classes.length] ?? '',
        created_at: `${day}T16:00:00+08:00`,
      };
    });
  });
  await copyRows(
    sql,
    'lessons',
    rows.filter(({ during }) => during.slice(1, 11) <= days.day(-1)),
  );
  await sql`update lessons l set mode = case r.delivery when 'distance' then 'distance' else 'on_site' end,
      adult_present = case r.delivery when 'distance' then '张老师' else '' end
    from placements p join requests r on r.id = p.request_id where p.id = l.placement_id and p.id = any(${started.map(({ id }) => id)})`;
}

/** Days by which the volunteer's and the county's count fall short of the term; none where they have not given theirs. */
const words: Partial<Record<Outcome, { readonly reported: number; readonly confirmed?: number }>> = {
  completed: { reported: 0, confirmed: 0 },
  ready: { reported: 1, confirmed: 1 },
  differing: { reported: 0, confirmed: 4 },
  unsigned: { reported: 0 },
};

/** After the term: reports, countersignatures and completions, as far as each placement has come. */
export async function closeTerm(scene: Scene, started: readonly Fated[]): Promise<void> {
  const { sql, days, actors } = scene;
  const whose = new Map(started.map(({ id, accountId }) => [id, accountId]));
  const told = started.flatMap((one) => {
    const word = words[one.outcome];
    return word === undefined ? [] : [{ ...one, term: daysBetween(one.startDay, one.endDay), word }];
  });
  await copyRows(
    sql,
    'reports',
    told.map(({ id, term, word }) => ({
      placement_id: id,
      days_served: term - word.reported,
      submitted_at: days.at(-5),
      text: '课程按计划完成。学生从不敢开口到愿意上台；建议下一期增加听力材料。（演示文字）',
    })),
  );
  const confirmed = told.flatMap((one) =>
    one.word.confirmed === undefined ? [] : [{ id: one.id, days: one.term - one.word.confirmed, by: countyOf(scene, one) }],
  );
  const signedBy = '演示县联络员';
  await copyRows(
    sql,
    'confirmations',
    confirmed.map(({ id, days: served, by }) => ({
      placement_id: id,
      days_served: served,
      signed_by: signedBy,
      confirmed_by: by.id,
      confirmed_at: days.at(-4),
    })),
  );
  const about = { thing: 'placement', whose } as const;
  const reported = { ...about, ids: told.map(({ id }) => id), at: days.at(-5), by: 'own' } as const;
  await recordEvents(sql, reported, { event: 'placement.reported' });
  for (const { id, by } of confirmed) {
    await recordEvents(sql, { ...about, ids: [id], at: days.at(-4), by, details: { signedBy } }, { event: 'placement.confirmed' });
  }
  const done = started.filter(({ outcome }) => outcome === 'completed').map(({ id }) => id);
  await complete(sql, { ids: done, at: days.at(-3), by: actors.coordinator, whose });
}
