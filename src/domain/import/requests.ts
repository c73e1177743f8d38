import type { BelowMinimum } from '../request.ts';
import { language, volunteerKindWords } from './accounts.ts';
import { needed, optional, type RecordOf, type RowFault } from './field.ts';
import { deliveryWords, lineRoleWords, requestKindWords } from './placements.ts';
import { choice, county, day, list, reference, subject, text, wholeNumber, yesNo } from './read-cell.ts';

const belowMinimumWords: Readonly<Record<BelowMinimum, readonly string[]>> = {
  goes_ahead: ['照常进行', '照常'],
  closes: ['取消', '关闭'],
  turns_to_distance: ['改为远程', '转远程'],
};

/** Requests of counties; each row is one line, and rows with the same number are one request. */
export const requestFields = {
  reference: needed(['需求编号', 'Reference', '编号', '序号', '申请编号', 'request number', 'id'], reference),
  season: needed(['招募季', 'Season', '批次', '期次'], text(120)),
  county: needed(['县', 'County', '县代码', '区划代码', '申请县', 'county code', 'countyCode'], county),
  kind: needed(['需求类型', 'Kind', '类型', '项目类型'], choice(requestKindWords)),
  delivery: needed(['授课方式', 'Delivery', '方式', '形式'], choice(deliveryWords)),
  station: optional(['教学站', 'Station', '站名', '远程教学站', 'station name'], text(120)),
  place: needed(['地点', 'Place', '学校', '受援学校', 'school'], text(200)),
  startDay: needed(['开始日期', 'First day', '起始日期', '开始', 'start', 'from', 'startDay'], day),
  endDay: needed(['结束日期', 'Last day', '截止日期', '结束', 'end', 'until', 'endDay'], day),
  weeklyHours: needed(['每周课时', 'Hours a week', '周课时', '每周小时', 'weeklyHours'], wholeNumber(1, 60)),
  squadMaximum: optional(['支队上限', 'Most people', '总人数上限', 'squadMaximum'], wholeNumber(1, 10_000)),
  asksForReturners: optional(['希望重返', 'Asks for returners', '欢迎老队员', 'asksForReturners'], yesNo),
  belowMinimum: optional(['不足最少人数时', 'Below the minimum', 'belowMinimum'], choice(belowMinimumWords)),
  subject: needed(['学科', 'Subject', '科目', '课程'], subject),
  level: needed(
    ['水平', 'Level', '级别', '等级'],
    choice({ '1': ['基础', 'basics', '一级'], '2': ['熟练', 'confident', '二级'], '3': ['专长', 'specialist', '三级'] }),
  ),
  role: optional(['岗位', 'Role', '角色'], choice(lineRoleWords)),
  minimum: needed(['最少人数', 'Minimum', '最少'], wholeNumber(0, 1000)),
  ideal: needed(['理想人数', 'Ideal', '理想', '需求人数', '人数'], wholeNumber(0, 1000)),
  maximum: needed(['最多人数', 'Maximum', '最多'], wholeNumber(1, 1000)),
  kinds: optional(['限定类别', 'Who may fill it', '志愿者类别', 'kinds'], list(choice(volunteerKindWords), 2)),
  languages: optional(['授课语言', 'Languages', '语言'], list(language, 10)),
  minimumAge: optional(['最低年龄', 'Minimum age', '年龄要求', 'minimumAge'], wholeNumber(16, 80)),
  teachingPermit: optional(['需教师资格证', 'Teaching permit', '教师资格证', 'teachingPermit'], yesNo),
  lodging: optional(['住宿', 'Lodging', '住宿条件'], text(1000)),
  waterAndPower: optional(['水电', 'Water and power', '水电条件'], text(1000)),
  altitudeMetres: optional(['海拔（米）', 'Altitude in metres', '海拔', 'altitude'], wholeNumber(-200, 6000)),
  nearestHospital: optional(['最近医院', 'Nearest hospital', '就近医院', 'hospital'], text(500)),
  bandwidthMbps: optional(['带宽（Mbps）', 'Bandwidth in Mbps', '带宽', 'bandwidth'], wholeNumber(0, 100_000)),
  largestClass: optional(['最大班额', 'Largest class', '班额', '最大班级人数'], wholeNumber(1, 500)),
  knownRisks: optional(['已知风险', 'Known risks', '风险', 'risks'], text(2000)),
  signedBy: optional(['签署人', 'Signed by', '条件签署人'], text(120)),
  signedDay: optional(['签署日期', 'Signed on', '条件签署日期'], day),
};
export type RequestRecord = RecordOf<typeof requestFields>;

/** What the rows of one request say alike; the others belong to the row's line. */
export const wholeRequestFields = [
  'season',
  'county',
  'kind',
  'delivery',
  'station',
  'place',
  'startDay',
  'endDay',
  'weeklyHours',
  'squadMaximum',
  'asksForReturners',
  'belowMinimum',
] as const satisfies readonly (keyof RequestRecord)[];

export const conditionFields = [
  'lodging',
  'waterAndPower',
  'altitudeMetres',
  'nearestHospital',
  'bandwidthMbps',
  'largestClass',
  'knownRisks',
  'signedBy',
  'signedDay',
] as const satisfies readonly (keyof RequestRecord)[];

export function requestFaultsBetween(record: Partial<RequestRecord>): RowFault[] {
  const { startDay, endDay, minimum, ideal, maximum } = record;
  const given = conditionFields.filter((name) => record[name] !== undefined && record[name] !== null);
  const lacking = given.length === 0 ? [] : conditionFields.filter((name) => record[name] === null);
  return [
    ...(startDay !== undefined && endDay !== undefined && endDay < startDay
      ? [{ field: 'endDay', code: 'ends-before-start' } as const]
      : []),
    ...(minimum !== undefined && ideal !== undefined && minimum > ideal
      ? [{ field: 'minimum', code: 'minimum-above-ideal' } as const]
      : []),
    ...(ideal !== undefined && maximum !== undefined && ideal > maximum ? [{ field: 'ideal', code: 'ideal-above-maximum' } as const] : []),
    ...lacking.map((field): RowFault => ({ field, code: 'missing' })),
  ];
}

/** The source's own number, within the county and the season. */
export function requestKey({ season, county: code, reference: number }: RequestRecord): string {
  return `${code} ${season} ${number}`;
}
