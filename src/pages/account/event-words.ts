import type { Locale } from '../../domain/account.ts';
import { terms } from '../words/terms.ts';

/** What happened, by the event's name; moves of states are told by thing and state. */
const events: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'account.created': ['账户建立', 'Your account was made'],
  'account.changed': ['账户资料修改', 'Your account was changed'],
  'account.exported': ['全部数据被下载', 'All your data was downloaded'],
  'account.erased': ['账户删除', 'Your account was erased'],
  'account.frozen': ['账户冻结', 'Your account was frozen'],
  'account.thawed': ['账户解冻', 'Your account was thawed'],
  'session.begun': ['登录', 'You signed in'],
  'session.ended': ['结束登录', 'A session was ended'],
  'passkey.added': ['添加通行密钥', 'A passkey was added'],
  'passkey.removed': ['移除通行密钥', 'A passkey was removed'],
  'token.made': ['生成程序令牌', 'A token was made'],
  'token.revoked': ['收回程序令牌', 'A token was revoked'],
  'identity.given': ['保存身份证件', 'Your identity document was saved'],
  'identity.removed': ['删除身份证件', 'Your identity document was deleted'],
  'identity.seen': ['查看身份证件', 'Your identity document was looked at'],
  'health_note.given': ['保存健康说明', 'Your health note was saved'],
  'health_note.removed': ['删除健康说明', 'Your health note was deleted'],
  'health_note.seen': ['查看健康说明', 'Your health note was looked at'],
  'consent.given': ['同意条款', 'You agreed to a text'],
  'consent.withdrawn': ['撤回同意', 'You took a consent back'],
  'reference.asked': ['请人推荐', 'A referee was asked'],
  'reference.answered': ['推荐人答复', 'A referee answered'],
  'reference.read': ['查看推荐', 'A reference about you was read'],
  'clearance.requested': ['开始办理审查', 'A check was begun'],
  'clearance.reminded': ['提醒审查即将到期', 'You were reminded that a check ends'],
  'application.begun': ['开始填写申请', 'An application was begun'],
  'team.created': ['建立同行小组', 'A team was made'],
  'team.joined': ['加入同行小组', 'You joined a team'],
  'team.left': ['离开同行小组', 'You left a team'],
  'placement.lesson-recorded': ['记录课次', 'A lesson was logged'],
  'placement.reported': ['提交报告', 'You reported'],
  'placement.confirmed': ['县方会签', 'The county countersigned'],
  'placement.confirmation-lapsed': ['会签失效，须重新会签', 'A countersignature lapsed'],
  'training.attended': ['登记培训出勤', 'Your attendance was recorded'],
  'retention.cleared': ['按期清除数据', 'Data was let go in its time'],
};

const things: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  account: ['账户', 'Account'],
  application: ['申请', 'Application'],
  placement: ['派遣', 'Placement'],
  clearance: ['审查', 'Check'],
  reference: ['推荐', 'Reference'],
  consent: ['同意', 'Consent'],
  team: ['同行小组', 'Team'],
  training: ['培训', 'Training'],
};
const other = ['其他记录', 'Something else was recorded'] as const;

/** An event in the reader's words. */
export function eventText(
  { event, thing, toState }: { readonly event: string; readonly thing: string; readonly toState: string | null },
  locale: Locale,
): string {
  const at = locale === 'zh' ? 0 : 1;
  const known = events[event];
  if (known !== undefined) return known[at];
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  const state = toState === null ? undefined : states[thing]?.[toState];
  const name = things[thing]?.[at];
  if (name === undefined) return other[at];
  return state === undefined ? name : locale === 'zh' ? `${name}：${state}` : `${name}: ${state.toLowerCase()}`;
}
