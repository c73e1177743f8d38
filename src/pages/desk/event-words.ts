import type { Locale } from '../../domain/account.ts';
import { catalogue } from '../words/catalogue.ts';
import { terms } from '../words/terms.ts';

/** What happened, in a word; moves of a state are told by the state they led to. */
export const eventWords = catalogue(
  {
    things: {
      account: '账户',
      application: '申请',
      barred_person: '禁止人员',
      barred_review: '人员核查',
      certificate: '证明',
      clearance: '审查',
      consent: '同意',
      health_note: '健康说明',
      identity: '身份证件',
      incident: '事件',
      passkey: '通行密钥',
      placement: '派遣',
      query_batch: '查询名单',
      reference: '推荐',
      request: '需求',
      retention: '保存期限',
      run: '匹配',
      season: '招募季',
      session: '登录',
      station: '教学站',
      team: '同行小组',
      text: '条款',
      token: '令牌',
      training: '行前培训',
    },
    events: {
      'account.changed': '账户已修改',
      'account.created': '账户已建立',
      'account.erased': '账户已清除',
      'account.exported': '已导出个人数据',
      'account.frozen': '账户已冻结',
      'account.thawed': '账户已解冻',
      'application.begun': '开始填写',
      'application.draft': '开始填写',
      'clearance.reminded': '已提醒即将到期',
      'consent.given': '已同意条款',
      'consent.withdrawn': '已撤回同意',
      'health_note.given': '已填写健康说明',
      'health_note.removed': '已删除健康说明',
      'health_note.seen': '健康说明被查看',
      'identity.given': '已填写证件',
      'identity.removed': '已删除证件',
      'identity.seen': '证件号码被查看',
      'passkey.removed': '已移除通行密钥',
      'placement.confirmed': '县已会签',
      'placement.reported': '已提交报告',
      'query_batch.answered': '名单结果已录入',
      'query_batch.made': '已制作名单',
      'reference.answered': '推荐人已答复',
      'reference.asked': '已邀请推荐人',
      'reference.read': '推荐内容被查看',
      'request.begun': '开始填写',
      'request.turned': '已改为远程',
      'retention.cleared': '已按期清除',
      'season.changed': '招募季已修改',
      'session.begun': '登录',
      'session.ended': '退出登录',
      'station.changed': '教学站已修改',
      'station.registered': '教学站已登记',
      'team.created': '已建立小组',
      'team.joined': '已加入小组',
      'team.left': '已退出小组',
      'text.published': '条款已发布',
      'token.made': '已制作令牌',
      'token.revoked': '令牌已作废',
      'training.attended': '已登记到场',
    },
  },
  {
    things: {
      account: 'Account',
      application: 'Application',
      barred_person: 'Barred person',
      barred_review: 'Review of a person',
      certificate: 'Certificate',
      clearance: 'Check',
      consent: 'Consent',
      health_note: 'Health note',
      identity: 'Identity document',
      incident: 'Incident',
      passkey: 'Passkey',
      placement: 'Placement',
      query_batch: 'Query list',
      reference: 'Reference',
      request: 'Request',
      retention: 'Retention',
      run: 'Match',
      season: 'Season',
      session: 'Session',
      station: 'Station',
      team: 'Team',
      text: 'Text',
      token: 'Token',
      training: 'Pre-departure training',
    },
    events: {
      'account.changed': 'Account changed',
      'account.created': 'Account created',
      'account.erased': 'Account erased',
      'account.exported': 'Personal data exported',
      'account.frozen': 'Account frozen',
      'account.thawed': 'Account thawed',
      'application.begun': 'Begun',
      'application.draft': 'Begun',
      'clearance.reminded': 'Reminded that it ends soon',
      'consent.given': 'Agreed to a text',
      'consent.withdrawn': 'Consent taken back',
      'health_note.given': 'Health note given',
      'health_note.removed': 'Health note removed',
      'health_note.seen': 'Health note looked at',
      'identity.given': 'Document given',
      'identity.removed': 'Document removed',
      'identity.seen': 'Identity number looked at',
      'passkey.removed': 'Passkey removed',
      'placement.confirmed': 'Countersigned by the county',
      'placement.reported': 'Report written',
      'query_batch.answered': 'Answer to a list entered',
      'query_batch.made': 'List made',
      'reference.answered': 'The referee answered',
      'reference.asked': 'A referee was asked',
      'reference.read': 'Reference read',
      'request.begun': 'Begun',
      'request.turned': 'Turned to distance',
      'retention.cleared': 'Let go at its time',
      'season.changed': 'Season changed',
      'session.begun': 'Signed in',
      'session.ended': 'Signed out',
      'station.changed': 'Station changed',
      'station.registered': 'Station registered',
      'team.created': 'Team created',
      'team.joined': 'Joined a team',
      'team.left': 'Left a team',
      'text.published': 'Text published',
      'token.made': 'Token made',
      'token.revoked': 'Token revoked',
      'training.attended': 'Attendance recorded',
    },
  },
);

export function thingWord(thing: string, locale: Locale): string {
  const words: Readonly<Record<string, string>> = eventWords[locale].things;
  return words[thing] ?? thing;
}

/** An event by its own word, else by the state it led to. */
export function eventWord(event: string, toState: string | null, locale: Locale): string {
  const own: Readonly<Record<string, string>> = eventWords[locale].events;
  const [thing = ''] = event.split('.');
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  return own[event] ?? (toState === null ? undefined : states[thing]?.[toState]) ?? event;
}

/** Roles or a job, as an event names whoever acted. */
export function actorWord(actor: string, locale: Locale): string {
  const roles: Readonly<Record<string, string>> = terms[locale].roles;
  return actor
    .split(', ')
    .map((name) => roles[name] ?? name)
    .join(locale === 'zh' ? '、' : ', ');
}
