/** Reports of deliveries in the forms that mail servers give them, made up: to a letter's return address, about its reader. */
type About = { readonly to: string; readonly reader?: string; readonly status?: string; readonly action?: string };

type Form = {
  readonly head: string;
  readonly said: string;
  /** The fields that a program reads. */
  readonly fields: string;
  readonly end?: string;
};

function report(to: string, { head, said, fields, end = '' }: Form): Uint8Array {
  const text = `Return-Path: <>
To: ${to}
${head}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="=_part.1/report"

--=_part.1/report
${said}

--=_part.1/report
Content-Description: Delivery report
Content-Type: message/delivery-status

${fields}
${end}
--=_part.1/report--
`;
  return new TextEncoder().encode(text.replaceAll('\n', '\r\n'));
}

const original = (reader: string) => `
--=_part.1/report
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Zhijiao <zhijiao@zhijiao.test>
To: ${reader}
Subject: Your place
Message-ID: <one@zhijiao.test>

Hello
`;

/** By the name of the server whose form it is. */
export const reportForms = {
  Postfix: ({ to, reader = 'lin@example.org', status = '5.1.1', action = 'failed' }: About) =>
    report(to, {
      head: `Date: Fri, 27 Nov 2026 08:00:00 +0800 (CST)
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <20261127000000.1A2B3C@mx.example.org>`,
      said: `Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org. Your message could not be delivered.`,
      fields: `Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 1A2B3C
Arrival-Date: Fri, 27 Nov 2026 07:59:58 +0800 (CST)

Final-Recipient: rfc822; ${reader}
Original-Recipient: rfc822;${reader}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 ${status} <${reader}>: Recipient address
    rejected: User unknown in virtual mailbox table`,
      end: original(reader),
    }),
  Exim: ({ to, reader = 'lin@example.org', status = '5.0.0', action = 'failed' }: About) =>
    report(to, {
      head: `X-Failed-Recipients: ${reader}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@exim.example.org>
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abcde-000000-AA@exim.example.org>
Date: Fri, 27 Nov 2026 00:00:00 +0000`,
      said: `Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.`,
      fields: `Reporting-MTA: dns; exim.example.org

Action: ${action}
Final-Recipient: rfc822;${reader}
Status: ${status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550-Mailbox unavailable
 550 no such user here`,
      end: original(reader),
    }),
  Exchange: ({ to, reader = 'lin@example.org', status = '5.1.10', action = 'failed' }: About) =>
    report(to, {
      head: `From: <postmaster@outlook.example.org>
Date: Fri, 27 Nov 2026 00:00:00 +0000
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <00000000-0000-4000-8000-000000000000@SERVER.prod.outlook.example.org>
Subject: Undeliverable: Your place
Auto-Submitted: auto-replied`,
      said: `Content-Type: multipart/alternative; differences=Content-Type;
 boundary="inner"

--inner
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to ${reader} couldn't be delivered.=20

--inner
Content-Type: text/html; charset="us-ascii"

<p>Your message couldn't be delivered.</p>
--inner--`,
      fields: `Reporting-MTA: dns;SERVER.prod.outlook.example.org
Received-From-MTA: dns;mail.zhijiao.test
Arrival-Date: Fri, 27 Nov 2026 00:00:00 +0000

Final-Recipient: rfc822;${reader}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: Lin`,
      end: original(reader),
    }),
  'QQ and 163': ({ to, reader = 'lin@qq.example', status = '5.0.0', action = 'failed' }: About) =>
    report(to, {
      head: `From: =?UTF-8?B?57O757uf6YCA5L+h?= <PostMaster@qq.example>
Subject: =?UTF-8?B?57O757uf6YCA5L+hL1N5c3RlbSBib3VuY2U=?=
Date: Fri, 27 Nov 2026 08:00:00 +0800
Message-ID: <tencent_0000@qq.example>`,
      said: `Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+5oKo55qE6YKu5Lu26KKr6YCA5ZuePC9wPg==`,
      fields: `Reporting-MTA: dns; mx.qq.example

Final-Recipient: rfc822;${reader}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 该用户不存在 (550 Mailbox not found)`,
    }),
} as const satisfies Record<string, (about: About) => Uint8Array>;

/** What else comes to such an address. */
export function noReports(to: string): Readonly<Record<string, Uint8Array>> {
  const plain = (head: string, body: string) =>
    new TextEncoder().encode(`From: lin@example.org\r\nTo: ${to}\r\n${head}\r\n\r\n${body}\r\n`);
  return {
    'an automatic reply': plain('Auto-Submitted: auto-replied\r\nSubject: Out of office', 'I am back on Monday. 550 5.1.1'),
    'an answer by a person': plain('Subject: Re: Your place', 'Status: 5.1.1\r\nAction: failed'),
    'a receipt that it was read': plain(
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=x',
      '--x\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; lin@example.org\r\nDisposition: manual-action; displayed\r\n--x--',
    ),
    'a report without its fields': plain(
      'Content-Type: multipart/report; boundary=x',
      '--x\r\nContent-Type: message/delivery-status\r\n\r\n--x--',
    ),
    'a mail that never ends a part': plain(
      'Content-Type: multipart/report; boundary=x',
      '--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y',
    ),
    'bytes of no kind': Uint8Array.from({ length: 4000 }, (_, index) => (index * 37) % 256),
    nothing: new Uint8Array(),
  };
}
