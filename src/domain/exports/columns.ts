import type { ExportKind } from './export.ts';

/** What a column's words are codes of; an instant is told in its reader's way. */
export type Vocabulary =
  | 'instant'
  | 'yesNo'
  | 'delivery'
  | 'link'
  | 'kind'
  | 'role'
  | 'roles'
  | 'volunteerKind'
  | 'homeRegion'
  | 'clearance'
  | 'documentType'
  | 'requestState'
  | 'applicationState'
  | 'placementState'
  | 'clearanceState'
  | 'certificateState'
  | 'trainingKind'
  | 'trainingDelivery'
  | 'trainingState'
  | 'disputeState';

export type ExportColumn = { readonly name: string; readonly zh: string; readonly en: string; readonly of?: Vocabulary };

const column = (name: string, zh: string, en: string, of?: Vocabulary): ExportColumn => ({
  name,
  zh,
  en,
  ...(of === undefined ? {} : { of }),
});

const id = column('id', '编号', 'Id');
const season = column('season', '招募季', 'Season');
const countyCode = column('countyCode', '县代码', 'County code');
const county = column('county', '县', 'County');
const province = column('province', '省份', 'Province');
const place = column('place', '地点', 'Place');
const delivery = column('delivery', '授课方式', 'Delivery', 'delivery');
const startDay = column('startDay', '开始日期', 'First day');
const endDay = column('endDay', '结束日期', 'Last day');
const subject = column('subject', '学科', 'Subject');
const volunteer = column('volunteer', '志愿者', 'Volunteer');
const volunteerKind = column('volunteerKind', '志愿者类别', 'Kind of volunteer', 'volunteerKind');
const institution = column('institution', '所在学校或单位', 'Institution');
const homeRegion = column('homeRegion', '来自', 'Home region', 'homeRegion');
const hours = column('hours', '服务时长（小时）', 'Hours');
const learners = column('learners', '学生人数', 'Learners');
const madeUp = column('madeUp', '演示数据', 'Demonstration data', 'yesNo');
const createdAt = column('createdAt', '登记时间', 'Recorded', 'instant');

/**
 * The columns of each list, in order. A program reads them by name. The service record has the fields that the Ministry of Civil
 * Affairs asks a record to hold (Order 67, 2021): who, the activity with its place, content and hours, training, issuer and number; the
 * number of the identity document is not in it, since nobody needs it to see that somebody served. Stations, completions and accounts
 * are what an import of theirs asks for, under names that it knows: `npm run round-trip -- --lists` holds them to it.
 */
