import { letterOf, type Addressed, type Letter } from './letter.ts';

type Announced = {
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly bodyZh: string;
  readonly bodyEn: string;
  readonly leave: string | undefined;
};

/** What a coordinator writes to many, as one of them reads it. */
export function announcementLetter(to: Addressed, { subjectZh, subjectEn, bodyZh, bodyEn, leave }: Announced): Letter {
  const { name, locale, link } = to;
  const [subject, body] = locale === 'zh' ? [subjectZh, bodyZh] : [subjectEn, bodyEn];
  const [greeting, words] = locale === 'zh' ? [`${name}，您好：`, '在网站上查看'] : [`Dear ${name},`, 'Read it on the site'];
  return letterOf(to.to, locale, subject, [greeting, ...paragraphsOf(body), { link, words }], leave);
}

/** An empty line begins a paragraph. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
