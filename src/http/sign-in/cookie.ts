/** What the names of cookies begin with: over HTTPS browsers hold a cookie by its very name to be this host's alone, and encrypted. */
export function cookiePrefix(siteUrl: string): string {
  return `${siteUrl.startsWith('https:') ? '__Host-' : ''}zhijiao`;
}

export function sessionCookieName(siteUrl: string): string {
  return `${cookiePrefix(siteUrl)}.session_token`;
}
