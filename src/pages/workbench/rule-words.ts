import { catalogue } from '../words/catalogue.ts';

/** Each rule as it stands in the way of one pair. */
export const ruleWords = catalogue(
  {
    nothing: '无',
    taught: (subject: string, level: string) => `${subject}（${level}）`,
    subject: (asked: string, taught: string) => `需求要求${asked}，本人填报：${taught}。`,
    delivery: (asked: string, offered: string) => `需求为${asked}授课，本人选择：${offered}。`,
    dates: (term: string, windows: string) => `需求日期 ${term}，本人可支教的时间：${windows}。`,
    clearance: (missing: string) => `到最后一天仍有效的审查不全，缺：${missing}。`,
    overlap: (busy: string) => `与已有的派遣日期重叠：${busy}。`,
    person: '需求对身份、语言、年龄或教师资格另有要求。',
    area: '本人只去所填报的地方，不含这里。',
    barred: '本人或该县已排除对方，或本人曾婉拒或退出这份需求。',
    conditions: '接待条件有变，本人尚未确认。',
    returning: '提前结束之后，协调员决定不能再次参加。',
    lock: '协调员已排除。',
  },
  {
    nothing: 'nothing',
    taught: (subject: string, level: string) => `${subject} (${level})`,
    subject: (asked: string, taught: string) => `The line asks for ${asked}; they teach ${taught}.`,
    delivery: (asked: string, offered: string) => `Taught: ${asked}; they offer: ${offered}.`,
    dates: (term: string, windows: string) => `The term is ${term}; they are free ${windows}.`,
    clearance: (missing: string) => `Checks missing, or not valid through the last day: ${missing}.`,
    overlap: (busy: string) => `They have another placement: ${busy}.`,
    person: 'The line asks for another kind of volunteer, language, age or teaching permit.',
    area: 'They go only to the places they ranked, and this is none of them.',
    barred: 'One side has ruled the other out, or they declined this request before, or stepped back from it.',
    conditions: 'The host conditions changed, and they have not agreed to them yet.',
    returning: 'After an early end, a coordinator decided that they may not come again.',
    lock: 'A coordinator excluded the pair.',
  },
);