export const exportColumns: Readonly<Record<ExportKind, readonly ExportColumn[]>> = {
  stations: [
    id,
    countyCode,
    province,
    county,
    column('nameZh', '名称', 'Name in Chinese'),
    column('nameEn', '英文名称', 'Name in English'),
    column('rooms', '教室数', 'Rooms'),
    column('seats', '座位数', 'Seats'),
    column('link', '连接方式', 'Link', 'link'),
    column('openedDay', '启用日期', 'Opened'),
    column('closedDay', '关闭日期', 'Closed'),
    madeUp,
  ],
  counties: [
    countyCode,
    province,
    column('nameZh', '名称', 'Name in Chinese'),
    column('nameEn', '英文名称', 'Name in English'),
    column('tier', '需求等级', 'Need tier'),
    column('partnerSinceDay', '合作起始日', 'Partner since'),
    column('beds', '床位', 'Beds'),
    madeUp,
  ],
  requests: [
    column('id', '需求编号', 'Request id'),
    season,
    countyCode,
    county,
    column('state', '状态', 'State', 'requestState'),
    column('kind', '类型', 'Kind', 'kind'),
    delivery,
    place,
    column('station', '教学站', 'Station'),
    startDay,
    endDay,
    column('weeklyHours', '每周课时', 'Hours a week'),
    column('line', '需求行', 'Line'),
    subject,
    column('level', '程度', 'Level'),
    column('role', '岗位', 'Role', 'role'),
    column('minimum', '最少人数', 'Minimum'),
    column('ideal', '理想人数', 'Ideal'),
    column('maximum', '最多人数', 'Maximum'),
    column('taken', '已占名额', 'Seats taken'),
    column('submittedAt', '提交时间', 'Submitted', 'instant'),
  ],
  applications: [
    id,
    season,
    column('state', '状态', 'State', 'applicationState'),
    volunteer,
    volunteerKind,
    institution,
    homeRegion,
    column('subjects', '学科', 'Subjects'),
    column('deliveries', '授课方式', 'Deliveries', 'delivery'),
    column('choices', '志愿数', 'Choices'),
    column('isInTeam', '有同行小组', 'In a team', 'yesNo'),
    column('submittedAt', '提交时间', 'Submitted', 'instant'),
  ],
  placements: [
    id,
    season,
    column('state', '状态', 'State', 'placementState'),
    volunteer,
    volunteerKind,
    institution,
    countyCode,
    county,
    place,
    delivery,
    subject,
    column('role', '岗位', 'Role', 'role'),
    startDay,
    endDay,
    column('replyByAt', '答复期限', 'Reply by', 'instant'),
  ],
  'service-records': [
    column('volunteer', '志愿者姓名', 'Volunteer'),
    column('documentType', '身份证件类型', 'Identity document', 'documentType'),
    column('project', '志愿服务项目（活动）名称', 'Project'),
    province,
    county,
    column('place', '服务地点', 'Place'),
    column('served', '服务对象', 'Served'),
    column('content', '服务内容', 'Content'),
    column('role', '服务岗位', 'Role', 'role'),
    column('delivery', '服务方式', 'Delivery', 'delivery'),
    startDay,
    endDay,
    column('days', '服务天数', 'Days'),
    hours,
    learners,
    column('trainedDay', '参加培训日期', 'Trained on'),
    column('issuer', '记录组织', 'Issuer'),
    column('responsible', '负责人', 'Responsible person'),
    column('contact', '联系方式', 'Contact'),
    column('serial', '证明编号', 'Certificate'),
    column('issuedDay', '出具日期', 'Issued on'),
    madeUp,
  ],
  completions: [
    column('placementId', '派遣编号', 'Placement id'),
    season,
    column('seasonZh', '招募季中文名', 'Season in Chinese'),
    column('seasonEn', '招募季英文名', 'Season in English'),
    column('year', '统计年份', 'Year'),
    column('person', '人员编号', 'Person reference'),
    volunteer,
    volunteerKind,
    institution,
    homeRegion,
    column('firstTimer', '初次服务', 'First time', 'yesNo'),
    countyCode,
    county,
    column('tier', '需求等级', 'Need tier'),
    column('requestKind', '需求类型', 'Kind of service', 'kind'),
    place,
    subject,
    column('role', '岗位', 'Role', 'role'),
    delivery,
    startDay,
    endDay,
    column('days', '服务天数', 'Days'),
    column('lessons', '课次', 'Lessons'),
    hours,
    learners,
    column('completedAt', '完成时间', 'Completed', 'instant'),
    madeUp,
  ],
  clearances: [
    id,
    volunteer,
    column('kind', '审查项目', 'Check', 'clearance'),
    column('state', '状态', 'State', 'clearanceState'),
    column('validThroughDay', '有效期至', 'Valid through'),
    column('verifiedBy', '核验人', 'Verified by'),
    column('verifiedAt', '核验时间', 'Verified', 'instant'),
    createdAt,
  ],
  certificates: [
    column('serial', '证明编号', 'Certificate'),
    season,
    column('volunteer', '姓名', 'Name'),
    column('state', '状态', 'State', 'certificateState'),
    county,
    startDay,
    endDay,
    hours,
    column('issuedAt', '出具时间', 'Issued', 'instant'),
    column('supersedes', '替代的证明', 'In the place of'),
    madeUp,
  ],
  trainings: [
    id,
    column('state', '状态', 'State', 'trainingState'),
    column('kind', '类型', 'Kind', 'trainingKind'),
    column('delivery', '授课方式', 'Delivery', 'trainingDelivery'),
    column('titleZh', '名称', 'Title in Chinese'),
    column('titleEn', '英文名称', 'Title in English'),
    column('originZh', '主会场', 'Given at, in Chinese'),
    column('originEn', '主会场英文名', 'Given at, in English'),
    column('hours', '学时', 'Hours'),
    startDay,
    endDay,
    column('sessions', '课次', 'Sessions'),
    column('stations', '教学站数', 'Stations'),
    column('people', '参训人数', 'People reached'),
    madeUp,
  ],
  receptions: [
    column('trainingId', '培训编号', 'Training id'),
    column('training', '培训', 'Training'),
    startDay,
    endDay,
    province,
    countyCode,
    county,
    column('station', '教学站', 'Station'),
    column('expected', '报名人数', 'Expected'),
    column('people', '参训人数', 'People'),
    column('cadres', '干部', 'Cadres'),
    column('officials', '公务员', 'Officials'),
    column('primaryTeachers', '小学教师', 'Primary teachers'),
    column('secondaryTeachers', '中学教师', 'Secondary teachers'),
    column('students', '学生', 'Students'),
    column('attendances', '参训人次', 'Attendances'),
    column('certificates', '结业证书数', 'Certificates'),
    column('lastSessionDay', '最近参训日期', 'Last attended'),
    column('reportedAt', '上报时间', 'Reported', 'instant'),
  ],
  partnerships: [
    id,
    countyCode,
    province,
    county,
    column('partnerZh', '帮扶单位', 'Partner in Chinese'),
    column('partnerEn', '帮扶单位英文名', 'Partner in English'),
    column('sinceYear', '起始年份', 'Since'),
    column('untilYear', '结束年份', 'Until'),
    column('agreed', '约定', 'Agreed'),
    column('achievements', '成果数', 'Achievements'),
    column('source', '来源', 'Source'),
    madeUp,
  ],
  disputes: [
    id,
    column('placementId', '派遣编号', 'Placement id'),
    season,
    volunteer,
    countyCode,
    county,
    column('state', '状态', 'State', 'disputeState'),
    column('lessonStartsAt', '所争课次的开始时间（空为服务天数）', 'Lesson in dispute (none: the days)', 'instant'),
    column('recorded', '原记录', 'Recorded'),
    column('claimed', '县里所称', 'Claimed'),
    column('corrected', '志愿者更正为', 'Corrected to'),
    column('decided', '裁定', 'Decided'),
    column('openedAt', '提出时间', 'Opened', 'instant'),
    column('answerByAt', '答复期限', 'Answer by', 'instant'),
    column('answeredAt', '答复时间', 'Answered', 'instant'),
    column('closedAt', '了结时间', 'Closed', 'instant'),
  ],
  accounts: [
    id,
    column('email', '电子邮箱', 'E-mail'),
    column('name', '姓名', 'Name'),
    column('locale', '界面语言', 'Language of letters'),
    column('roles', '角色', 'Roles', 'roles'),
    column('counties', '县代码', 'County codes'),
    column('isFrozen', '已冻结', 'Frozen', 'yesNo'),
    createdAt,
    madeUp,
  ],
  events: [
    column('sequence', '序号', 'Sequence'),
    column('at', '时间', 'At', 'instant'),
    column('actor', '操作者角色', 'Acted as'),
    column('thing', '对象', 'Thing'),
    column('thingId', '对象编号', 'Thing id'),
    column('event', '事件', 'Event'),
    column('fromState', '原状态', 'From'),
    column('toState', '新状态', 'To'),
    column('reason', '理由', 'Reason'),
    column('sha256', '校验值', 'SHA-256'),
  ],
};
