import type { Locale } from '../domain/account.ts';
import type { LetterKind } from '../domain/letter-kind.ts';
import { announcementLetter } from './announcement-letter.ts';
import { applicationDecidedLetter } from './application-decided-letter.ts';
import { askBackAnsweredLetter } from './ask-back-answered-letter.ts';
import { askBackLetter } from './ask-back-letter.ts';
import { captainLetter } from './captain-letter.ts';
import { certificateLetter } from './certificate-letter.ts';
import { conditionsLetter, conditionsReminderLetter, conditionsSignedLetter, type AskedAs } from './conditions-letter.ts';
import { countersignedLetter } from './countersigned-letter.ts';
import { datesLetter } from './dates-letter.ts';
import { disputeLetter } from './dispute-letter.ts';
import { digestLetter } from './digest-letter.ts';
import { earlyEndLetter } from './early-end-letter.ts';
import { expiryLetter } from './expiry-letter.ts';
import { feedbackLetter, feedbackReadableLetter } from './feedback-letter.ts';
import { guestLetter } from './guest-letter.ts';
import { guestSwappedLetter } from './guest-swapped-letter.ts';
import { incidentLetter } from './incident-letter.ts';
import type { Letter } from './letter.ts';
import { liaisonsLetter } from './liaisons-letter.ts';
import { mergeUndoneLetter } from './merge-undone-letter.ts';
import { mergedLetter } from './merged-letter.ts';
import { offerLapsedLetter } from './offer-lapsed-letter.ts';
import { offerLetter } from './offer-letter.ts';
import { offerReminderLetter } from './offer-reminder-letter.ts';
import { placementCancelledLetter } from './placement-cancelled-letter.ts';
import { referenceLetter } from './reference-letter.ts';
import { requestDecidedLetter } from './request-decided-letter.ts';
import { needsHelpLetter, safetyLetter } from './safety-letter.ts';
import { signInLetter } from './sign-in-letter.ts';
import { trainingLetter } from './training-letter.ts';
import { webhookStoppedLetter } from './webhook-stopped-letter.ts';
import { swapLetter, type SwapNews } from './swap-letter.ts';

/** Made-up values, the same for every kind. */
function valuesIn(locale: Locale) {
  const siteUrl = 'https://zhijiao.example.org';
  const name = locale === 'zh' ? '示例' : 'Example';
  const [to, link, leave] = ['example@example.org', `${siteUrl}/example`, `${siteUrl}/unsubscribe/example`];
  const season = { zh: '2027 年暑期', en: 'Summer 2027' };
  const county = { zh: '南涧彝族自治县', en: 'Nanjian' };
  const subject = { zh: '英语', en: 'English' };
  const where = {
    county,
    season,
    place: locale === 'zh' ? '南涧一中' : 'Nanjian No. 1 School',
    startDay: '2027-07-12',
    endDay: '2027-07-26',
  };
  const offer = {
    to,
    locale,
    name,
    link,
    timeZone: 'Asia/Shanghai',
    replyByAt: '2027-05-14T15:59:00.000Z',
    isAlternate: false,
    county: county[locale],
    subject: subject[locale],
    place: where.place,
    startDay: where.startDay,
    endDay: where.endDay,
  };
  return { siteUrl, addressed: { to, name, locale, link }, leave, season, subject, where, offer, countyCode: '532926' };
}

type Values = ReturnType<typeof valuesIn>;
const why = { zh: '请补充可以支教的日期。', en: 'Please add the days on which you can teach.' };

const application = (state: 'approved' | 'returned' | 'rejected') => (values: Values) =>
  applicationDecidedLetter(values.addressed, {
    state,
    season: values.season,
    reason: state === 'approved' ? undefined : why[values.addressed.locale],
  });
const request = (state: 'approved' | 'returned' | 'rejected' | 'cancelled') => (values: Values) =>
  requestDecidedLetter(values.addressed, {
    ...values.where,
    state,
    reason: state === 'approved' ? undefined : why[values.addressed.locale],
  });
const guest = (happened: 'accepted' | 'declined' | 'withdrawn' | 'cancelled' | 'reported' | 'days' | 'ended') => (values: Values) =>
  guestLetter(values.addressed, { ...values.where, happened, volunteerName: values.addressed.name, subject: values.subject });

const swap = (news: SwapNews) => (values: Values) =>
  swapLetter(values.addressed, {
    news,
    own: values.where,
    other: {
      ...values.where,
      county: { zh: '官渡区', en: 'Guandu' },
      place: values.addressed.locale === 'zh' ? '官渡实验学校' : 'Guandu School',
    },
    reason: news === 'refused' ? why[values.addressed.locale] : undefined,
  });

const askBack = (news: 'invited' | 'withdrawn') => (values: Values) =>
  askBackLetter(values.addressed, {
    ...values.where,
    news,
    subject: values.subject,
    message: news === 'invited' ? why[values.addressed.locale] : '',
    season: { ...values.season, matchDay: '2027-05-10' },
  });
