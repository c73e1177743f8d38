import { catalogue } from '../words/catalogue.ts';

/** A volunteer's own first and last day within the placement's. */
export const ownDaysWords = catalogue(
  {
    title: (name: string) => `${name}的起止日期`,
    lead: '本人晚到或早离时，按与本人商定的日期填写。课次和服务天数按新的日期计，审查须有效至最后一天；本人会收到更新的日历邀请。',
    term: '派遣日期',
    now: '目前的日期',
    firstDay: '第一天',
    lastDay: '最后一天',
    reason: '原因',
    reasonHint: '例如：学校考试推迟；本人会看到',
    button: '保存日期',
    link: '改起止日期',
    forbidden: '已接受、或支教中的派遣才能改日期。',
    within: (days: string) => `派遣日期：${days}`,
  },
  {
    title: (name) => `Days of ${name}`,
    lead: 'Where they come later or leave earlier, give the days agreed with them. Lessons and days served count within the new days, and checks must be valid through the last; they get an invitation that puts their calendar right.',
    term: 'Placement',
    now: 'Days now',
    firstDay: 'First day',
    lastDay: 'Last day',
    reason: 'Reason',
    reasonHint: 'Such as: exams at their university; they read it',
    button: 'Save the days',
    link: 'Change their days',
    forbidden: 'Days can be changed once somebody has accepted, and until the service is over.',
    within: (days) => `Placement: ${days}`,
  },
);
