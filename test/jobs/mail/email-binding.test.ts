import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';

import { bindingSender, type RawMessage } from '../../../src/jobs/mail/email-binding.ts';

const letter = { to: 'somebody@example.org', subject: '您好', text: 'Hello', html: '<p>Hello</p>' };
const rawMessage: RawMessage = (from, to, raw) => ({ from, to, raw });

test('a letter goes to the platform’s e-mail sending whole: its words, its calendar part, and how to get no more', async () => {
  const sent: { from: string; to: string; raw: string }[] = [];
  const binding = { send: async (message: object) => sent.push(message as (typeof sent)[number]) };
  const dated = {
    ...letter,
    leave: 'https://zhijiao.test/unsubscribe/x',
    icalEvent: { method: 'REQUEST' as const, content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', filename: 'dates.ics' },
  };
  const handover = { messageId: 'one@zhijiao.test', beforeLast: async () => undefined };
  await bindingSender(binding, '支教 <zhijiao@example.org>', rawMessage)(dated, handover);
  const [{ from, to, raw } = { from: '', to: '', raw: '' }] = sent;
  expect([from, to]).toEqual(['zhijiao@example.org', 'somebody@example.org']);
  const read = await PostalMime.parse(raw);
  expect(read).toMatchObject({
    from: { name: '支教', address: 'zhijiao@example.org' },
    to: [{ address: 'somebody@example.org' }],
    subject: '您好',
    messageId: '<one@zhijiao.test>',
  });
  expect([read.text?.trim(), read.html?.trim()]).toEqual(['Hello', '<p>Hello</p>']);
  expect(read.headers.filter(({ key }) => key.startsWith('list-')).map(({ key, value }) => [key, value])).toEqual([
    ['list-unsubscribe', '<https://zhijiao.test/unsubscribe/x>'],
    ['list-unsubscribe-post', 'List-Unsubscribe=One-Click'],
  ]);
  expect(read.attachments.map(({ mimeType, method }) => [mimeType, method])).toContainEqual(['text/calendar', 'REQUEST']);
});

test('what the platform refuses is a letter that was not sent; before it may leave it is nowhere', async () => {
  const refusing = { send: async () => Promise.reject(new Error('not allowed')) };
  await expect(bindingSender(refusing, 'zhijiao@example.org', rawMessage)(letter)).rejects.toThrow('not allowed');
  const handover = { messageId: 'one@zhijiao.test', beforeLast: async () => Promise.reject(new Error('not yet')) };
  const taken: object[] = [];
  const taking = { send: async (message: object) => taken.push(message) };
  await expect(bindingSender(taking, 'zhijiao@example.org', rawMessage)(letter, handover)).rejects.toThrow('not yet');
  expect(taken).toEqual([]);
});
