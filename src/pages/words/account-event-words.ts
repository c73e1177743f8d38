import { catalogue } from './catalogue.ts';

/** What happens to an account. */
export const accountEvents = catalogue(
  {
    'account.changed': '修改账户资料',
    'account.created': '建立账户',
    'account.erased': '删除账户',
    'account.exported': '下载全部个人数据',
    'account.frozen': '冻结账户',
    'account.merged': '合并账户',
    'account.unmerged': '撤销合并',
    'account.letters-chosen': '设置接收哪些信件',
    'account.mail-allowed': '恢复寄信',
    'account.mail-stopped': '邮箱退信，停止寄信',
    'account.thawed': '解除冻结',
    'account.unsubscribed': '退订一类信件',
  },
  {
    'account.changed': 'Account changed',
    'account.created': 'Account created',
    'account.erased': 'Account erased',
    'account.exported': 'Personal data downloaded',
    'account.letters-chosen': 'Chose which letters to get',
    'account.mail-allowed': 'Letters sent again',
    'account.mail-stopped': 'Letters came back: none are sent',
    'account.frozen': 'Account frozen',
    'account.merged': 'Accounts merged',
    'account.unmerged': 'Merge undone',
    'account.thawed': 'Account thawed',
    'account.unsubscribed': 'Turned off a kind of letter',
  },
);
