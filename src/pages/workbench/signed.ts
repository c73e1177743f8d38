/** A difference with its sign, as it is set: a true minus, and no sign for none. */
export function signed(difference: number): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  return sign + Math.abs(difference).toLocaleString('en');
}
