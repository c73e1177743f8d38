import { say } from './say.ts';

/** What is told where a webhook cannot be made, or sends nothing again. */
export const webhookProblems = {
  'too-many-webhooks': say(
    409,
    ['事件推送已达上限', '最多 most 个；请先删除不再使用的。'],
    ['There are as many webhooks as there may be', 'There may be as many as stand under most. Remove one that is no longer used.'],
  ),
  'delivery-waiting': say(
    409,
    ['这条推送还在等待送达', '等待中的会自动重试，不需要重新推送。'],
    ['This delivery waits already', 'What waits is tried again by itself; only what ended is sent again.'],
  ),
  'nothing-to-replay': say(
    409,
    ['还没有到这个序号', 'lastSequence 是最近一个事件的序号。'],
    ['No event has this place yet', 'The place of the latest event stands under lastSequence.'],
  ),
};
