import type { DateTime } from 'luxon';

import type { Locale } from './account.ts';

/** How long a kind of data is kept, from when, and what becomes of it then. */
export type RetentionRule = {
  readonly kind: string;
  readonly keptFor: { readonly days: number } | { readonly months: number };
  readonly from: Readonly<Record<Locale, string>>;
  readonly becomes: 'deleted' | 'emptied';
};

/**
 * The one table of periods. Each day what is due goes; `npm run retention` shows beforehand what would. The periods are a
 * starting point: what a deployment owes is for its counsel.
 */
export const retentionRules = [
  { kind: 'signIns', keptFor: { days: 1 }, from: { zh: '过期之后', en: 'their end' }, becomes: 'deleted' },
  { kind: 'idempotencyKeys', keptFor: { days: 7 }, from: { zh: '请求之后', en: 'the call' }, becomes: 'deleted' },
  { kind: 'webhookDeliveries', keptFor: { days: 30 }, from: { zh: '送达或放弃之后', en: 'their end' }, becomes: 'deleted' },
  { kind: 'heldLetters', keptFor: { days: 14 }, from: { zh: '写成之后', en: 'their writing' }, becomes: 'emptied' },
  {
    kind: 'importRows',
    keptFor: { days: 30 },
    from: { zh: '导入结束或文件发来之后', en: 'the import, or the file’s coming' },
    becomes: 'deleted',
  },
  { kind: 'merges', keptFor: { days: 30 }, from: { zh: '合并之后', en: 'the merge' }, becomes: 'deleted' },
  {
    kind: 'squadContacts',
    keptFor: { days: 14 },
    from: { zh: '支队最后一天', en: 'the squad’s last day' },
    becomes: 'deleted',
  },
  {
    kind: 'emergencyContacts',
    keptFor: { days: 14 },
    from: { zh: '支队最后一天', en: 'the squad’s last day' },
    becomes: 'deleted',
  },
  { kind: 'reportLinks', keptFor: { days: 14 }, from: { zh: '支队最后一天', en: 'the squad’s last day' }, becomes: 'deleted' },
  {
    kind: 'safetyReplies',
    keptFor: { months: 6 },
    from: { zh: '询问或本人告知', en: 'the question, or their saying it' },
    becomes: 'deleted',
  },
  { kind: 'dayReportNotes', keptFor: { months: 24 }, from: { zh: '上报', en: 'the report' }, becomes: 'emptied' },
  { kind: 'notices', keptFor: { months: 12 }, from: { zh: '写成之后', en: 'their writing' }, becomes: 'emptied' },
  { kind: 'returnedLetters', keptFor: { months: 12 }, from: { zh: '退回之后', en: 'their return' }, becomes: 'deleted' },
  { kind: 'tokens', keptFor: { months: 6 }, from: { zh: '过期之后', en: 'their end' }, becomes: 'deleted' },
  {
    kind: 'healthNotes',
    keptFor: { months: 1 },
    from: { zh: '最后一次派遣或申请结束', en: 'the last placement or application' },
    becomes: 'deleted',
  },
  {
    kind: 'identityDocuments',
    keptFor: { months: 12 },
    from: { zh: '最后一次派遣或申请结束', en: 'the last placement or application' },
    becomes: 'deleted',
  },
  {
    kind: 'refereeAddresses',
    keptFor: { months: 3 },
    from: { zh: '推荐人答复或表格到期', en: 'the answer, or the end of the form' },
    becomes: 'deleted',
  },
  { kind: 'referenceAnswers', keptFor: { months: 36 }, from: { zh: '推荐人答复', en: 'the answer' }, becomes: 'deleted' },
  { kind: 'queryLists', keptFor: { months: 24 }, from: { zh: '查询答复', en: 'the answer' }, becomes: 'deleted' },
  {
    kind: 'unplacedApplications',
    keptFor: { months: 24 },
    from: { zh: '招募季教学结束', en: 'the end of the season' },
    becomes: 'emptied',
  },
  {
    kind: 'askBackMessages',
    keptFor: { months: 24 },
    from: { zh: '招募季教学结束', en: 'the end of the season' },
    becomes: 'emptied',
  },
  { kind: 'disputeWords', keptFor: { months: 24 }, from: { zh: '异议了结', en: 'their end' }, becomes: 'emptied' },
  { kind: 'feedbackWords', keptFor: { months: 24 }, from: { zh: '提交', en: 'their handing in' }, becomes: 'emptied' },
  {
    kind: 'liaisons',
    keptFor: { months: 24 },
    from: { zh: '最近一次确认或教学站关闭', en: 'their last confirmation, or the station’s closing' },
    becomes: 'deleted',
  },
  { kind: 'attendances', keptFor: { months: 60 }, from: { zh: '培训', en: 'the training' }, becomes: 'deleted' },
  { kind: 'eventPayloads', keptFor: { months: 60 }, from: { zh: '发生', en: 'the event' }, becomes: 'emptied' },
  { kind: 'incidents', keptFor: { months: 180 }, from: { zh: '结案', en: 'their closing' }, becomes: 'emptied' },
] as const satisfies readonly RetentionRule[];
export type RetentionKind = (typeof retentionRules)[number]['kind'];

/** What lies before this instant is due. */
export function cutoffOf({ keptFor }: Pick<RetentionRule, 'keptFor'>, now: DateTime): DateTime {
  return now.minus(keptFor);
}
