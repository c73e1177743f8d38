/** What moves an installation; the Worker reads the last ones itself. */
const names = ['DATABASE_URL', 'PORT', 'MAILBOX_PORT', 'ZHIJIAO_DATA', 'SITE_URL', 'SMTP_URL', 'MAIL_FROM'] as const;
const passedOn = [
  'API_CALLS_A_MINUTE',
  'PUBLIC_CALLS_A_MINUTE',
  'CONTACT_EMAIL',
  'RETURN_DOMAIN',
  'OPENID_ISSUER',
  'OPENID_CLIENT_ID',
  'OPENID_CLIENT_SECRET',
  'OPENID_NAME',
] as const;

/** A variable that moves the installation; one that is empty counts as not set. */
export function setting(name: (typeof names)[number]): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

/** Variables that are the Worker's own, as they were set. */
export function passedOnSettings(): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = process.env[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
