import { daysIn } from '../calendar.ts';
import type { Delivery, LineRole, RequestKind } from '../teaching.ts';
import { homeRegionWords, idKey, isOwnId, volunteerKindWords } from './accounts.ts';
import { needed, optional, type RecordOf, type RowFault } from './field.ts';
import type { Confidence } from './import.ts';
import { choice, county, day, email, folded, hoursAsMinutes, reference, subject, text, wholeNumber, yesNo } from './read-cell.ts';

export const deliveryWords: Readonly<Record<Delivery, readonly string[]>> = {
  on_site: ['现场', '实地', '面授', '线下', '驻地', 'in person', 'onsite'],
  distance: ['远程', '线上', '网络', '远程授课', 'online', 'remote'],
  blended: ['混合', '线上线下结合', '结合', 'mixed'],
};
export const requestKindWords: Readonly<Record<RequestKind, readonly string[]>> = {
  camp: ['夏令营', '营', '暑期营', 'summer camp'],
  term: ['学期', '学期支教', '长期', 'school term'],
  distance: ['远程', '远程课程', 'distance course'],
  teacher_training: ['教师培训', '培训', 'training'],
};
export const lineRoleWords: Readonly<Record<LineRole, readonly string[]>> = {
  teacher: ['教师', '任课', '授课教师', '志愿者'],
  lead: ['带队', '带队教师', '领队'],
  captain: ['队长'],
};
const confidenceWords: Readonly<Record<Confidence, readonly string[]>> = {
  certain: ['确定', '可靠', '高', 'sure', 'high'],
  probable: ['很可能', '较可靠', '中', 'likely', 'medium'],
  uncertain: ['不确定', '存疑', '低', 'unsure', 'low'],
};

/** Services of the past, one a row: who served where, when, and what came of it. */
export const placementFields = {
  name: needed(['姓名', 'Name', '志愿者', '志愿者姓名', '教师姓名', 'volunteer'], text(120)),
  person: optional(['人员编号', 'Person reference', '学号', '工号', '编号', 'student number', 'staff number', 'person'], reference),
  email: optional(['邮箱', 'E-mail', '电子邮箱', 'mail', 'email'], email),
  kind: needed(
    ['志愿者类别', 'Kind', '类别', '身份', 'student or teacher', 'kind of volunteer', 'volunteerKind'],
    choice(volunteerKindWords),
  ),
  institution: needed(['单位', 'Institution', '学校', '院校', '所在学校', '所在学校或单位', 'university', 'homeInstitution'], text(200)),
  region: needed(['地区', 'Home region', '来自', '国家或地区', 'region', 'homeRegion'], choice(homeRegionWords)),
  county: needed(['服务县', 'County', '县', '支教县', '县代码', '区划代码', '派往县', 'county code', 'countyCode'], county),
  place: optional(['服务地点', 'Place', '地点', '支教学校', '受援学校', 'school'], text(200)),
  season: optional(['招募季', 'Season', '批次', '期次'], text(120)),
  seasonZh: optional(['招募季中文名', 'Season in Chinese'], text(120)),
  seasonEn: optional(['招募季英文名', 'Season in English'], text(120)),
  year: optional(['统计年份', 'Year', '年份', '年度'], wholeNumber(1990, 2200)),
  subject: needed(['学科', 'Subject', '科目', '课程'], subject),
  delivery: needed(['授课方式', 'Delivery', '方式', '形式'], choice(deliveryWords)),
  requestKind: optional(['需求类型', 'Kind of service', '类型', '项目类型', 'requestKind'], choice(requestKindWords)),
  role: optional(['岗位', 'Role', '服务岗位'], choice(lineRoleWords)),
  startDay: needed(['开始日期', 'First day', '起始日期', '开始', '起', 'start', 'from', 'startDay'], day),
  endDay: needed(['结束日期', 'Last day', '截止日期', '结束', '止', 'end', 'until', 'endDay'], day),
  daysServed: optional(['服务天数', 'Days served', '天数', 'days', 'daysServed'], wholeNumber(1, 366)),
  lessons: optional(['课时数', 'Lessons', '课时', '节数', '课次', 'lessonsHeld'], wholeNumber(0, 10_000)),
  hours: optional(['授课小时', 'Hours taught', '小时数', '授课时长', '服务时长', '小时', 'hours'], hoursAsMinutes(5000)),
  learners: optional(['学员人数', 'Learners', '学生人数', '受益人数', '人数', 'pupils'], wholeNumber(0, 10_000)),
  tier: optional(['需求等级', 'Need tier', '县的需求等级'], wholeNumber(1, 3)),
  firstTimer: optional(['初次服务', 'First time', '初次', 'first timer'], yesNo),
  confidence: optional(['可信度', 'Confidence', '可靠程度', '把握'], choice(confidenceWords)),
  madeUp: optional(['演示数据', 'Made up', 'madeUp', 'demonstration data'], yesNo),
};
export type PlacementRecord = RecordOf<typeof placementFields>;

export function placementFaultsBetween({ startDay, endDay, daysServed }: Partial<PlacementRecord>, today: string): RowFault[] {
  if (startDay === undefined || endDay === undefined) return [];
  if (endDay < startDay) return [{ field: 'endDay', code: 'ends-before-start' }];
  const term = daysIn({ startDay, endDay });
  return [
    ...(endDay >= today ? [{ field: 'endDay', code: 'in-the-future' } as const] : []),
    ...(term > 366 ? [{ field: 'endDay', code: 'too-big' } as const] : []),
    ...(daysServed !== undefined && daysServed !== null && daysServed > term
      ? [{ field: 'daysServed', code: 'more-than-term' } as const]
      : []),
  ];
}

/** By what a person of the past is known again: an address, the source's own number, or name, institution and what they were. */
export function personKey({ email: address, person, name, institution, kind, region }: PlacementRecord): string {
  if (address !== null) return `address ${address}`;
  if (person !== null) return isOwnId(person) ? idKey(person) : `number ${folded(institution)} ${folded(person)}`;
  return `name ${folded(name)} ${folded(institution)} ${kind} ${region}`;
}

/** One person begins one service in one county on one day. */
export function placementKey(record: PlacementRecord): string {
  return `${record.startDay} ${record.county} ${personKey(record)}`;
}

/** The season that a service counts under: the one that the source names, or the records of its year. */
export function seasonOf({
  season,
  seasonZh,
  seasonEn,
  year: said,
  endDay,
}: Pick<PlacementRecord, 'season' | 'seasonZh' | 'seasonEn' | 'year' | 'endDay'>): {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly year: number;
} {
  const year = said ?? Number(endDay.slice(0, 4));
  const [nameZh, nameEn] = [seasonZh ?? season ?? seasonEn, seasonEn ?? season ?? seasonZh];
  return { nameZh: nameZh ?? `${year} 年历史记录`, nameEn: nameEn ?? `Records of ${year}`, year };
}
