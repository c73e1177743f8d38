import type { Locale } from './account.ts';

/** What is held of a person, and what becomes of it when they ask that it goes. */
export type ErasureLine = {
  readonly kind: string;
  readonly becomes: 'deleted' | 'emptied' | 'kept';
  /** Why, in both languages. */
  readonly why: Readonly<Record<Locale, string>>;
};

const asked = { zh: '您要求删除', en: 'you asked for it' };

/**
 * The one table of what goes and what must stay. What stays is about nobody by name any more: the account is a number.
 * Source: Personal Information Protection Law, articles 19 and 47; Ministry of Civil Affairs Order 67 (service records).
 */
export const erasureLines = [
  {
    kind: 'account',
    becomes: 'emptied',
    why: { zh: '姓名、邮箱和登录方式删除，只留编号', en: 'name, address and ways in go; a number stays' },
  },
  { kind: 'profile', becomes: 'emptied', why: { zh: '只留统计所需的身份和地区', en: 'only kind and region stay, which the counts need' } },
  { kind: 'signIns', becomes: 'deleted', why: asked },
  { kind: 'tokens', becomes: 'deleted', why: asked },
  { kind: 'calendarAddresses', becomes: 'deleted', why: asked },
  { kind: 'squadContacts', becomes: 'deleted', why: asked },
  { kind: 'emergencyContacts', becomes: 'deleted', why: asked },
  { kind: 'safetyReplies', becomes: 'deleted', why: asked },
  {
    kind: 'dayReportNotes',
    becomes: 'emptied',
    why: { zh: '备注删除，当天情况留作统计', en: 'the notes go, the days stay for the counts' },
  },
  {
    kind: 'importRows',
    becomes: 'emptied',
    why: { zh: '文件里写的内容删除，来自哪个文件哪一行保留', en: 'what the file said goes, from which line of which file stays' },
  },
  { kind: 'notices', becomes: 'deleted', why: asked },
  { kind: 'lettersOff', becomes: 'deleted', why: asked },
  { kind: 'identityDocument', becomes: 'deleted', why: asked },
  { kind: 'healthNote', becomes: 'deleted', why: asked },
  { kind: 'referees', becomes: 'deleted', why: asked },
  {
    kind: 'applications',
    becomes: 'emptied',
    why: { zh: '自述、志愿、时间和对接待条件的答复删除', en: 'statement, choices, windows and answers about host conditions go' },
  },
  {
    kind: 'askBacks',
    becomes: 'emptied',
    why: { zh: '县里写给您的话删除，邀请与答复留作审计', en: 'what counties wrote goes; that you were asked stays for audit' },
  },
  { kind: 'reports', becomes: 'emptied', why: { zh: '文字删除，天数留作统计', en: 'the words go, the days stay for the counts' } },
  {
    kind: 'disputes',
    becomes: 'emptied',
    why: { zh: '双方写的话删除，课时和天数留作统计', en: 'what both sides wrote goes, hours and days stay for the counts' },
  },
  {
    kind: 'feedback',
    becomes: 'emptied',
    why: {
      zh: '县方对您的反馈删除；您对县方的评分不记名保留，文字删除',
      en: 'what the county said of you goes; your scores of it stay without your name, your words go',
    },
  },
  {
    kind: 'earlyEnds',
    becomes: 'emptied',
    why: { zh: '决定的理由删除，能否再来的决定保留', en: 'the reason goes, whether you may come again stays' },
  },
  { kind: 'lessonNotes', becomes: 'emptied', why: { zh: '备注删除，课时留作统计', en: 'the notes go, the lessons stay for the counts' } },
  {
    kind: 'eventPayloads',
    becomes: 'emptied',
    why: { zh: '记录的理由和细节删除，记录本身留作审计', en: 'reasons and details go; that it happened stays for audit' },
  },
  {
    kind: 'placements',
    becomes: 'kept',
    why: { zh: '服务记录须如实保存，不含姓名', en: 'service records must be kept true; they name nobody' },
  },
  {
    kind: 'completions',
    becomes: 'emptied',
    why: { zh: '所在院校删除，其余留作统计，不含姓名', en: 'the institution goes; the rest stays for the counts and names nobody' },
  },
  {
    kind: 'certificates',
    becomes: 'emptied',
    why: {
      zh: '姓名和更正申请删除，编号和服务内容留作核验',
      en: 'name and requests for corrections go, number and service stay to be checked',
    },
  },
  {
    kind: 'clearances',
    becomes: 'kept',
    why: { zh: '未成年人保护要求可以查证谁核验过', en: 'who verified what must be shown for the protection of minors' },
  },
  { kind: 'consents', becomes: 'kept', why: { zh: '证明处理有依据', en: 'they prove that what was done was agreed to' } },
] as const satisfies readonly ErasureLine[];
export type ErasureKind = (typeof erasureLines)[number]['kind'];

/** What stands in the place of a name that is gone. */
export const erasedName = '—';
export function erasedEmail(accountId: string): string {
  return `${accountId}@erased.invalid`;
}
