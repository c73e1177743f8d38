import type postgres from 'postgres';

import type { HostConditions } from '../../src/domain/request.ts';
import { copyRows } from './copy.ts';
import type { SeededRandom } from './random.ts';

const lodgings = ['学校宿舍，四人一间，有被褥', '教师周转房，两人一间，可做饭', '县城招待所，两人一间，步行十分钟到校'] as const;
const supplies = ['全天供水供电', '全天供电；热水每晚七点到十点', '白天偶有停水，学校备有水箱；全天供电'] as const;
const hospitals = ['县人民医院，2 公里', '乡镇卫生院，1 公里；县人民医院，35 公里', '县中医院，6 公里'] as const;
const risks = ['雨季山路易有落石，雨天不出校', '早晚温差大，请带厚衣', '高原地区，头两天请勿剧烈运动'] as const;

/** The county signs what a volunteer must know before going, for each of these requests. */
export async function signConditions(
  sql: postgres.Sql,
  random: SeededRandom,
  requestIds: readonly string[],
  at: string,
  recordedBy: string | null = null,
): Promise<void> {
  const rows = requestIds.map((id) => ({
    id: random.id(at),
    request_id: id,
    conditions: conditionsOf(random, at.slice(0, 10)),
    recorded_by: recordedBy,
    created_at: at,
  }));
  await copyRows(sql, 'host_conditions', rows);
}

function conditionsOf(random: SeededRandom, signedDay: string): HostConditions {
  return {
    lodging: random.pick(lodgings),
    waterAndPower: random.pick(supplies),
    altitudeMetres: random.between(3, 26) * 100,
    nearestHospital: random.pick(hospitals),
    bandwidthMbps: random.pick([20, 50, 100]),
    largestClass: random.between(30, 55),
    knownRisks: random.pick(risks),
    signedBy: '演示县教育局',
    signedDay,
  };
}
