import type { Locale } from './account.ts';
import type { Measure, StatisticsDimension } from './statistics.ts';

type Text = Readonly<Record<Locale, string>>;
export type Definition = { readonly name: Text; readonly means: Text };

/** What each figure of the record counts, said beside it wherever it stands. */
export const measureDefinitions: Readonly<Record<Measure, Definition>> = {
  completions: {
    name: { zh: '完成的派遣', en: 'Completed placements' },
    means: {
      zh: '志愿者交了报告、县里会签了天数（或由协调员裁定）的派遣，每次计一。提前结束的不计。',
      en: 'Placements with the volunteer’s report and the county’s countersignature, or days that a coordinator settled; each counts once. Those that ended early do not count.',
    },
  },
  volunteers: {
    name: { zh: '志愿者（人）', en: 'Volunteers' },
    means: {
      zh: '完成过至少一次派遣的人，同一格里每人只计一次。一个人可以同时在几格里，所以各格相加会多于总数。',
      en: 'People with at least one completed placement; each counts once in a row. One person may be in several rows, so the rows add up to more than the total.',
    },
  },
  daysServed: {
    name: { zh: '服务天数', en: 'Days served' },
    means: {
      zh: '完成记录中的服务天数之和，以县里会签的为准。',
      en: 'The days of the completions added up, as the counties countersigned them.',
    },
  },
  lessonsHeld: {
    name: { zh: '课次', en: 'Lessons' },
    means: { zh: '志愿者逐节登记的课，到完成那天为止。', en: 'Lessons that volunteers logged one by one, up to the day of completion.' },
  },
  minutesTaught: {
    name: { zh: '授课时长', en: 'Time taught' },
    means: {
      zh: '各节课的分钟数之和；页面上以小时显示，四舍五入。',
      en: 'The minutes of all lessons added up; pages show hours, rounded.',
    },
  },
  learners: {
    name: { zh: '学员（人次）', en: 'Learners' },
    means: {
      zh: '每次派遣中人数最多的一节课有多少学员，各次派遣相加。同一名学员在几次派遣中会重复计入，所以不是不同的人数。',
      en: 'For each placement the most learners in one of its lessons, added up over placements. A learner taught in several placements counts in each, so this is no number of different people.',
    },
  },
  counties: {
    name: { zh: '到达的县', en: 'Counties reached' },
    means: { zh: '有完成的派遣的县，每县计一次。', en: 'Counties with at least one completed placement; each counts once.' },
  },
  madeUp: {
    name: { zh: '其中演示数据', en: 'Demonstration data' },
    means: { zh: '完成的派遣中虚构的演示数据有多少。', en: 'How many of the completed placements are made-up demonstration data.' },
  },
};

/** What completions are counted under: as it was on the day of the completion. */
export const dimensionDefinitions: Readonly<Record<StatisticsDimension, Definition>> = {
  season: { name: { zh: '招募季', en: 'Season' }, means: { zh: '派遣所在的招募季。', en: 'The season of the placement.' } },
  year: {
    name: { zh: '年份', en: 'Year' },
    means: { zh: '招募季授课期结束的年份。', en: 'The year in which the season’s teaching window ends.' },
  },
  province: {
    name: { zh: '省份', en: 'Province' },
    means: { zh: '县所在的省、自治区、直辖市。', en: 'The province that the county lies in.' },
  },
  county: {
    name: { zh: '县', en: 'County' },
    means: { zh: '授课的县，按 GB/T 2260 代码。', en: 'The county taught in, by its GB/T 2260 code.' },
  },
  tier: {
    name: { zh: '需求等级', en: 'Need tier' },
    means: {
      zh: '完成那天县的需求等级，1 为最急需。只计逐县公布的县：各县等级是公开的，其余的县会从总数里推算出来。',
      en: 'The county’s need tier on the day of completion, 1 most in need. Only counties that are told by themselves are in it: every county’s tier is public, so the others could be worked out from the sum.',
    },
  },
  subject: { name: { zh: '学科', en: 'Subject' }, means: { zh: '需求行的学科。', en: 'The subject of the request’s line.' } },
  delivery: { name: { zh: '授课方式', en: 'Delivery' }, means: { zh: '需求的授课方式。', en: 'How the request is taught.' } },
  requestKind: {
    name: { zh: '需求类型', en: 'Kind of request' },
    means: { zh: '营地、学期、远程或教师培训。', en: 'Camp, term, distance or teacher training.' },
  },
  volunteerKind: {
    name: { zh: '志愿者身份', en: 'Kind of volunteer' },
    means: { zh: '完成那天是学生还是教师。', en: 'Student or teacher on the day of completion.' },
  },
  homeRegion: { name: { zh: '来自哪里', en: 'Home region' }, means: { zh: '志愿者的来源地。', en: 'Where the volunteer comes from.' } },
  institution: {
    name: { zh: '所在院校', en: 'Institution' },
    means: { zh: '志愿者自己填写的院校，名称不同就分开计。', en: 'As volunteers write it themselves; different spellings count apart.' },
  },
  firstTimer: {
    name: { zh: '初次或重返', en: 'First time or again' },
    means: { zh: '此前有没有完成过派遣。', en: 'Whether the volunteer had completed a placement before.' },
  },
  role: { name: { zh: '角色', en: 'Role' }, means: { zh: '需求行的角色。', en: 'The role of the request’s line.' } },
};

/** Why a figure may be missing. */
export const keptBack: Text = {
  zh: '不足五人的数字不公布，以免认出个人；能据以推算出这类数字的，也一并不公布。公开数字最多同时按两个角度；按需求等级和院校的只单独公布。',
  en: 'Figures of fewer than five people are not told, so that nobody can be recognised; nor are those from which such a figure could be worked out. Public figures are counted by two dimensions at most, and need tiers and institutions by themselves alone.',
};
