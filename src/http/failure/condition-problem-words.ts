import { say } from './say.ts';

/** What is told where changed host conditions stand in the way. */
export const conditionProblems = {
  'conditions-changed': say(
    409,
    ['接待条件有变', '请先阅读有变化的条件并同意（POST /condition-questions/{questionId}/agree），再接受派遣。'],
    [
      'The host conditions changed',
      'Read what changed and agree to it first (POST /condition-questions/{questionId}/agree), then accept the offer.',
    ],
  ),
  'conditions-open': say(
    409,
    ['志愿者尚未确认新的接待条件', '本人确认之前，派遣不能开始。'],
    ['The volunteer has not agreed to the changed host conditions', 'The placement cannot start before they have.'],
  ),
  'request-over': say(
    409,
    ['需求已经结束', '接待条件在 endDay 之前可以更改。'],
    ['The request is over', 'Its host conditions could be changed until endDay.'],
  ),
  'conditions-unchanged': say(
    409,
    ['接待条件没有变化', '内容与现行版本相同，不需要重新签署。'],
    ['Nothing in the conditions changed', 'They say what the version in force says, so there is nothing to sign.'],
  ),
};
