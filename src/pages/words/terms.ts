import type { ApplicationState } from '../../domain/application.ts';
import type { CertificateState } from '../../domain/certificate.ts';
import type { ClearanceState } from '../../domain/clearance.ts';
import type { IncidentState } from '../../domain/incident.ts';
import type { DisputeState } from '../../domain/dispute.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { RequestState } from '../../domain/request.ts';
import type { RunState } from '../../domain/run.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { SwapState } from '../../domain/swap.ts';
import type { Tone } from '../parts/pill.tsx';
import { catalogue } from './catalogue.ts';
import { ruleNames } from './rule-names.ts';
import { swapStates } from './swap-names.ts';

type States = {
  readonly application: ApplicationState;
  readonly request: RequestState;
  readonly placement: PlacementState;
  readonly clearance: ClearanceState;
  readonly run: RunState;
  readonly season: SeasonState;
  readonly incident: IncidentState;
  readonly certificate: CertificateState;
  readonly swap: SwapState;
  readonly dispute: DisputeState;
};
/** Things with a lifecycle, and their states. */
export type Stateful = keyof States;
export type StateOf<T extends Stateful> = States[T];

/** How a state looks beside its word: done, somebody is waited for, or it came to nothing. */
export const stateTones: { readonly [thing in Stateful]: Partial<Record<StateOf<thing>, Tone>> } = {
  application: { submitted: 'waiting', returned: 'waiting', approved: 'done', rejected: 'refused' },
  request: { submitted: 'waiting', returned: 'waiting', approved: 'done', rejected: 'refused', cancelled: 'refused' },
  placement: {
    offered: 'waiting',
    accepted: 'done',
    started: 'done',
    completed: 'done',
    declined: 'refused',
    lapsed: 'refused',
    cancelled: 'refused',
    no_show: 'refused',
  },
  clearance: { requested: 'waiting', submitted: 'waiting', cleared: 'done', refused: 'refused', expired: 'refused', revoked: 'refused' },
  run: { queued: 'waiting', running: 'waiting', done: 'done', published: 'done', failed: 'refused' },
  season: { open: 'done', matching: 'waiting', placing: 'waiting', teaching: 'done' },
  incident: { open: 'refused', acted: 'waiting', closed: 'done' },
  certificate: { issued: 'done', superseded: 'waiting', revoked: 'refused' },
  swap: { invited: 'waiting', proposed: 'waiting', agreed: 'waiting', confirmed: 'done', refused: 'refused', lapsed: 'refused' },
  dispute: { opened: 'refused', answered: 'waiting', settled: 'done' },
};

