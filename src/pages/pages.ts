import { Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';

import type { AppEnv } from '../http/context.ts';
import { homePage } from './public/home-page.tsx';
import { style } from './style.ts';

const noScript = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"] },
});

/** Every page of the site. */
export const pages = new Hono<AppEnv>()
  .get('/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }))
  .get('/', noScript, async (c) => {
    const page = await homePage(c.var.db, c.var.locale === 'en' ? 'en' : 'zh');
    return c.html(html`<!doctype html>${page}`, 200, { Vary: 'Accept-Language', 'Cache-Control': 'public, max-age=60' });
  });
