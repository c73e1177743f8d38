import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

import { styleSheet } from './copy-assets.ts';

/** A letter as it arrived. */
export type Received = {
  readonly id: number;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
};

export type Mailbox = { readonly smtpUrl: string; readonly url: string; readonly stop: () => Promise<void> };

const mostLetters = 500;

/**
 * A mail server for this machine alone, with a page to read what came: everything the site sends ends here, and nothing
 * goes further. Letters stay until it stops.
 */
export async function startMailbox(pagePort: number): Promise<Mailbox> {
  const letters: Received[] = [];
  const smtp = smtpServer((letter) => {
    letters.push({ ...letter, id: (letters.at(-1)?.id ?? 0) + 1 });
    if (letters.length > mostLetters) letters.shift();
  });
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(0, '127.0.0.1', resolve);
  });
  const address = smtp.server.address();
  const smtpPort = typeof address === 'object' && address !== null ? address.port : 0;
  const page = serve({ fetch: mailboxPages(letters).fetch, port: pagePort, hostname: '127.0.0.1' });
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    url: `http://localhost:${pagePort}/`,
    stop: async () => {
      await new Promise<void>((resolve) => smtp.close(resolve));
      await new Promise<void>((resolve) => page.close(() => resolve()));
    },
  };
}

function smtpServer(receive: (letter: Omit<Received, 'id'>) => void): SMTPServer {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        void take(Buffer.concat(chunks), to, receive, done);
      });
    },
  });
  // A client that hangs up is no reason to end.
  server.on('error', () => undefined);
  return server;
}

async function take(message: Buffer, to: string, receive: (letter: Omit<Received, 'id'>) => void, done: (error?: Error) => void) {
  try {
    receive(await read(message, to));
    done();
  } catch (error) {
    done(error as Error);
  }
}

async function read(message: Buffer, to: string): Promise<Omit<Received, 'id'>> {
  const { subject = '', text = '', from } = await PostalMime.parse(message);
  return { to, from: from?.address ?? '', subject, text: text.trim(), at: new Date().toISOString() };
}

function mailboxPages(letters: readonly Received[]): Hono {
  return new Hono()
    .get('/style.css', (c) => c.body(styleSheet(), 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/letters', (c) => {
      const to = c.req.query('to');
      return c.json(letters.filter((letter) => to === undefined || letter.to === to));
    })
    .get('/', (c) => c.html(frame('Mailbox · 邮箱', list(letters.toReversed()))))
    .get('/:id', (c) => {
      const letter = letters.find(({ id }) => String(id) === c.req.param('id'));
      return letter === undefined ? c.notFound() : c.html(frame(letter.subject, one(letter)));
    });
}

function frame(title: string, content: unknown) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header class="head"><a class="name" href="/">Mailbox · 邮箱</a></header>
        <div class="body">
          <main>
            <section class="part">${content}</section>
          </main>
        </div>
        <footer class="foot">
          Everything this installation sends arrives here, and goes no further. 本机发出的邮件都在这里，不会寄往别处。
        </footer>
      </body>
    </html>`;
}

function list(letters: readonly Received[]) {
  if (letters.length === 0) return html`<h1>Nothing yet · 暂无邮件</h1>`;
  return html`<h1>${letters.length === 1 ? '1 letter' : `${letters.length} letters`}</h1>
    <ul class="plain">
      ${letters.map(({ id, to, subject, at }) => html`<li><a href="/${id}">${subject}</a> <span class="quiet small">${to} · ${at.slice(11, 19)} UTC</span></li>`)}
    </ul>`;
}

function one({ subject, to, from, text }: Received) {
  return html`<h1>${subject}</h1>
    <p class="quiet">${from} → ${to}</p>
    ${text.split('\n\n').map((part) => html`<p class="measure">${withLinks(part)}</p>`)}`;
}

/** The text with its addresses as links. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:/.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`));
}
