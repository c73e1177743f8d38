import { catalogue } from '../words/catalogue.ts';

export const eventsPageWords = catalogue(
  {
    title: '事件记录',
    lead: '只增不改；每条记录带有前一条的散列值，事后改动会被发现。',
    thing: '对象',
    anyThing: '全部对象',
    day: '日期（上海）',
    narrowed: '只显示与所选的人、对象或事件有关的记录。',
    widen: '显示全部',
    at: '时间',
    event: '事件',
    actor: '谁',
    subject: '关于谁',
    somebody: '已清除',
  },
  {
    title: 'Events',
    lead: 'Only ever added to. Each carries the hash of the one before, so that a later change would be seen.',
    thing: 'Thing',
    anyThing: 'Everything',
    day: 'Day in Shanghai',
    narrowed: 'Only events of the person, thing or kind you chose.',
    widen: 'Show all',
    at: 'When',
    event: 'Event',
    actor: 'Who',
    subject: 'About',
    somebody: 'erased',
  },
);
