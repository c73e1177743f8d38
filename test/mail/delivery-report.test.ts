import { describe, expect, test } from 'vitest';

import { mostReportBytes, readDeliveryReport } from '../../src/mail/delivery-report.ts';
import { noReports, reportForms } from '../support/delivery-reports.ts';

const to = 'bounce+0@bounces.zhijiao.test';

describe('a report is read in the form of each server, and its words are left behind', () => {
  test.each([
    ['Postfix', '550 5.1.1'],
    ['Exim', '550 5.0.0'],
    ['Exchange', '550 5.1.10'],
    ['QQ and 163', '550 5.0.0'],
  ] as const)('%s', async (form, answer) => {
    expect(await readDeliveryReport(reportForms[form]({ to }))).toEqual({ isForGood: true, answer });
  });
});

test('a letter that waits, or whose server was away for days, did not fail for good', async () => {
  const waiting = { to, action: 'delayed', status: '4.4.1' };
  expect((await readDeliveryReport(reportForms.Postfix(waiting)))?.isForGood).toBe(false);
  expect((await readDeliveryReport(reportForms.Exim({ to, action: 'failed', status: '4.4.7' })))?.isForGood).toBe(false);
  expect((await readDeliveryReport(reportForms.Exchange({ to, action: 'relayed', status: '2.0.0' })))?.isForGood).toBe(false);
});

test.each(Object.entries(noReports(to)))('no report, and no error: %s', async (_, raw) => {
  expect(await readDeliveryReport(raw)).toBeUndefined();
});

test('what is larger than any report is not read', async () => {
  const report = reportForms.Postfix({ to });
  const padded = new Uint8Array(mostReportBytes + 1).fill(10);
  padded.set(report);
  expect(await readDeliveryReport(padded)).toBeUndefined();
});
