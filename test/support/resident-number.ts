/** A resident's number from its first 17 digits: the check character of ISO 7064 MOD 11-2, by the standard's recursive method. */
export function residentNumber(digits: string): string {
  const sum = Array.from(digits).reduce((product, digit) => ((product + Number(digit)) * 2) % 11, 0);
  const check = (12 - sum) % 11;
  return `${digits}${check === 10 ? 'X' : check}`;
}