const askBackAnswered = (news: 'agreed' | 'refused' | 'ended') => (values: Values) =>
  askBackAnsweredLetter(values.addressed, { ...values.where, news, volunteerName: values.addressed.name, subject: values.subject });

const changed = [{ part: 'bandwidthMbps', before: 50, after: 20 }] as const;
const due = { answerByAt: '2027-06-20T15:59:00.000Z', timeZone: 'Asia/Shanghai' };
const conditions = (askedAs: AskedAs) => (values: Values) =>
  conditionsLetter(values.addressed, { ...values.where, ...due, askedAs, changed });
const twins = { keptEmail: 'example@example.org', mergedEmail: 'earlier@example.org' };

const dispute = (news: 'opened' | 'answered' | 'dropped' | 'settled', isForCounty: boolean) => (values: Values) =>
  disputeLetter(values.addressed, {
    ...values.where,
    news,
    isForCounty,
    volunteerName: values.addressed.name,
    lessonStartsAt: '2027-07-13T01:00:00Z',
    timeZone: 'Asia/Shanghai',
    recorded: 90,
    claimed: 45,
    reason: disputed[values.addressed.locale],
    answerByAt: '2027-07-21T01:00:00Z',
    answer: 'corrected',
    corrected: 45,
    note: '',
    decided: news === 'settled' ? 45 : null,
    closingReason: news === 'settled' ? disputed[values.addressed.locale] : '',
  });
const disputed = { zh: '第二节课因停电取消。', en: 'The second half was called off for want of power.' };

const earlyEnd = (news: 'ended' | 'decided') => (values: Values) =>
  earlyEndLetter(values.addressed, {
    ...values.where,
    news,
    reason: interrupted[values.addressed.locale],
    mayReturn: news === 'ended' ? 'undecided' : 'yes',
    returnReason: '',
  });
const interrupted = { zh: '当地连续暴雨，学校停课。', en: 'The school closed for days of heavy rain.' };
const feedbackReadable = (isForCounty: boolean) => (values: Values) =>
  feedbackReadableLetter(values.addressed, { ...values.where, isForCounty, volunteerName: values.addressed.name });
const feedbackAsked = (isForCounty: boolean) => (values: Values) =>
  feedbackLetter(values.addressed, { ...values.where, isForCounty, volunteerName: values.addressed.name, closesDay: '2027-08-16' });

const training = (news: 'opened' | 'cancelled') => (values: Values) =>
  trainingLetter(values.addressed, {
    news,
    titleZh: '乡村小学英语教师短训班',
    titleEn: 'Short course for rural teachers of English',
    originZh: '主会场',
    originEn: 'the main hall',
    startDay: '2027-09-06',
    endDay: '2027-09-10',
    reason: news === 'cancelled' ? (values.addressed.locale === 'zh' ? '授课教师临时有事。' : 'The teacher cannot come.') : null,
  });

