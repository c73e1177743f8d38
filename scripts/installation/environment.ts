/** A variable that moves the installation; one that is empty counts as not set. */
export function setting(name: 'DATABASE_URL' | 'PORT' | 'ZHIJIAO_DATA'): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
