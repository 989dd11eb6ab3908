/** Numbers that must not be published: told where their check digit fits, left alone where it does not. */
import { expect, test } from 'vitest';
import { isIdentity } from '../../../server/src/prose/secrets.ts';
import { readText } from '../../support/prose.ts';

/** An identity number with the check digit that fits: the digits weighed by powers of two leave 1 by 11. */
function identity(area: string, birth: string, order = '002'): string {
  const body = `${area}${birth}${order}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * 2 ** (17 - i), 0);
  const check = (12 - (sum % 11)) % 11;
  return `${body}${check === 10 ? 'X' : check}`;
}

test('identity numbers: the date is one, and the check digit fits', () => {
  expect(identity('110105', '19491231')).toBe('11010519491231002X');
  for (const birth of ['19000101', '21001231', '19990131', '20001201'])
    expect([birth, isIdentity(identity('110105', birth))]).toEqual([birth, true]);
  for (const birth of ['18991231', '21010101', '19990001', '19991301', '19990100', '19990132'])
    expect([birth, isIdentity(identity('110105', birth))]).toEqual([birth, false]);
  expect(isIdentity('11010519491231002x')).toBe(true);
  expect(isIdentity('110105194912310021')).toBe(false);
  // Two digits in each other's place.
  expect(isIdentity('11010519491213002X')).toBe(false);
  expect(isIdentity(`9${identity('110105', '19491231')}`)).toBe(false);
});

test('cards: 16 to 19 digits that begin as cards do and whose sum ends in 0', () => {
  const told = (text: string) => readText(`## 说明\n\n${text}`).issues.map((i) => i.printed);
  expect(told('账号4111111111111111，账号5555555555554444，账号6222021234567890128。')).toEqual([
    '4111111111111111',
    '5555555555554444',
    '6222021234567890128',
  ]);
  for (const other of ['4111111111111112', '5555555555554445', '411111111111111', '5655555555554443'])
    expect([other, told(`账号${other}。`)]).toEqual([other, []]);
  // Part of a longer number, of an amount or of a code is none.
  expect(told('凭证A4111111111111111，金额4111111111111111.00，编号1-4111111111111111。')).toEqual([]);
});

test('the mark of a secret stands with its star, or by itself', () => {
  const told = (text: string) => readText(`## 说明\n\n${text}`).issues.map((i) => i.printed);
  expect(told('机密 ★ 十年')).toEqual(['机密']);
  expect(told('秘密★秘密★')).toEqual(['秘密', '秘密']);
  expect(told('　秘密　')).toEqual(['秘密']);
  expect(told('保守国家秘密。')).toEqual([]);
});
