/** The name of the session's cookie: over HTTPS browsers hold it to be secure by its very name. */
export function sessionCookieName(siteUrl: string): string {
  return `${siteUrl.startsWith('https:') ? '__Secure-' : ''}zhijiao.session_token`;
}
