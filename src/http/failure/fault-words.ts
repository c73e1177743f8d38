import type { z } from 'zod';

import type { Fault } from '../../actions/context.ts';
import type { Locale } from '../../domain/account.ts';
import { importFaults } from './import-fault-words.ts';
import { pointerPart } from '../stored-text.ts';

const words: Record<string, readonly [zh: string, en: string]> = {
  missing: ['此项必填', 'This is needed'],
  'wrong-type': ['类型不对，例如该填数字的地方写了文字', 'This is of the wrong type, such as words where a number is needed'],
  'unknown-field': ['没有这一项', 'There is no such field'],
  'not-one-of': ['不在可选范围内', 'This is not one of the possible values'],
  'wrong-form': ['格式不对', 'This has the wrong form'],
  'too-small': ['太小或太短', 'This is too small or too short'],
  'too-big': ['太大或太长', 'This is too large or too long'],
  unstorable: ['含有无法保存的字符', 'This holds characters that cannot be stored'],
  unknown: ['没有这个代码或编号', 'Nothing has this code or id'],
  'not-matchable': ['本季没有这个已通过的申请或需求行', 'This is no approved application or line of the season'],
  'kept-and-excluded': ['同一对既要保留又要排除', 'This pair is both kept and excluded'],
  'leaves-requests-out': ['有需求的日期会落在授课期之外', 'Requests would lie outside the teaching window'],
  twice: ['出现了两次', 'This is given twice'],
  'rank-twice': ['同一志愿顺序出现了两次', 'This rank is given twice'],
  'ranked-and-never': ['既列为志愿又列为不去', 'This is both ranked and ruled out'],
  'ends-before-start': ['结束早于开始', 'This ends before it starts'],
  'outside-season': ['不在授课期内', 'This lies outside the season’s teaching window'],
  'out-of-order': ['日期先后不对', 'The days are out of order'],
  'minimum-above-maximum': ['最少人数大于最多人数', 'The minimum is above the maximum'],
  'minimum-above-ideal': ['最少人数大于理想人数', 'The minimum is above the ideal'],
  'ideal-above-maximum': ['理想人数大于最多人数', 'The ideal is above the maximum'],
  'minimum-above-squad': ['最少人数之和超过支队上限', 'The minimum seats together pass the squad’s maximum'],
  'at-a-distance-already': ['本来就是远程授课', 'It is held at a distance already'],
  'in-a-team': ['已在一个同行小组里', 'It is in a team already'],
  'team-full': ['同行小组已满六人', 'The team has six members already'],
  'county-missing': ['县联系人须有所属县', 'An officer needs a county'],
  'county-without-role': ['只有县联系人可以有所属县', 'Only an officer has counties'],
  'not-a-resident-number': ['不是有效的居民身份证号码', 'This is no valid resident identity number'],
  'own-address': ['请填写推荐人的邮箱，而不是您自己的', 'This is your own address; give the referee’s'],
  'same-referee': ['两份推荐须由两个人写', 'The two references come from two people'],
  'own-check': ['不能登记自己的审查', 'Nobody enters a check of their own'],
  'before-the-list': ['早于名单的日期', 'This is before the list was made'],
  'people-missing': ['名单上还有人没有结果', 'Somebody on the list has no answer yet'],
  'in-the-past': ['日期已过', 'This day has passed'],
  'in-the-future': ['尚未发生', 'This has not happened yet'],
  'too-late': ['超过有效期限', 'This is later than the check can be valid'],
  'not-of-delivery': ['与这次派遣的授课方式不同', 'This placement’s lessons are held otherwise'],
  'adult-missing': ['远程课须写明在场的县方成年人', 'A lesson at a distance says which adult of the county was in the room'],
  'outside-term': ['不在派遣日期内', 'This lies outside the placement’s dates'],
  'reported-too-late': ['支队结束 3 天后不能再上报', 'Days can be reported until three days after the squad’s last one'],
  'own-swap': ['这是您自己发出的邀请，请转给想交换的人', 'This invitation is your own; send it to whom you want to swap with'],
  'other-season': ['不是同一招募季的派遣', 'This is a placement of another season'],
  'not-accepted': ['只有已接受、尚未开始的派遣可以互换', 'Only a placement that is accepted and has not begun can be exchanged'],
  'same-line': ['两项派遣是同一处、同一科目', 'Both placements are seats of the same line'],
  'lessons-outside': ['这一天之外已有课次', 'Lessons are on record outside this day'],
  'days-stated': ['短于已填报或会签的天数', 'This is shorter than the days reported or countersigned'],
  'as-recorded': ['与记录相同', 'The record says the same'],
  'lesson-gone': ['这节课已从记录中删除，须由志愿者重新记录', 'This lesson was taken out of the record; the volunteer can log it anew'],
  'station-closed': ['这个教学站不是全程开放', 'This station is not open on all of these days'],
  'station-full': ['这些日期里这个教学站没有空教室', 'On some of these days every room of this station is taken'],
  'fewer-than-rooms': ['座位少于教室', 'There are fewer seats than rooms'],
  'not-as-listed': ['与教室清单不符', 'The list of rooms says otherwise'],
  'no-further-station': ['没有更多全程开放的教学站', 'No further station of these is open throughout'],
  'outside-training': ['不在培训日期内', 'This lies outside the training’s days'],
  'no-session-then': ['这一天没有安排课次', 'No session of the training is on this day'],
  'more-than-people': ['多于到场人数', 'This is more than the people who came'],
  'no-certificates': ['只有证书项目颁发证书', 'Only certificate programmes give certificates'],
  'address-unreadable': ['不是有效的网址', 'This is no valid address'],
  'address-not-https': ['网址须以 https:// 开头', 'The address must begin with https://'],
  'address-credentials': ['网址里不能有用户名和密码', 'The address must hold no user name or password'],
  'address-private': ['这个地址在内部网络里，不能推送到那里', 'This address lies in a private network, where nothing is sent'],
  'and-without-by': ['须先选一个统计角度', 'There is no first way to count beside it'],
  'same-tree': ['两个统计角度一个包含另一个，如省和县', 'One of the two is a part of the other, as a county is of a province'],
  'too-many-dimensions': ['公开数字最多同时按两个角度', 'Public figures are counted and narrowed by two dimensions at most'],
  'told-alone': ['这个角度只单独公布', 'This is told by itself alone, not together with another dimension'],
  'more-than-term': ['多于派遣的天数', 'This is more than the days of the term'],
  ...importFaults,
};

export function faultMessage(code: string, locale: Locale): string {
  const [zh, en] = words[code] ?? ['有误', 'This is not right'];
  return locale === 'zh' ? zh : en;
}

const codes: Record<string, string> = {
  unrecognized_keys: 'unknown-field',
  invalid_value: 'not-one-of',
  invalid_union: 'not-one-of',
  invalid_format: 'wrong-form',
  custom: 'wrong-form',
  too_small: 'too-small',
  too_big: 'too-big',
};

/** What the schema found, as faults with JSON pointers. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const pointer = issue.path.map((part) => `/${pointerPart(String(part))}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: `${pointer}/${pointerPart(key)}`, code: 'unknown-field' }));
    }
    if (issue.code === 'custom' && typeof issue.params?.['fault'] === 'string') return [{ pointer, code: issue.params['fault'] }];
    if (issue.code === 'invalid_type') return [{ pointer, code: issue.message.includes('received undefined') ? 'missing' : 'wrong-type' }];
    return [{ pointer, code: codes[issue.code] ?? 'wrong-form' }];
  });
}
