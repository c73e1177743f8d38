import type { Delivery, LineRole, RequestKind, VolunteerKind } from '../../../src/domain/teaching.ts';

/** What becomes of a placement of the first round. */
export type Outcome =
  | 'completed'
  | 'ready'
  | 'unsigned'
  | 'differing'
  | 'unreported'
  | 'medical'
  | 'interrupted'
  | 'resigned'
  | 'transferred'
  | 'teaching'
  | 'accepted'
  | 'unchecked'
  | 'no_show'
  | 'offered'
  | 'declined'
  | 'lapsed'
  | 'refused'
  | 'withdrawn'
  | 'cancelled'
  | 'dropped';

export type PlannedLine = {
  readonly subject: 'english' | 'computing' | 'learning_experience';
  readonly level: 1 | 2 | 3;
  readonly role?: LineRole;
  /** Minimum, ideal, maximum. */
  readonly seats: readonly [number, number, number];
  readonly kinds?: readonly VolunteerKind[];
  readonly teachingPermit?: boolean;
  /** What becomes of its placements, in their order; of more than these, what becomes of the last. */
  readonly outcomes: readonly Outcome[];
};

export type Plan = {
  /** Place in the list of counties; Nanjian's is 0. */
  readonly county: number;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly place: string;
  /** First and last day, from today. */
  readonly days: readonly [number, number];
  readonly hours: number;
  /** Approved only after the first round. */
  readonly isLate?: boolean;
  /** Nobody fits: it stays short. */
  readonly isShort?: boolean;
  readonly squadMaximum?: number;
  readonly lines: readonly PlannedLine[];
};

/** In which of the plans the demonstration volunteer teaches, and which they are offered. */
export const teachingPlan = 1;
export const offeredPlan = 3;
/** The one that the demonstration volunteer ranked first and does not teach the subject of. */
export const missedPlan = 6;

const distance = { kind: 'distance', delivery: 'distance' } as const;

/** The running season's requests: some over, some under way, one whose squad is just arriving, some to come. */
export const plans: readonly Plan[] = [
  {
    county: 0,
    ...distance,
    place: '示范县第一中学',
    days: [-49, -7],
    hours: 4,
    lines: [{ subject: 'english', level: 2, seats: [1, 2, 3], outcomes: ['unsigned', 'ready', 'completed'] }],
  },
  {
    county: 0,
    ...distance,
    place: '示范县远程教学站',
    days: [-21, 31],
    hours: 6,
    lines: [{ subject: 'english', level: 1, seats: [1, 2, 3], outcomes: ['teaching'] }],
  },
  {
    county: 0,
    kind: 'term',
    delivery: 'on_site',
    place: '示范镇中心学校',
    days: [-2, 26],
    hours: 16,
    squadMaximum: 8,
    lines: [
      { subject: 'learning_experience', level: 2, role: 'lead', seats: [1, 1, 1], kinds: ['teacher'], outcomes: ['teaching'] },
      { subject: 'english', level: 2, role: 'captain', seats: [1, 1, 1], outcomes: ['teaching'] },
      {
        subject: 'english',
        level: 1,
        seats: [2, 4, 6],
        outcomes: ['teaching', 'unchecked', 'no_show', 'offered', 'accepted', 'teaching'],
      },
    ],
  },
  {
    county: 0,
    ...distance,
    place: '示范县第二中学',
    days: [38, 66],
    hours: 4,
    isLate: true,
    lines: [{ subject: 'english', level: 1, seats: [1, 2, 3], outcomes: [] }],
  },
  {
    county: 1,
    ...distance,
    place: '示范学校甲',
    days: [-49, -7],
    hours: 5,
    lines: [{ subject: 'computing', level: 1, seats: [1, 2, 4], outcomes: ['completed', 'differing', 'unreported', 'medical'] }],
  },
  {
    county: 2,
    ...distance,
    place: '示范学校乙',
    days: [-42, -7],
    hours: 4,
    lines: [{ subject: 'learning_experience', level: 1, seats: [1, 2, 3], outcomes: ['completed', 'ready', 'interrupted'] }],
  },
  {
    county: 3,
    ...distance,
    place: '示范学校丙',
    days: [-21, 31],
    hours: 6,
    lines: [{ subject: 'computing', level: 2, seats: [1, 2, 3], outcomes: ['teaching', 'resigned', 'teaching'] }],
  },
  {
    county: 4,
    ...distance,
    place: '示范学校丁',
    days: [-28, 21],
    hours: 8,
    lines: [{ subject: 'english', level: 2, seats: [1, 2, 2], outcomes: ['teaching', 'transferred'] }],
  },
  {
    county: 5,
    ...distance,
    place: '示范学校戊',
    days: [38, 66],
    hours: 4,
    lines: [{ subject: 'english', level: 1, seats: [1, 2, 3], outcomes: ['accepted', 'declined', 'offered'] }],
  },
  {
    county: 6,
    ...distance,
    place: '示范学校己',
    days: [35, 63],
    hours: 6,
    lines: [{ subject: 'computing', level: 1, seats: [1, 2, 3], outcomes: ['accepted', 'lapsed', 'cancelled'] }],
  },
  {
    county: 7,
    ...distance,
    place: '示范学校庚',
    days: [40, 68],
    hours: 4,
    lines: [{ subject: 'learning_experience', level: 1, seats: [1, 2, 3], outcomes: ['refused', 'withdrawn', 'accepted'] }],
  },
  {
    county: 8,
    ...distance,
    place: '示范学校辛',
    days: [35, 63],
    hours: 5,
    lines: [{ subject: 'english', level: 2, seats: [1, 1, 2], outcomes: ['dropped'] }],
  },
  {
    county: 9,
    ...distance,
    place: '示范学校壬',
    days: [40, 66],
    hours: 4,
    isLate: true,
    lines: [{ subject: 'computing', level: 1, seats: [1, 2, 2], outcomes: [] }],
  },
  {
    county: 10,
    ...distance,
    place: '示范学校癸',
    days: [35, 66],
    hours: 8,
    isShort: true,
    lines: [{ subject: 'computing', level: 3, seats: [2, 2, 3], teachingPermit: true, outcomes: [] }],
  },
  {
    county: 11,
    kind: 'teacher_training',
    delivery: 'blended',
    place: '示范教师进修学校',
    days: [30, 58],
    hours: 10,
    isShort: true,
    lines: [
      { subject: 'learning_experience', level: 3, seats: [1, 2, 2], kinds: ['teacher'], teachingPermit: true, outcomes: [] },
      { subject: 'english', level: 1, seats: [0, 1, 1], outcomes: ['accepted'] },
    ],
  },
];
