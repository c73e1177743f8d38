import type { Locale } from '../../domain/account.ts';
import { catalogue } from './catalogue.ts';
import { terms } from './terms.ts';

/** What happened, in a word, to whom it happened and to whoever works with it; moves of a state are told by the state they led to. */
export const eventWords = catalogue(
  {
    things: {
      account: '账户',
      application: '申请',
      barred_person: '禁止人员',
      barred_review: '人员核查',
      calendar: '日历地址',
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
      signatory: '签发人',
      signing_key: '签名密钥',
      station: '教学站',
      team: '同行小组',
      text: '条款',
      token: '令牌',
      training: '培训',
    },
    events: {
      'account.changed': '修改账户资料',
      'account.created': '建立账户',
      'account.erased': '删除账户',
      'account.exported': '下载全部个人数据',
      'account.frozen': '冻结账户',
      'account.thawed': '解除冻结',
      'application.begun': '开始填写申请',
      'application.draft': '开始填写申请',
      'barred_person.added': '登记禁止人员',
      'barred_person.lifted': '解除禁止',
      'barred_review.read': '查看人员核查',
      'certificate.correction-asked': '申请更正证明',
      'certificate.correction-declined': '答复更正申请',
      'calendar.ended': '停用日历地址',
      'calendar.made': '生成日历地址',
      'clearance.reminded': '提醒审查即将到期',
      'clearance.requested': '开始办理审查',
      'consent.given': '同意条款',
      'consent.withdrawn': '撤回同意',
      'health_note.given': '保存健康说明',
      'health_note.removed': '删除健康说明',
      'health_note.seen': '查看健康说明',
      'identity.given': '保存身份证件',
      'identity.removed': '删除身份证件',
      'identity.seen': '查看证件号码',
      'incident.read': '查看事件报告',
      'message.retried': '重新发送信件',
      'passkey.added': '添加通行密钥',
      'passkey.removed': '移除通行密钥',
      'placement.confirmed': '县方会签',
      'placement.confirmation-lapsed': '会签失效，须重新会签',
      'placement.lesson-recorded': '记录课次',
      'placement.reported': '提交报告',
      'query_batch.answered': '录入名单结果',
      'query_batch.made': '制作查询名单',
      'reference.answered': '推荐人答复',
      'reference.asked': '请人推荐',
      'reference.read': '查看推荐',
      'request.begun': '开始填写需求',
      'request.draft': '开始填写需求',
      'request.turned': '改为远程',
      'retention.cleared': '按期清除数据',
      'season.certificates-begun': '开始出具本季证明',
      'season.changed': '修改招募季',
      'session.begun': '登录',
      'session.ended': '结束登录',
      'signatory.changed': '修改签发人',
      'signatory.entered': '登记签发人',
      'signing_key.made': '更换签名密钥',
      'station.changed': '修改教学站',
      'station.registered': '登记教学站',
      'team.created': '建立同行小组',
      'team.joined': '加入同行小组',
      'team.left': '退出同行小组',
      'team.wish-changed': '修改同行意愿',
      'text.published': '发布条款',
      'token.made': '生成程序令牌',
      'token.revoked': '收回程序令牌',
      'training.attended': '登记培训出勤',
    },
    inState: (thing: string, state: string) => `${thing}：${state}`,
    other: '其他记录',
  },
  {
    things: {
      account: 'Account',
      application: 'Application',
      barred_person: 'Barred person',
      barred_review: 'Review of a person',
      calendar: 'Calendar address',
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
      signatory: 'Signatory',
      signing_key: 'Signing key',
      station: 'Station',
      team: 'Team',
      text: 'Text',
      token: 'Token',
      training: 'Training',
    },
    events: {
      'account.changed': 'Account changed',
      'account.created': 'Account created',
      'account.erased': 'Account erased',
      'account.exported': 'Personal data downloaded',
      'account.frozen': 'Account frozen',
      'account.thawed': 'Account thawed',
      'application.begun': 'Application begun',
      'application.draft': 'Application begun',
      'barred_person.added': 'Barred person entered',
      'barred_person.lifted': 'Bar lifted',
      'barred_review.read': 'Review of a person read',
      'certificate.correction-asked': 'Asked for a certificate to be put right',
      'certificate.correction-declined': 'Correction of a certificate declined',
      'calendar.ended': 'Calendar address ended',
      'calendar.made': 'Calendar address made',
      'clearance.reminded': 'Reminded that a check ends soon',
      'clearance.requested': 'Check begun',
      'consent.given': 'Agreed to a text',
      'consent.withdrawn': 'Consent taken back',
      'health_note.given': 'Health note saved',
      'health_note.removed': 'Health note deleted',
      'health_note.seen': 'Health note looked at',
      'identity.given': 'Identity document saved',
      'identity.removed': 'Identity document deleted',
      'identity.seen': 'Identity number looked at',
      'incident.read': 'Incident read',
      'message.retried': 'Letter sent again',
      'passkey.added': 'Passkey added',
      'passkey.removed': 'Passkey removed',
      'placement.confirmed': 'Countersigned by the county',
      'placement.confirmation-lapsed': 'Countersignature lapsed',
      'placement.lesson-recorded': 'Lesson logged',
      'placement.reported': 'Report handed in',
      'query_batch.answered': 'Answer to a list entered',
      'query_batch.made': 'Query list made',
      'reference.answered': 'The referee answered',
      'reference.asked': 'A referee was asked',
      'reference.read': 'Reference read',
      'request.begun': 'Request begun',
      'request.draft': 'Request begun',
      'request.turned': 'Turned to distance',
      'retention.cleared': 'Data let go in its time',
      'season.certificates-begun': 'Certificates of the season begun',
      'season.changed': 'Season changed',
      'session.begun': 'Signed in',
      'session.ended': 'Session ended',
      'signatory.changed': 'Signatory changed',
      'signatory.entered': 'Signatory entered',
      'signing_key.made': 'Signing key changed',
      'station.changed': 'Station changed',
      'station.registered': 'Station registered',
      'team.created': 'Team created',
      'team.joined': 'Joined a team',
      'team.left': 'Left a team',
      'team.wish-changed': 'Wish to go together changed',
      'text.published': 'Text published',
      'token.made': 'Token made',
      'token.revoked': 'Token revoked',
      'training.attended': 'Attendance recorded',
    },
    inState: (thing, state) => `${thing}: ${state.toLowerCase()}`,
    other: 'Something else was recorded',
  },
);

