import type { Locale } from '../../domain/account.ts';
import { catalogue } from '../words/catalogue.ts';
import { terms } from '../words/terms.ts';

/** What happened, by the event's name; moves of states are told by thing and state. */
export const ownEventWords = catalogue(
  {
    events: {
      'account.created': '账户建立',
      'account.changed': '账户资料修改',
      'account.exported': '全部数据被下载',
      'account.erased': '账户删除',
      'account.frozen': '账户冻结',
      'account.thawed': '账户解冻',
      'session.begun': '登录',
      'session.ended': '结束登录',
      'passkey.added': '添加通行密钥',
      'passkey.removed': '移除通行密钥',
      'token.made': '生成程序令牌',
      'token.revoked': '收回程序令牌',
      'identity.given': '保存身份证件',
      'identity.removed': '删除身份证件',
      'identity.seen': '查看身份证件',
      'health_note.given': '保存健康说明',
      'health_note.removed': '删除健康说明',
      'health_note.seen': '查看健康说明',
      'consent.given': '同意条款',
      'consent.withdrawn': '撤回同意',
      'reference.asked': '请人推荐',
      'reference.answered': '推荐人答复',
      'reference.read': '查看推荐',
      'clearance.requested': '开始办理审查',
      'clearance.reminded': '提醒审查即将到期',
      'application.begun': '开始填写申请',
      'team.created': '建立同行小组',
      'team.joined': '加入同行小组',
      'team.left': '离开同行小组',
      'placement.lesson-recorded': '记录课次',
      'placement.reported': '提交报告',
      'placement.confirmed': '县方会签',
      'placement.confirmation-lapsed': '会签失效，须重新会签',
      'training.attended': '登记培训出勤',
      'retention.cleared': '按期清除数据',
    },
    things: {
      account: '账户',
      application: '申请',
      placement: '派遣',
      clearance: '审查',
      reference: '推荐',
      consent: '同意',
      team: '同行小组',
      training: '培训',
    },
    other: '其他记录',
    inState: (thing: string, state: string) => `${thing}：${state}`,
  },
  {
    events: {
      'account.created': 'Your account was made',
      'account.changed': 'Your account was changed',
      'account.exported': 'All your data was downloaded',
      'account.erased': 'Your account was erased',
      'account.frozen': 'Your account was frozen',
      'account.thawed': 'Your account was thawed',
      'session.begun': 'You signed in',
      'session.ended': 'A session was ended',
      'passkey.added': 'A passkey was added',
      'passkey.removed': 'A passkey was removed',
      'token.made': 'A token was made',
      'token.revoked': 'A token was revoked',
      'identity.given': 'Your identity document was saved',
      'identity.removed': 'Your identity document was deleted',
      'identity.seen': 'Your identity document was looked at',
      'health_note.given': 'Your health note was saved',
      'health_note.removed': 'Your health note was deleted',
      'health_note.seen': 'Your health note was looked at',
      'consent.given': 'You agreed to a text',
      'consent.withdrawn': 'You took a consent back',
      'reference.asked': 'A referee was asked',
      'reference.answered': 'A referee answered',
      'reference.read': 'A reference about you was read',
      'clearance.requested': 'A check was begun',
      'clearance.reminded': 'You were reminded that a check ends',
      'application.begun': 'An application was begun',
      'team.created': 'A team was made',
      'team.joined': 'You joined a team',
      'team.left': 'You left a team',
      'placement.lesson-recorded': 'A lesson was logged',
      'placement.reported': 'You reported',
      'placement.confirmed': 'The county countersigned',
      'placement.confirmation-lapsed': 'A countersignature lapsed',
      'training.attended': 'Your attendance was recorded',
      'retention.cleared': 'Data was let go in its time',
    },
    things: {
      account: 'Account',
      application: 'Application',
      placement: 'Placement',
      clearance: 'Check',
      reference: 'Reference',
      consent: 'Consent',
      team: 'Team',
      training: 'Training',
    },
    other: 'Something else was recorded',
    inState: (thing, state) => `${thing}: ${state.toLowerCase()}`,
  },
);

/** An event in the reader's words. */
export function eventText(
  { event, thing, toState }: { readonly event: string; readonly thing: string; readonly toState: string | null },
  locale: Locale,
): string {
  const words = ownEventWords[locale];
  const events: Readonly<Record<string, string>> = words.events;
  const things: Readonly<Record<string, string>> = words.things;
  const known = events[event];
  if (known !== undefined) return known;
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  const state = toState === null ? undefined : states[thing]?.[toState];
  const name = things[thing];
  if (name === undefined) return words.other;
  return state === undefined ? name : words.inState(name, state);
}
