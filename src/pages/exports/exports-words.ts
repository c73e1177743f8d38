import type { ExportKind } from '../../domain/exports/export.ts';
import { catalogue } from '../words/catalogue.ts';

type Told = Readonly<Record<ExportKind, { readonly name: string; readonly about: string }>>;

const zhKinds: Told = {
  stations: { name: '教学站', about: '每站一行。' },
  counties: { name: '县', about: '每县一行，含需求等级与床位。' },
  requests: { name: '需求', about: '每条需求行一行。' },
  applications: { name: '申请', about: '已提交的申请，每份一行；不含个人陈述。' },
  placements: { name: '派遣', about: '每次派遣一行，日期为志愿者本人的日期。' },
  'service-records': { name: '志愿服务记录', about: '每次完成的服务一行，字段依民政部令第67号；不含证件号码。' },
  completions: { name: '完成记录', about: '每次完成的派遣一行，即统计所依据的行。' },
  clearances: { name: '审查', about: '每项审查一行，只有结论与有效期。' },
  certificates: { name: '服务证明', about: '每份证明一行。' },
  trainings: { name: '培训', about: '每期培训一行，含参训人数；不足五人的不列数字。' },
  receptions: { name: '培训参训情况', about: '每期培训在每个教学站一行，只有人数，没有姓名。' },
  partnerships: { name: '结对帮扶', about: '每项结对一行。' },
  disputes: { name: '工时异议', about: '每项异议一行，只有数字与时间，不含理由。' },
  accounts: { name: '账户', about: '每个账户一行，含电子邮箱与角色。' },
  events: { name: '事件', about: '发生过的每件事一行，含校验值。' },
};

const enKinds: Told = {
  stations: { name: 'Stations', about: 'A row a station.' },
  counties: { name: 'Counties', about: 'A row a county, with need tier and beds.' },
  requests: { name: 'Requests', about: 'A row for each line of a request.' },
  applications: { name: 'Applications', about: 'A row for each application handed in, without its statement.' },
  placements: { name: 'Placements', about: 'A row a placement, with the volunteer’s own days.' },
  'service-records': {
    name: 'Volunteer service records',
    about: 'A row for each completed service, with the fields of Ministry of Civil Affairs Order 67; without document numbers.',
  },
  completions: { name: 'Completions', about: 'A row for each completed placement: the rows that the statistics count.' },
  clearances: { name: 'Checks', about: 'A row a check, with its outcome and last valid day alone.' },
  certificates: { name: 'Certificates', about: 'A row a certificate.' },
  trainings: { name: 'Trainings', about: 'A row a training, with the people it reached; numbers below five are not told.' },
  receptions: { name: 'Trainings at stations', about: 'A row for each training at each station: heads alone, no names.' },
  partnerships: { name: 'Partnerships', about: 'A row a partnership.' },
  disputes: { name: 'Disputes', about: 'A row a dispute over hours or days: figures and times, without the reasons.' },
  accounts: { name: 'Accounts', about: 'A row an account, with e-mail address and roles.' },
  events: { name: 'Events', about: 'A row for everything that happened, with its hash.' },
};

export const exportsWords = catalogue(
  {
    title: '下载列表',
    lead: '把列表存成表格文件，用表格软件打开。文件在您下载时即时生成，反映此刻的数据。',
    logged: '除公开的列表外，谁在何时下载了哪份列表都会记录在案。请像保管原件一样保管含有个人信息的文件，用完即删。',
    list: '列表',
    files: '文件',
    fileOf: (list: string, format: string) => `${format} 下载${list}`,
    narrow: '只要一个招募季的',
    allSeasons: '全部招募季',
    show: '选用',
    ofSeason: (season: string) => `只含${season}`,
    everySeason: '所有招募季',
    take: (list: string) => `下载${list}：`,
    yes: '是',
    no: '否',
    kinds: zhKinds,
  },
  {
    title: 'Download lists',
    lead: 'Take a list along as a spreadsheet. The file is made while you download it and shows the data as it is now.',
    logged:
      'Of every list that is not open to everybody it is recorded who downloaded it and when. Keep files with people’s data as you would keep the originals, and delete them when you are done.',
    list: 'List',
    files: 'Files',
    fileOf: (list: string, format: string) => `${format} – download ${list}`,
    narrow: 'Only of one season',
    allSeasons: 'All seasons',
    show: 'Choose',
    ofSeason: (season: string) => `Of ${season} alone`,
    everySeason: 'Of every season',
    take: (list: string) => `Download ${list.toLowerCase()}:`,
    yes: 'yes',
    no: 'no',
    kinds: enKinds,
  },
);
