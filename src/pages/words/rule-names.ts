import { catalogue } from './catalogue.ts';

/** The rules of eligibility by their names, as lists of what fails give them. */
export const ruleNames = catalogue(
  {
    subject: '学科与水平',
    delivery: '授课方式',
    dates: '日期',
    person: '身份、语言、年龄或资格',
    clearance: '审查',
    overlap: '已有派遣',
    area: '限定的范围',
    barred: '已排除',
    conditions: '未确认新的接待条件',
    returning: '不能再次参加',
    lock: '协调员排除',
  },
  {
    subject: 'Subject and level',
    delivery: 'Delivery',
    dates: 'Dates',
    person: 'Kind, languages, age or permit',
    clearance: 'Checks',
    overlap: 'Another placement',
    area: 'Limited to other places',
    barred: 'Ruled out',
    conditions: 'Changed host conditions not agreed to',
    returning: 'May not come again',
    lock: 'Ruled out by a coordinator',
  },
);
