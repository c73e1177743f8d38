import { catalogue } from './catalogue.ts';

/** What is said of an ask-back on whichever side of it somebody stands. */
export const askBackWords = catalogue(
  {
    standings: { invited: '待答复', agreed: '已答应', refused: '已谢绝', withdrawn: '已收回', lapsed: '已过期' },
    title: '重返邀请',
    none: '没有邀请。',
    volunteer: '志愿者',
    county: '县',
    place: '地点',
    subject: '学科',
    state: '状态',
    asked: '邀请时间',
    matchDay: '答复截止',
    message: '县里的话',
  },
  {
    standings: { invited: 'To be answered', agreed: 'Said yes', refused: 'Said no', withdrawn: 'Taken back', lapsed: 'Lapsed' },
    title: 'Asked back',
    none: 'Nobody is asked back.',
    volunteer: 'Volunteer',
    county: 'County',
    place: 'Place',
    subject: 'Subject',
    state: 'State',
    asked: 'Asked',
    matchDay: 'To be answered by',
    message: 'From the county',
  },
);
