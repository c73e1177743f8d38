import { letterOf, type Addressed, type Letter } from './letter.ts';

type Stopped = {
  /** Of the address alone its host: what follows it may be a key. */
  readonly host: string;
  readonly description: string;
  /** The receiver said so itself; else nothing arrived for days. */
  readonly isGone: boolean;
  readonly days: number;
};

/** Nothing is sent to another program any more; to the admins. */
export function webhookStoppedLetter({ to, locale, name, link }: Addressed, { host, description, isGone, days }: Stopped): Letter {
  if (locale === 'zh') {
    const which = description === '' ? host : `${description}（${host}）`;
    return letterOf(to, locale, '一个事件推送已停止', [
      `${name}，您好：`,
      isGone ? `${which}答复 410，表示不再接收，系统已停用它。` : `${which}连续 ${days} 天没有成功接收，系统已暂停它。`,
      '停止期间发生的事件都留着。对方修复之后，恢复即可从断开处继续，按顺序补发。',
      { link, words: '查看发送记录' },
    ]);
  }
  const which = description === '' ? host : `“${description}” (${host})`;
  return letterOf(to, locale, 'A webhook has stopped', [
    `Dear ${name},`,
    isGone
      ? `The receiver of the webhook ${which} answered 410, which says that it is gone. The webhook is disabled.`
      : `The receiver of the webhook ${which} has taken nothing for ${days} days in a row. The webhook is paused.`,
    'What happens meanwhile is kept. Once the receiver works again, resume the webhook: it goes on where it stopped, in order.',
    { link, words: 'See the log' },
  ]);
}
