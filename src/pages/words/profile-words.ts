import type { Locale } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { catalogue } from './catalogue.ts';

/** What a volunteer says of themself, wherever it is asked or shown. */
export const profileWords = catalogue(
  {
    name: '姓名',
    nameHint: '与证件一致',
    kind: '您的身份',
    kindHints: { student: '在校大学生、研究生', teacher: '参加工作的青年教师' },
    homeInstitution: '学校或单位',
    homeRegion: '您现在住在哪里',
    timeZone: '时区',
    timeZoneHint: '远程课和各项期限按它显示，并注明北京时间',
    bornDay: '出生日期',
    bornDayHint: '有的需求有年龄要求',
    languages: '能用来授课的语言',
    languagesHint: '可以多选',
    choose: '请选择',
    faults: {
      name: '请填写姓名，不超过 120 字',
      'profile.kind': '请选择身份',
      'profile.homeInstitution': '请填写学校或单位，不超过 200 字',
      'profile.homeRegion': '请选择所在地区',
      'profile.timeZone': '请选择时区',
      'profile.bornDay': '请填写出生日期',
      'profile.languages': '请至少选一种语言，不超过十种',
    },
    future: '出生日期不能晚于今天',
    homeClock: '北京时间',
    clockOf: (zone: string) => `按${zone}的时间`,
    languageNames: {
      'zh-CN': '普通话',
      en: '英语',
      yue: '粤语',
      bo: '藏语',
      ug: '维吾尔语',
      mn: '蒙古语',
      ii: '彝语',
      za: '壮语',
      ko: '朝鲜语',
      kk: '哈萨克语',
      ja: '日语',
      ru: '俄语',
      fr: '法语',
      de: '德语',
      es: '西班牙语',
    },
    zones: {
      'Asia/Shanghai': '中国内地（UTC+8）',
      'Asia/Hong_Kong': '香港（UTC+8）',
      'Asia/Macau': '澳门（UTC+8）',
      'Asia/Taipei': '台北（UTC+8）',
      'Asia/Singapore': '新加坡（UTC+8）',
      'Asia/Tokyo': '东京、首尔（UTC+9）',
      'Asia/Bangkok': '曼谷（UTC+7）',
      'Asia/Kolkata': '新德里（UTC+5:30）',
      'Asia/Dubai': '迪拜（UTC+4）',
      'Australia/Perth': '珀斯（UTC+8）',
      'Australia/Sydney': '悉尼、墨尔本',
      'Pacific/Auckland': '奥克兰',
      'Europe/Moscow': '莫斯科（UTC+3）',
      'Europe/Berlin': '柏林、巴黎、罗马',
      'Europe/London': '伦敦、都柏林',
      'Africa/Johannesburg': '约翰内斯堡（UTC+2）',
      'America/Sao_Paulo': '圣保罗（UTC-3）',
      'America/New_York': '纽约、波士顿、多伦多',
      'America/Chicago': '芝加哥、休斯敦',
      'America/Denver': '丹佛、盐湖城',
      'America/Los_Angeles': '洛杉矶、西雅图、温哥华',
      'Pacific/Honolulu': '檀香山（UTC-10）',
    },
  },
  {
    name: 'Name',
    nameHint: 'As in your identity document',
    kind: 'You are',
    kindHints: { student: 'At a university, of any level', teacher: 'Teaching already, early in your career' },
    homeInstitution: 'School or employer',
    homeRegion: 'Where do you live now?',
    timeZone: 'Time zone',
    timeZoneHint: 'Lessons at a distance and deadlines are shown in it, with Beijing time beside',
    bornDay: 'Date of birth',
    bornDayHint: 'Some requests ask for an age',
    languages: 'Languages you can teach in',
    languagesHint: 'Choose any',
    choose: 'Choose one',
    faults: {
      name: 'Give your name, in at most 120 characters',
      'profile.kind': 'Say what you are',
      'profile.homeInstitution': 'Give your school or employer, in at most 200 characters',
      'profile.homeRegion': 'Choose where you live',
      'profile.timeZone': 'Choose a time zone',
      'profile.bornDay': 'Give your date of birth',
      'profile.languages': 'Choose one language at least, and ten at most',
    },
    future: 'A date of birth lies before today',
    homeClock: 'Beijing time',
    clockOf: (zone) => `Time in ${zone}`,
    languageNames: {
      'zh-CN': 'Mandarin',
      en: 'English',
      yue: 'Cantonese',
      bo: 'Tibetan',
      ug: 'Uyghur',
      mn: 'Mongolian',
      ii: 'Yi',
      za: 'Zhuang',
      ko: 'Korean',
      kk: 'Kazakh',
      ja: 'Japanese',
      ru: 'Russian',
      fr: 'French',
      de: 'German',
      es: 'Spanish',
    },
    zones: {
      'Asia/Shanghai': 'Mainland China (UTC+8)',
      'Asia/Hong_Kong': 'Hong Kong (UTC+8)',
      'Asia/Macau': 'Macao (UTC+8)',
      'Asia/Taipei': 'Taipei (UTC+8)',
      'Asia/Singapore': 'Singapore (UTC+8)',
      'Asia/Tokyo': 'Tokyo, Seoul (UTC+9)',
      'Asia/Bangkok': 'Bangkok (UTC+7)',
      'Asia/Kolkata': 'New Delhi (UTC+5:30)',
      'Asia/Dubai': 'Dubai (UTC+4)',
      'Australia/Perth': 'Perth (UTC+8)',
      'Australia/Sydney': 'Sydney, Melbourne',
      'Pacific/Auckland': 'Auckland',
      'Europe/Moscow': 'Moscow (UTC+3)',
      'Europe/Berlin': 'Berlin, Paris, Rome',
      'Europe/London': 'London, Dublin',
      'Africa/Johannesburg': 'Johannesburg (UTC+2)',
      'America/Sao_Paulo': 'São Paulo (UTC-3)',
      'America/New_York': 'New York, Boston, Toronto',
      'America/Chicago': 'Chicago, Houston',
      'America/Denver': 'Denver, Salt Lake City',
      'America/Los_Angeles': 'Los Angeles, Seattle, Vancouver',
      'Pacific/Honolulu': 'Honolulu (UTC-10)',
    },
  },
);

const platformLocales: Readonly<Record<Locale, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** A language by its name in the reader's. */
export function languageName(tag: string, locale: Locale): string {
  const names: Readonly<Record<string, string>> = profileWords[locale].languageNames;
  return names[tag] ?? new Intl.DisplayNames([platformLocales[locale]], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}

/** A time zone by the places that keep it; one that is not listed, by what the platform calls it. */
export function zoneName(zone: string, locale: Locale): string {
  const names: Readonly<Record<string, string>> = profileWords[locale].zones;
  return names[zone] ?? platformZoneName(zone, locale);
}

/** By which clock a time is typed. */
export function clockName(zone: string, locale: Locale): string {
  const words = profileWords[locale];
  return zone === homeZone ? words.homeClock : words.clockOf(zoneName(zone, locale));
}

function platformZoneName(zone: string, locale: Locale): string {
  try {
    const parts = new Intl.DateTimeFormat(platformLocales[locale], { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  } catch {
    // Somebody typed a zone that is none.
    return zone;
  }
}
