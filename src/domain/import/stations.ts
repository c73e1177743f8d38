import { needed, optional, type RecordOf, type RowFault } from './field.ts';
import { choice, county, day, folded, text, wholeNumber, yesNo } from './read-cell.ts';

/** Distance teaching stations, one a row. */
export const stationFields = {
  county: needed(
    ['县', 'County', '县区', '区县', '县（市、区）', '县代码', '县码', '行政区划代码', '区划代码', 'county code', 'countyCode'],
    county,
  ),
  nameZh: needed(
    ['站名', 'Name', '名称', '教学站', '教学站名称', '远程教学站', '站点名称', '中文名', 'station', 'name in Chinese', 'nameZh'],
    text(120),
  ),
  nameEn: optional(['英文名', 'Name in English', '英文名称', '英文站名', 'English name', 'nameEn'], text(120)),
  rooms: needed(['教室数', 'Rooms', '教室', '房间数', '间数'], wholeNumber(1, 1000)),
  seats: needed(['座位数', 'Seats', '座位', '座席', '座席数'], wholeNumber(1, 100_000)),
  link: needed(
    ['接入方式', 'Link', '接入', '网络', '连接方式', 'connection'],
    choice({ satellite: ['卫星', '卫星网', '卫星接入'], internet: ['互联网', '网络', '宽带', '光纤', '因特网', 'web'] }),
  ),
  openedDay: needed(['开通日期', 'Opened', '开通', '建站日期', '建成日期', '启用日期', '开通时间', 'opened on', 'openedDay'], day),
  closedDay: optional(['关闭日期', 'Closed', '关闭', '停用日期', '撤站日期', 'closed on', 'closedDay'], day),
  madeUp: optional(['演示数据', 'Made up', 'madeUp', 'demonstration data'], yesNo),
};
export type StationRecord = RecordOf<typeof stationFields>;

export function stationFaultsBetween({ openedDay, closedDay, rooms, seats }: Partial<StationRecord>): RowFault[] {
  const endsFirst = openedDay !== undefined && closedDay !== undefined && closedDay !== null && closedDay < openedDay;
  const hasTooFewSeats = rooms !== undefined && seats !== undefined && seats < rooms;
  return [
    ...(endsFirst ? [{ field: 'closedDay', code: 'ends-before-start' } as const] : []),
    ...(hasTooFewSeats ? [{ field: 'seats', code: 'fewer-than-rooms' } as const] : []),
  ];
}

/** A county's station is known by its name. */
export function stationKey({ county: code, nameZh }: Pick<StationRecord, 'county' | 'nameZh'>): string {
  return `${code} ${folded(nameZh)}`;
}
