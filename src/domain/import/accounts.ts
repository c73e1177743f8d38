import { accountFaults, type Role } from '../account.ts';
import type { HomeRegion, VolunteerKind } from '../teaching.ts';
import { needed, optional, type RecordOf, type RowFault } from './field.ts';
import { choice, county, day, email, list, plain, reference, text, wrong, yesNo, type ReadCell } from './read-cell.ts';
import { ok } from '../result.ts';

const roleWords: Readonly<Record<Role, readonly string[]>> = {
  volunteer: ['志愿者', '支教志愿者'],
  county: ['县', '县联系人', '县方', '县级联系人', 'officer', 'county officer'],
  coordinator: ['协调员'],
  safeguarding: ['保护负责人', '未成年人保护', 'safeguarding lead'],
  admin: ['管理员', 'administrator'],
};

export const volunteerKindWords: Readonly<Record<VolunteerKind, readonly string[]>> = {
  student: ['学生', '大学生', '本科生', '研究生', '在校生', 'students'],
  teacher: ['教师', '老师', '青年教师', '教职工', 'staff', 'teachers', 'young teacher'],
};
export const homeRegionWords: Readonly<Record<HomeRegion, readonly string[]>> = {
  mainland: ['内地', '大陆', '中国内地', '中国大陆', '中国', '国内', 'mainland China', 'China', 'CN'],
  united_states: ['美国', 'US', 'USA', 'United States of America'],
  united_kingdom: ['英国', 'UK', 'GB', 'Britain', 'Great Britain'],
  hong_kong: ['香港', '中国香港', '香港特别行政区', 'HK', 'Hong Kong SAR', 'Hong Kong, China'],
  macao: ['澳门', '中国澳门', '澳门特别行政区', 'MO', 'Macau', 'Macao SAR', 'Macao, China'],
  taiwan: ['台湾', '中国台湾', '台湾地区', 'TW', 'Taiwan, China'],
  other: ['其他', '其它', '其他地区', '海外', 'elsewhere'],
};

const languageWords = choice({
  'zh-CN': ['中文', '汉语', '普通话', 'zh', 'Chinese', 'Mandarin'],
  en: ['英语', '英文', 'English'],
  yue: ['粤语', '广东话', 'Cantonese'],
  bo: ['藏语', 'Tibetan'],
  ug: ['维吾尔语', 'Uyghur'],
  mn: ['蒙古语', 'Mongolian'],
  ii: ['彝语', 'Yi'],
});

/** A language by its name, or by its tag. */
export const language: ReadCell<string> = (said, world) => {
  const named = languageWords(said, world);
  if (named.ok) return named;
  const tag = plain(said);
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(tag) ? ok(tag) : wrong('not-one-of');
};

const timeZone: ReadCell<string> = (said) => {
  const zone = plain(said);
  return /^[A-Za-z]+(\/[A-Za-z0-9_+-]+){1,2}$|^UTC$/.test(zone) && zone.length <= 60 ? ok(zone) : wrong('wrong-form');
};

/** The id that another installation of ours gave somebody: there are no two of one, whatever stands beside it. */
export function isOwnId(said: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(said);
}
export function idKey(ownId: string): string {
  return `number ${ownId.toLowerCase()}`;
}

/** Accounts, one a row; a volunteer's profile where its columns are filled. */
export const accountFields = {
  person: optional(['编号', 'Person reference', '人员编号', '账户编号', 'id'], reference),
  email: needed(['邮箱', 'E-mail', '电子邮箱', '邮件', '邮件地址', 'e-mail address', 'mail', 'email'], email),
  name: needed(['姓名', 'Name', '名字', '联系人', 'full name'], text(120)),
  roles: needed(['角色', 'Roles', '身份权限', 'role'], list(choice(roleWords), 5)),
  counties: optional(
    ['负责的县', 'Counties', '县', '所属县', '负责县', '县代码', 'county', 'county codes', 'countyCodes'],
    list(county, 50),
  ),
  locale: optional(
    ['界面语言', 'Language of letters', '语言偏好', 'locale'],
    choice({ zh: ['中文', 'zh-CN', 'Chinese'], en: ['英文', '英语', 'English'] }),
  ),
  kind: optional(['志愿者类别', 'Kind', '类别', '身份', 'student or teacher', 'volunteerKind'], choice(volunteerKindWords)),
  institution: optional(['单位', 'Institution', '学校', '院校', '所在学校', '工作单位', 'university', 'homeInstitution'], text(200)),
  region: optional(['地区', 'Home region', '来自', '所在地区', '国家或地区', 'region', 'homeRegion'], choice(homeRegionWords)),
  bornDay: optional(['出生日期', 'Date of birth', '生日', '出生年月日', 'born', 'birthday', 'bornDay'], day),
  languages: optional(['授课语言', 'Languages', '语言', '语种'], list(language, 10)),
  timeZone: optional(['时区', 'Time zone'], timeZone),
  isFrozen: optional(['已冻结', 'Frozen', 'isFrozen'], yesNo),
  madeUp: optional(['演示数据', 'Made up', 'madeUp', 'demonstration data'], yesNo),
};
export type AccountRecord = RecordOf<typeof accountFields>;

const profileFields = ['kind', 'institution', 'region', 'bornDay'] as const;

/** Officers have counties, a profile is whole or not there at all, and what is frozen is not thawed by the way. */
export function accountFaultsBetween(record: Partial<AccountRecord>): RowFault[] {
  const { roles: said, counties, isFrozen } = record;
  const given = profileFields.filter((name) => record[name] !== undefined && record[name] !== null);
  const lacking = given.length === 0 ? [] : profileFields.filter((name) => record[name] === null);
  const ofRoles = said === undefined || counties === undefined ? [] : accountFaults({ roles: said, countyCodes: counties ?? [] });
  return [
    ...ofRoles.map(({ code }): RowFault => ({ field: 'counties', code })),
    ...lacking.map((field): RowFault => ({ field, code: 'profile-incomplete' })),
    ...(isFrozen === true ? [{ field: 'isFrozen', code: 'account-closed' } as const] : []),
  ];
}

/** By what services of the past name whose account this is, where another installation of ours gave it its id. */
export function personKeyOf({ person }: AccountRecord): string | null {
  return person !== null && isOwnId(person) ? idKey(person) : null;
}

export function accountKey({ email: address }: AccountRecord): string {
  return address;
}