export function thingWord(thing: string, locale: Locale): string {
  const words: Readonly<Record<string, string>> = eventWords[locale].things;
  return words[thing] ?? thing;
}

type Told = { readonly event: string; readonly toState: string | null };

function ownWord(event: string, locale: Locale): string | undefined {
  const words: Readonly<Record<string, string>> = eventWords[locale].events;
  return words[event];
}

function stateWord({ event, toState }: Told, locale: Locale): string | undefined {
  const [thing = ''] = event.split('.');
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  return toState === null ? undefined : states[thing]?.[toState];
}

/** An event beside its thing: its own word, else the state it led to. */
export function eventWord(event: string, toState: string | null, locale: Locale): string {
  return ownWord(event, locale) ?? stateWord({ event, toState }, locale) ?? event;
}

/** An event that stands alone: its own word, else its thing and the state it led to. */
export function eventText(told: Told, locale: Locale): string {
  const own = ownWord(told.event, locale);
  if (own !== undefined) return own;
  const things: Readonly<Record<string, string>> = eventWords[locale].things;
  const [thing = ''] = told.event.split('.');
  const [name, state] = [things[thing], stateWord(told, locale)];
  if (name === undefined) return eventWords[locale].other;
  return state === undefined ? name : eventWords[locale].inState(name, state);
}
