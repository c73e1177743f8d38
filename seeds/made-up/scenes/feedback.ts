import { feedbackPlace } from '../../../src/db/queries/feedback.ts';
import { feedbackQuestions, feedbackSides, type FeedbackSide } from '../../../src/domain/feedback.ts';
import type { Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

type Over = {
  readonly id: string;
  readonly account_id: string;
  readonly county_code: string;
  readonly end_day: string;
  readonly has_ended_early: boolean;
};

const words: Readonly<Record<FeedbackSide, string>> = {
  volunteer: '学校把课表和教室都准备好了，村里的住处干净，就是周末停了一次水。（演示文字）',
  county: '备课认真，和孩子们处得很好，走的那天很多学生来送。（演示文字）',
};

/** What both sides said of Nanjian's earlier guests, and of another county's; of who ended early only the volunteer has said something. */
export async function giveFeedback(scene: Scene): Promise<void> {
  const over = await overIn(scene);
  for (const [i, one] of over.entries()) {
    for (const side of feedbackSides) {
      if (one.has_ended_early && side === 'county') continue;
      await handIn(scene, one, side, i);
    }
  }
}

async function overIn({ sql, codes, actors }: Scene): Promise<Over[]> {
  return sql<Over[]>`select * from (
      select p.id, p.account_id, p.county_code, p.end_day::text, p.state = 'ended_early' as has_ended_early,
        row_number() over (partition by p.county_code, p.state order by p.account_id <> ${actors.volunteer.id}, p.id desc) as turn
      from placements p where p.state in ('completed', 'ended_early') and p.county_code = any(${sql.array(codes.slice(0, 2))})) x
    where turn <= 6 order by county_code, has_ended_early, turn`;
}

async function handIn({ sql, keys, random, actors }: Scene, one: Over, side: FeedbackSide, turn: number): Promise<void> {
  const scores = Object.fromEntries(feedbackQuestions[side].map((code) => [code, random.between(3, 5)]));
  const sealed = turn % 2 === 0 ? bytes(await keys.seal(words[side], feedbackPlace(`${one.id} ${side}`))) : null;
  const writtenBy = side === 'volunteer' ? one.account_id : actors.county.id;
  await sql`insert into feedback (placement_id, side, account_id, county_code, scores, sealed_text, written_by, handed_in_at)
    values (${one.id}, ${side}, ${one.account_id}, ${one.county_code}, ${JSON.stringify(scores)}::text::jsonb, ${sealed}, ${writtenBy}, ${`${one.end_day}T10:00:00Z`})`;
}
