import { catalogue } from '../words/catalogue.ts';

/** Whose clock counts for lessons at a distance. */
export const clockWords = catalogue(
  {
    title: '上课时间以学校为准',
    same: (school: string) => `课时按学校的时间（${school}）安排，与您的时间相同。`,
    lead: (school: string, own: string) => `课时按学校的时间（${school}）安排。下表是学校的钟点在您那里（${own}）的时间。`,
    days: '日期',
    atSchool: (time: string) => `学校 ${time}`,
    shifted: {
      '-1': (time: string) => `前一天 ${time}`,
      '0': (time: string) => time,
      '1': (time: string) => `后一天 ${time}`,
    },
    changes: '期间有一方调整夏令时：学校的钟点不变，您那里的时间会变。',
  },
  {
    title: 'The school’s clock counts',
    same: (school) => `Lessons keep to the school’s clock (${school}), which shows the same as yours.`,
    lead: (school, own) => `Lessons keep to the school’s clock (${school}). This is what yours (${own}) shows then.`,
    days: 'Days',
    atSchool: (time) => `${time} at school`,
    shifted: {
      '-1': (time) => `${time} the day before`,
      '0': (time) => time,
      '1': (time) => `${time} the day after`,
    },
    changes: 'Clocks are set in between: the hour at school stays, yours moves.',
  },
);
