import { say } from './say.ts';

/** What is told where a placement, its lessons or its squad stand in the way. */
export const placementProblems = {
  'line-full': say(409, ['名额已满', '最后一个名额刚被他人接受。'], ['The last seat is gone', 'Somebody else has just taken it.']),
  'offer-lapsed': say(
    409,
    ['已过答复期限', '不答复不等于接受；请联系协调员。'],
    ['The time to answer has passed', 'Silence is not acceptance. Ask the coordinator.'],
  ),
  'no-free-seat': say(
    409,
    ['没有空出的名额', '这一需求行没有待补的名额，或离开始已不足半天。'],
    ['No seat is free', 'No seat of this line waits to be offered again, or it begins in less than half a day.'],
  ),
  'not-an-alternate': say(
    409,
    ['不在候补之列', '这份申请现在不符合条件、已有派遣、曾被问过，或已被跳过。'],
    ['This is no alternate', 'The application does not fit now, has a placement, was asked before, or was passed over.'],
  ),
  'no-extension': say(
    409,
    ['不能再延长', '每次派遣只能延长一次，且不晚于第一天；why 说明原因。'],
    [
      'There is no more time to give',
      'The time to answer is made longer once, and never past the first day; which it is stands under why.',
    ],
  ),
  'checks-missing': say(
    409,
    ['审查未齐，不能开始', 'missing 列出尚缺的审查，须有效至最后一天。'],
    ['Checks are missing, so it cannot start', 'Those missing stand under missing; each must be valid through the last day.'],
  ),
  'too-early': say(
    409,
    ['尚未到第一天', '派遣从第一天起才能开始。'],
    ['It is before the first day', 'A placement starts on its first day at the earliest.'],
  ),
  'lesson-overlaps': say(409, ['这段时间已经记录过', '同一小时只计一次。'], ['This time is counted already', 'The same hour counts once.']),
  'not-ready': say(
    409,
    ['尚缺报告或会签', 'gaps 列出尚缺什么；两边的天数须一致。'],
    ['The report or the countersignature is missing', 'What is missing stands under gaps; both must state the same days.'],
  ),
  'dispute-open': say(
    409,
    ['已有未了结的异议', '同一节课或同一服务天数一次只有一项异议；disputeId 是它的编号。'],
    ['A dispute about this is open', 'There is one at a time about a lesson, or about the days; its id stands under disputeId.'],
  ),
  'answer-awaited': say(
    409,
    ['还在等志愿者答复', '志愿者可以答复到 answerByAt；在那之前不能裁定。'],
    ['The volunteer has still time to answer', 'They may answer until answerByAt; it cannot be settled before.'],
  ),
  'feedback-closed': say(
    409,
    ['现在不能反馈', '可以填写的日期从 opensDay 到 closesDay，双方都提交后不能再改；why 说明原因。'],
    ['Feedback is not taken now', 'It is taken from opensDay to closesDay, until both sides have handed in; which it is stands under why.'],
  ),
  'placement-overlaps': say(
    409,
    ['日期与另一派遣重叠', '一个人不能同时在两处。'],
    ['The dates overlap another placement', 'Nobody can be in two places at once.'],
  ),
  'pair-not-placeable': say(
    409,
    ['不能这样派遣', 'why 说明原因。'],
    ['This pair cannot be placed', 'The reason stands under why, where it is known.'],
  ),
  'already-placed': say(
    409,
    ['已有派遣', '同一申请与需求已有一份有效的派遣。'],
    ['There is a placement already', 'This application has a live placement in this line.'],
  ),
  'swap-breaks-rules': say(
    409,
    ['不符合匹配规则', 'first、second 是两边各自未满足的条件；对方一边只写 hidden。'],
    [
      'The rules of the match do not allow it',
      'What each of the two does not fulfil stands under first and second; the other person’s side says hidden.',
    ],
  ),
  'swap-open-already': say(
    409,
    ['已有一次未了结的互换', '一项派遣同时只能有一次互换；可以先撤回，再另行提出。'],
    ['There is a swap under way', 'A placement is in one swap at a time. Take that one back first.'],
  ),
  'swap-too-late': say(
    409,
    ['派遣已到第一天', '派遣开始之后不能再互换。'],
    ['A placement has begun', 'Placements are exchanged before their first day.'],
  ),
  'swap-outdated': say(
    409,
    ['接待条件已变', '双方同意之后，其中一处的接待条件有更改；请不予确认，由双方重新提出。'],
    ['The host conditions changed', 'Those of one of the places changed after both agreed. Refuse it, and let the two agree anew.'],
  ),
  'captain-by-line': say(
    409,
    ['已经有队长', '需求行要求的队长就是支队的队长；name 是他的姓名。'],
    ['There is a captain', 'Whoever holds the line that asks for a captain is the squad’s; the name stands under name.'],
  ),
  'nobody-under-way': say(
    409,
    ['没有在途的志愿者', '出发前一周到结束后三天之内的派遣才算在途。'],
    ['Nobody is under way', 'Those count whose placement begins within a week, or ended no more than three days ago.'],
  ),
};
