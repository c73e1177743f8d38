/** English names of the province-level divisions, as they are commonly written. */
export const provinceNamesEn: Readonly<Record<string, string>> = {
  '110000': 'Beijing',
  '120000': 'Tianjin',
  '130000': 'Hebei',
  '140000': 'Shanxi',
  '150000': 'Inner Mongolia',
  '210000': 'Liaoning',
  '220000': 'Jilin',
  '230000': 'Heilongjiang',
  '310000': 'Shanghai',
  '320000': 'Jiangsu',
  '330000': 'Zhejiang',
  '340000': 'Anhui',
  '350000': 'Fujian',
  '360000': 'Jiangxi',
  '370000': 'Shandong',
  '410000': 'Henan',
  '420000': 'Hubei',
  '430000': 'Hunan',
  '440000': 'Guangdong',
  '450000': 'Guangxi',
  '460000': 'Hainan',
  '500000': 'Chongqing',
  '510000': 'Sichuan',
  '520000': 'Guizhou',
  '530000': 'Yunnan',
  '540000': 'Tibet',
  '610000': 'Shaanxi',
  '620000': 'Gansu',
  '630000': 'Qinghai',
  '640000': 'Ningxia',
  '650000': 'Xinjiang',
  '710000': 'Taiwan',
  '810000': 'Hong Kong',
  '820000': 'Macao',
};

export const subjects = [
  { code: 'english', name_zh: '英语', name_en: 'English', position: 1 },
  { code: 'computing', name_zh: '计算机', name_en: 'Computing', position: 2 },
  { code: 'learning_experience', name_zh: '学习经验分享', name_en: 'Sharing learning experience', position: 3 },
];

const source = {
  source_zh: '清华大学继续教育公开介绍（©2024）',
  source_en: 'Tsinghua University’s public description of its continuing education (©2024)',
  recorded_day: '2026-11-24',
};
const volunteers = { ...source, topic: 'volunteers', at_least: false, from_year: 2004, to_year: 2018 };
const programme = { ...source, from_year: null, to_year: null };

/** Figures of the source, never spread over years or counties. */
export const reportedTotals = [
  { ...volunteers, code: 'tsinghua_students', label_zh: '清华学生', label_en: 'Tsinghua students', figure: 2333, position: 1 },
  {
    ...volunteers,
    code: 'tsinghua_young_teachers',
    label_zh: '清华青年教师',
    label_en: 'Tsinghua young teachers',
    figure: 383,
    position: 2,
  },
  {
    ...volunteers,
    code: 'students_from_abroad',
    label_zh: '美国、英国、香港、澳门、台湾的大学生',
    label_en: 'University students from the United States, the United Kingdom, Hong Kong, Macao and Taiwan',
    figure: 1149,
    position: 3,
  },
  {
    ...programme,
    topic: 'stations',
    code: 'stations',
    label_zh: '县级现代远程教学站',
    label_en: 'County-level distance teaching stations',
    figure: 1100,
    at_least: true,
    position: 4,
  },
  {
    ...programme,
    topic: 'provinces',
    code: 'provinces',
    label_zh: '省、自治区、直辖市',
    label_en: 'Provinces, municipalities and autonomous regions',
    figure: 27,
    at_least: false,
    position: 5,
  },
  {
    ...programme,
    topic: 'people_trained',
    code: 'people_trained',
    label_zh: '累计培训人数',
    label_en: 'People trained',
    figure: 2_600_000,
    at_least: true,
    position: 6,
  },
];

/** The one long-term assignment that the source names, with nothing but what it says. */
export const partnerships = [
  {
    source_zh: source.source_zh,
    source_en: source.source_en,
    county_code: '532926',
    partner_zh: '清华大学',
    partner_en: 'Tsinghua University',
    since_year: 2013,
    agreed_zh: '学校定点帮扶的县。',
    agreed_en: 'The county that the university is assigned to help.',
  },
];
