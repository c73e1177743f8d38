import { catalogue } from './catalogue.ts';

/** What happens to stations and trainings. */
export const stationEvents = catalogue(
  {
    'county.liaisons-due': '请县里确认教学站联络人',
    'station.bandwidth-tested': '登记网速测试',
    'station.liaison-confirmed': '确认联络人',
    'station.liaison-named': '填写联络人',
    'station.changed': '修改教学站',
    'station.registered': '登记教学站',
    'training.attended': '登记培训出勤',
    'training.changed': '修改培训',
    'training.enrolled': '填报预计人数',
    'training.planned': '筹备培训',
    'training.reported': '上报到场人数',
    'training.corrected': '更正到场人数',
    'training.stations-added': '增加培训教学站',
    'request.station-moved': '更换教学站',
  },
  {
    'county.liaisons-due': 'County reminded to confirm its liaisons',
    'station.bandwidth-tested': 'Link tested',
    'station.liaison-confirmed': 'Liaison confirmed',
    'station.liaison-named': 'Liaison named',
    'station.changed': 'Station changed',
    'station.registered': 'Station registered',
    'training.attended': 'Attendance recorded',
    'training.changed': 'Training changed',
    'training.enrolled': 'Expected people enrolled',
    'training.planned': 'Training planned',
    'training.reported': 'Attendance reported',
    'training.corrected': 'Attendance corrected',
    'training.stations-added': 'Stations added to a training',
    'request.station-moved': 'Moved to another station',
  },
);
