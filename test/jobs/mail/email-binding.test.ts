import { expect, test } from 'vitest';

import { bindingSender } from '../../../src/jobs/mail/email-binding.ts';

const letter = { to: 'somebody@example.org', subject: '您好', text: 'Hello', html: '<p>Hello</p>' };

test('a letter goes to the platform’s e-mail sending whole, from the address of the installation', async () => {
  const sent: unknown[] = [];
  await bindingSender({ send: async (message) => sent.push(message) }, 'zhijiao@example.org')(letter);
  expect(sent).toEqual([{ from: 'zhijiao@example.org', ...letter }]);
});

test('what the platform refuses is a letter that was not sent', async () => {
  const refusing = { send: async () => Promise.reject(new Error('not allowed')) };
  await expect(bindingSender(refusing, 'zhijiao@example.org')(letter)).rejects.toThrow('not allowed');
});