/** One of every kind of letter: a kind without an example does not compile. */
const examples: Readonly<Record<LetterKind | 'sign-in', (values: Values) => Letter>> = {
  'sign-in': ({ addressed }) => signInLetter({ ...addressed, code: '123456' }),
  'application-approved': application('approved'),
  'application-returned': application('returned'),
  'application-rejected': application('rejected'),
  'request-approved': request('approved'),
  'request-returned': request('returned'),
  'request-rejected': request('rejected'),
  'request-cancelled': request('cancelled'),
  offer: ({ offer }) => offerLetter(offer),
  'offer-reminder': ({ offer }) => offerReminderLetter(offer),
  'offer-lapsed': ({ offer }) => offerLapsedLetter(offer),
  'placement-dates': ({ addressed, where, subject, siteUrl }) =>
    datesLetter({
      ...addressed,
      method: 'REQUEST',
      reader: { locale: addressed.locale, zone: 'Asia/Shanghai', siteUrl },
      dates: {
        id: 'example',
        state: 'accepted',
        name: addressed.name,
        replyByAt: null,
        place: where.place,
        delivery: 'on_site',
        weeklyHours: 20,
        timeZone: 'Asia/Shanghai',
        startDay: where.startDay,
        endDay: where.endDay,
        subjectZh: subject.zh,
        subjectEn: subject.en,
        countyZh: where.county.zh,
        countyEn: where.county.en,
        provinceZh: '云南省',
        provinceEn: 'Yunnan',
        changes: 1,
        changedAt: '2027-05-12T08:00:00Z',
        movedAt: '2027-05-12T08:00:00Z',
      },
    }),
  'placement-cancelled': ({ addressed, where }) => placementCancelledLetter(addressed, { ...where, reason: why[addressed.locale] }),
  'placement-ended': earlyEnd('ended'),
  'return-decided': earlyEnd('decided'),
  'liaisons-due': ({ addressed }) =>
    liaisonsLetter(addressed, { stations: [{ nameZh: '南涧远程教学站', nameEn: 'Nanjian station', dueDay: '2027-09-01' }] }),
  'training-opened': training('opened'),
  'training-cancelled': training('cancelled'),
  'feedback-asked': feedbackAsked(false),
  'guest-feedback-asked': feedbackAsked(true),
  'feedback-readable': feedbackReadable(false),
  'guest-feedback-readable': feedbackReadable(true),
  'ask-back-invited': askBack('invited'),
  'ask-back-withdrawn': askBack('withdrawn'),
  'ask-back-agreed': askBackAnswered('agreed'),
  'ask-back-refused': askBackAnswered('refused'),
  'ask-back-ended': askBackAnswered('ended'),
  'conditions-changed-choice': conditions('choice'),
  'conditions-changed-offered': conditions('offered'),
  'conditions-changed-accepted': conditions('accepted'),
  'conditions-changed-started': conditions('started'),
  'conditions-reminder': ({ addressed, where }) => conditionsReminderLetter(addressed, { ...where, ...due }),
  'conditions-signed': ({ addressed, where }) =>
    conditionsSignedLetter(addressed, { ...where, changed, signedBy: addressed.name, asked: 3 }),
  captain: ({ addressed, where }) => captainLetter(addressed, where),
  'guest-accepted': guest('accepted'),
  'guest-declined': guest('declined'),
  'guest-withdrawn': guest('withdrawn'),
  'guest-cancelled': guest('cancelled'),
  'guest-swapped': ({ addressed, where, subject }) =>
    guestSwappedLetter(addressed, {
      ...where,
      subject,
      volunteerName: addressed.name,
      insteadOf: addressed.locale === 'zh' ? '另一位示例' : 'Another Example',
    }),
  'swap-proposed': swap('proposed'),
  'swap-agreed': swap('agreed'),
  'swap-confirmed': swap('confirmed'),
  'swap-refused': swap('refused'),
  'swap-withdrawn': swap('withdrawn'),
  'swap-lapsed': swap('lapsed'),
  'guest-days': guest('days'),
  'guest-ended': guest('ended'),
  'guest-reported': guest('reported'),
  countersigned: ({ addressed, where }) => countersignedLetter(addressed, { ...where, daysServed: 15, signedBy: addressed.name }),
  'dispute-opened': dispute('opened', false),
  'dispute-answered': dispute('answered', true),
  'dispute-dropped': dispute('dropped', false),
  'dispute-settled': dispute('settled', false),
  'dispute-settled-host': dispute('settled', true),
  certificate: ({ addressed, where }) => certificateLetter({ ...addressed, serial: 'ZJ-2027-0000000-0000000', place: where.place }),
  'accounts-merged': ({ addressed }) => mergedLetter({ ...addressed, ...twins, untilDay: '2027-06-10' }),
  'merge-undone': ({ addressed }) => mergeUndoneLetter({ ...addressed, ...twins }),
  'webhook-stopped': ({ addressed }) =>
    webhookStoppedLetter(addressed, { host: 'hooks.example.org', description: '', isGone: false, days: 3 }),
  'safety-call': ({ addressed }) => safetyLetter(addressed, { text: '' }),
  'needs-help': ({ addressed }) => needsHelpLetter(addressed),
  incident: ({ addressed }) => incidentLetter({ ...addressed, actByAt: '2027-07-13T02:00:00Z' }),
  reference: ({ addressed: { name, ...rest } }) => referenceLetter({ ...rest, refereeName: name, volunteerName: name }),
  expiry: ({ addressed, leave }) => expiryLetter({ ...addressed, kind: 'health', validThroughDay: '2027-06-30', leave }),
  announcement: ({ addressed, leave }) =>
    announcementLetter(addressed, {
      subjectZh: '出发前的三件事',
      subjectEn: 'Before you leave',
      leave,
      bodyZh: '请核对接待条件。\n\n有困难的，请写信给协调员。',
      bodyEn: 'Read the host conditions again.\n\nIf anything stands in the way, write to us.',
    }),
  digest: ({ addressed, leave }) =>
    digestLetter(
      addressed,
      {
        late: 1,
        lapsed: 2,
        applications: 12,
        requests: 3,
        clearances: 7,
        unready: 0,
        lapsing: 4,
        completions: 5,
        conditions: 1,
        swaps: 1,
        disputes: 1,
        failedLetters: 1,
      },
      leave,
    ),
};

/** The kinds, in the order in which they are shown. */
// The keys of an object are as many as its type says.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const exampleKinds = Object.keys(examples) as (keyof typeof examples)[];
export type ExampleKind = keyof typeof examples;

/** A letter of this kind with made-up values: it is written by what writes the real ones. */
export function exampleLetter(kind: ExampleKind, locale: Locale): Letter {
  return examples[kind](valuesIn(locale));
}
