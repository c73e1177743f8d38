import { say } from './say.ts';

/** What is told where the failure is the site's own. */
export const oursProblems = {
  unavailable: say(
    503,
    [
      '系统暂时无法使用',
      '请在 retryAfterSeconds 秒后再试。刚才的修改可能已经生效，也可能没有：用同一个 Idempotency-Key 重发，只会生效一次。目前的情况见 /status。',
    ],
    [
      'The site cannot be used for the moment',
      'Try again after retryAfterSeconds seconds. What was to be changed may have been changed or not: sent again under the same Idempotency-Key it takes effect once. How things stand is at /status.',
    ],
  ),
  fault: say(
    500,
    ['系统出错，未做任何更改', '请稍后再试；若再出错，请把响应头 X-Request-Id 告诉我们。'],
    ['Something failed on our side; nothing was changed', 'Try again later. If it fails again, tell us the X-Request-Id of the answer.'],
  ),
};
