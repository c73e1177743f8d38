import { say } from './say.ts';

/** What stands in the way of stations and trainings. */
export const stationProblems = {
  'station-full': say(
    409,
    ['教学站没有空教室', '同一时间里，从一个教学站授课的需求不能多于它的教室；请换日期或换教学站。'],
    [
      'The station has no free room',
      'At no time do more requests teach from a station than it has rooms: choose other days or another station.',
    ],
  ),
  'training-reported': say(
    409,
    ['已有教学站上报', '有教学站上报之后，培训的类别和课次日期不能再改。'],
    ['Stations have reported', 'Once a station has reported, the kind of a training and the days of its sessions stay.'],
  ),
  'no-stations': say(
    409,
    ['还没有接收的教学站', '开放之前，请先选择接收培训的教学站。'],
    ['No station receives it', 'Choose the stations that receive the training before you open it.'],
  ),
};
