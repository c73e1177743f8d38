import { catalogue } from '../words/catalogue.ts';

/** The words of one's notices, and of the letters one gets. */
export const noticeWords = catalogue(
  {
    title: '通知',
    lead: '写给您的每封信，在这里也能看到，最新的在前。登录验证码不在此列。通知保存 12 个月。',
    none: '还没有通知。有与您有关的决定、派遣或期限时，会写信给您，也会出现在这里。',
    unread: '未读',
    subject: '内容',
    at: '时间',
    readAll: '全部标为已读',
    open: (subject: string) => `打开：${subject}`,
    allRead: '所有通知已标为已读。',
    settings: '设置接收哪些信件',
    from: '协调员发出的通知',
    sentAt: '发出时间',
    account: '我的账户',
  },
  {
    title: 'Notices',
    lead: 'Every letter written to you can be found here too, the newest first. Sign-in codes are not among them. Notices are kept for 12 months.',
    none: 'There are no notices yet. When there is a decision, a placement or a deadline for you, you get a letter, and it appears here.',
    unread: 'Unread',
    subject: 'About',
    at: 'When',
    readAll: 'Mark all as read',
    open: (subject: string) => `Open: ${subject}`,
    allRead: 'All notices are marked as read.',
    settings: 'Choose which letters you get',
    from: 'From the coordinators',
    sentAt: 'Sent',
    account: 'My account',
  },
);
