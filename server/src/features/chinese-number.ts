const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A whole number from 1 to 99 as rows are numbered: 一, 十二, 二十. */
export function chineseNumber(n: number): string {
  const tens = Math.floor(n / 10);
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return ten + (DIGITS[n % 10] ?? '');
}