/** The words of the domain, the same on every page: states, kinds, roles, rules. Their meanings stand in CONTEXT.md. */
export const terms = catalogue(
  {
    states: {
      application: { draft: '草稿', submitted: '已提交', returned: '已退回', approved: '已通过', rejected: '未通过', withdrawn: '已撤回' },
      request: { draft: '草稿', submitted: '已提交', returned: '已退回', approved: '已通过', rejected: '未通过', cancelled: '已取消' },
      placement: {
        proposed: '拟派遣',
        offered: '待答复',
        accepted: '已接受',
        started: '支教中',
        completed: '已完成',
        dropped: '已放弃',
        declined: '已婉拒',
        lapsed: '逾期未答复',
        withdrawn: '已退出',
        cancelled: '已取消',
        no_show: '未到岗',
        ended_early: '提前结束',
      },
      clearance: { requested: '待提交', submitted: '待核验', cleared: '已通过', refused: '未通过', expired: '已过期', revoked: '已撤销' },
      run: { queued: '排队中', running: '计算中', done: '已算完', failed: '未算成', stopped: '已停止', published: '已公布' },
      season: { planned: '筹备', open: '受理申请', matching: '匹配', placing: '派遣', teaching: '支教', closed: '已结束' },
      incident: { open: '待处置', acted: '已处置', closed: '已结案' },
      certificate: { issued: '有效', superseded: '已被替换', revoked: '已撤销' },
      swap: swapStates.zh,
      training: { planned: '筹备', open: '已开放', counted: '已核定', cancelled: '已取消' },
      dispute: { opened: '待答复', answered: '已答复', settled: '已裁定', dropped: '已撤回' },
    },
    deliveries: { on_site: '现场', distance: '远程', blended: '混合' },
    levels: { 1: '基础', 2: '熟练', 3: '专业' },
    volunteerKinds: { student: '学生', teacher: '青年教师' },
    homeRegions: {
      mainland: '中国内地',
      united_states: '美国',
      united_kingdom: '英国',
      hong_kong: '中国香港',
      macao: '中国澳门',
      taiwan: '中国台湾',
      other: '其他地区',
    },
    lineRoles: { teacher: '任课', lead: '带队', captain: '队长' },
    requestKinds: { camp: '夏令营', term: '学期支教', distance: '远程课程', teacher_training: '教师培训' },
    belowMinimum: { goes_ahead: '照常进行', closes: '不开班', turns_to_distance: '改为远程' },
    tiers: { 1: '第一类（最需要）', 2: '第二类', 3: '第三类' },
    links: { satellite: '卫星', internet: '互联网' },
    clearances: {
      identity: '身份核验',
      first_reference: '第一份推荐',
      second_reference: '第二份推荐',
      employment_query: '从业查询',
      health: '健康证明',
      training: '行前培训',
      code_of_conduct: '行为守则',
      agreement: '志愿服务协议',
      accident_insurance: '人身意外保险',
      teaching_permit: '教师资格',
    },
    texts: {
      code_of_conduct: '行为守则',
      agreement: '志愿服务协议',
      sensitive_data: '敏感个人信息处理',
      pass_to_county: '向接待县提供信息',
      transfer_abroad: '信息出境',
    },
    roles: { volunteer: '志愿者', county: '县联系人', coordinator: '协调员', safeguarding: '保护负责人', admin: '管理员' },
    policies: { 'need-first': '需求优先', 'choices-first': '志愿优先', stable: '稳定匹配' },
    rules: ruleNames.zh,
    declineReasons: {
      dates: '时间有变',
      place: '地点不合适',
      conditions: '接待条件',
      health: '身体原因',
      family: '家庭原因',
      study_or_work: '学业或工作',
      other: '其他',
    },
    earlyEnds: {
      resigned: '本人退出',
      medical: '因病',
      administrative: '管理决定',
      interrupted: '非本人原因中断',
      transferred: '调往别处',
    },
    incidentKinds: {
      harm_to_learner: '学生受到伤害',
      harm_to_volunteer: '志愿者受到伤害',
      misconduct: '行为不当',
      accident: '意外',
      missing: '失去联系',
      other: '其他',
    },
    documentTypes: {
      resident_id: '居民身份证',
      passport: '护照',
      mainland_travel_permit: '港澳居民来往内地通行证',
      taiwan_travel_permit: '台湾居民来往大陆通行证',
    },
    completionGaps: {
      'report-missing': '尚缺志愿者报告',
      'confirmation-missing': '尚缺县会签',
      'days-differ': '两边天数不一致',
      'dispute-open': '记录有未了结的异议',
    },
    demonstration: '演示数据',
  },
  {
    states: {
      application: {
        draft: 'Draft',
        submitted: 'Submitted',
        returned: 'Returned',
        approved: 'Approved',
        rejected: 'Not approved',
        withdrawn: 'Withdrawn',
      },
      request: {
        draft: 'Draft',
        submitted: 'Submitted',
        returned: 'Returned',
        approved: 'Approved',
        rejected: 'Not approved',
        cancelled: 'Cancelled',
      },
      placement: {
        proposed: 'Proposed',
        offered: 'Offered',
        accepted: 'Accepted',
        started: 'Teaching',
        completed: 'Completed',
        dropped: 'Dropped',
        declined: 'Declined',
        lapsed: 'Lapsed',
        withdrawn: 'Withdrawn',
        cancelled: 'Cancelled',
        no_show: 'Did not arrive',
        ended_early: 'Ended early',
      },
      clearance: {
        requested: 'To hand in',
        submitted: 'To verify',
        cleared: 'Cleared',
        refused: 'Refused',
        expired: 'Expired',
        revoked: 'Revoked',
      },
      run: { queued: 'Queued', running: 'Running', done: 'Done', failed: 'Failed', stopped: 'Stopped', published: 'Published' },
      season: {
        planned: 'Planned',
        open: 'Open',
        matching: 'Matching',
        placing: 'Placing',
        teaching: 'Teaching',
        closed: 'Closed',
      },
      incident: { open: 'Open', acted: 'Acted on', closed: 'Closed' },
      certificate: { issued: 'In force', superseded: 'Superseded', revoked: 'Revoked' },
      swap: swapStates.en,
      training: { planned: 'Planned', open: 'Open', counted: 'Counted', cancelled: 'Cancelled' },
      dispute: { opened: 'To be answered', answered: 'Answered', settled: 'Settled', dropped: 'Dropped' },
    },
    deliveries: { on_site: 'On site', distance: 'Distance', blended: 'Blended' },
    levels: { 1: 'Basics', 2: 'Confident', 3: 'Specialist' },
    volunteerKinds: { student: 'Student', teacher: 'Young teacher' },
    homeRegions: {
      mainland: 'Mainland China',
      united_states: 'United States',
      united_kingdom: 'United Kingdom',
      hong_kong: 'Hong Kong, China',
      macao: 'Macao, China',
      taiwan: 'Taiwan, China',
      other: 'Elsewhere',
    },
    lineRoles: { teacher: 'Teacher', lead: 'Lead', captain: 'Captain' },
    requestKinds: { camp: 'Camp', term: 'School term', distance: 'Distance course', teacher_training: 'Teacher training' },
    belowMinimum: { goes_ahead: 'Goes ahead all the same', closes: 'Closes', turns_to_distance: 'Turns to distance' },
    tiers: { 1: 'Tier 1 (most in need)', 2: 'Tier 2', 3: 'Tier 3' },
    links: { satellite: 'Satellite', internet: 'Internet' },
    clearances: {
      identity: 'Identity check',
      first_reference: 'First reference',
      second_reference: 'Second reference',
      employment_query: 'Employment query',
      health: 'Health check',
      training: 'Pre-departure training',
      code_of_conduct: 'Code of conduct',
      agreement: 'Volunteer agreement',
      accident_insurance: 'Accident insurance',
      teaching_permit: 'Teaching permit',
    },
    texts: {
      code_of_conduct: 'Code of conduct',
      agreement: 'Volunteer agreement',
      sensitive_data: 'Handling of sensitive data',
      pass_to_county: 'Passing data to the host county',
      transfer_abroad: 'Transfer of data abroad',
    },
    roles: {
      volunteer: 'Volunteer',
      county: 'County officer',
      coordinator: 'Coordinator',
      safeguarding: 'Safeguarding lead',
      admin: 'Admin',
    },
    policies: { 'need-first': 'Need first', 'choices-first': 'Choices first', stable: 'Stable' },
    rules: ruleNames.en,
    declineReasons: {
      dates: 'My dates have changed',
      place: 'The place does not suit me',
      conditions: 'Host conditions',
      health: 'Health',
      family: 'Family',
      study_or_work: 'Study or work',
      other: 'Something else',
    },
    earlyEnds: {
      resigned: 'Resigned',
      medical: 'Medical',
      administrative: 'Administrative',
      interrupted: 'Interrupted, not the volunteer’s doing',
      transferred: 'Transferred',
    },
    incidentKinds: {
      harm_to_learner: 'Harm to a learner',
      harm_to_volunteer: 'Harm to a volunteer',
      misconduct: 'Misconduct',
      accident: 'Accident',
      missing: 'Somebody cannot be reached',
      other: 'Something else',
    },
    documentTypes: {
      resident_id: 'Resident identity card',
      passport: 'Passport',
      mainland_travel_permit: 'Mainland travel permit (Hong Kong and Macao)',
      taiwan_travel_permit: 'Mainland travel permit (Taiwan)',
    },
    completionGaps: {
      'report-missing': 'The volunteer’s report is missing',
      'confirmation-missing': 'The county’s countersignature is missing',
      'days-differ': 'The days differ between the two',
      'dispute-open': 'A dispute over the record is open',
    },
    demonstration: 'demonstration',
  },
);
