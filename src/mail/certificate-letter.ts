import type { Locale } from '../domain/account.ts';
import { letterOf, type Letter } from './letter.ts';

type Ready = {
  readonly to: string;
  readonly locale: Locale;
  readonly name: string;
  readonly serial: string;
  readonly place: string;
  readonly link: string;
};

/** A volunteer's certificate is there; it is told once, and not again when it is put right. */
export function certificateLetter({ to, locale, name, serial, place, link }: Ready): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, '您的志愿服务证明已出具', [
      `${name}，您好：`,
      `您在${place}的志愿服务已记录完成，证明编号 ${serial}。证明免费，可随时下载；内容有误的，可以在同一页面申请更正。`,
      { link, words: '登录后下载证明' },
    ]);
  }
  return letterOf(to, locale, 'Your certificate of voluntary service is ready', [
    `Dear ${name},`,
    `Your service at ${place} is on record as completed. Your certificate has the number ${serial}. It is free, can be downloaded at any time, and the same page takes it if something needs to be put right.`,
    { link, words: 'Sign in and download it' },
  ]);
}
