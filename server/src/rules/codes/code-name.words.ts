/** What code-name says. */
import type { Says } from '../../messages/index.ts';

export const SAYS = {
  sentence: {
    zh: '表里 {code} 是“{expected}”，正文写作“{name}”。',
    en: '{code} is “{expected}” in the table, here “{name}”.',
  },
  wrong: {
    zh: '{code} 的名称是“{expected}”，这里写作“{name}”。',
    en: '{code} is “{expected}”, printed here as “{name}”.',
  },
  'neighbour-name': {
    zh: '{code} 的名称是“{expected}”，这里写作“{name}”，那是 {other} 的名称；多半是名称写错。',
    en: '{code} is “{expected}”; “{name}”, printed here, is {other}. Most likely the name is wrong.',
  },
  code: {
    zh: '“{name}”的编码是 {expected}，这里印作 {code}。',
    en: 'The code of {name} is {expected}; {code} is printed.',
  },
  form: {
    zh: '{code} 的规范写法是“{expected}”，这里写作“{name}”。',
    en: '{code} is written “{expected}”, here “{name}”.',
  },
  old: {
    zh: '{code} 自 {year} 年起改称“{expected}”，“{name}”是旧名称。',
    en: '{code} has been “{expected}” since {year}; “{name}” is its old name.',
  },
  new: {
    zh: '“{name}”是 {code} 自 {year} 年起的名称，此前称“{expected}”。',
    en: '“{name}” is the name of {code} from {year} on; before that it was “{expected}”.',
  },
  contradiction: {
    zh: '同一份报告里 {code} 既写作“{name}”又写作“{expected}”。',
    en: 'This report prints two names for {code}: “{name}” and “{expected}”.',
  },
  amount: {
    zh: '{code} 的名称栏里是数 {name}：名称没有写，或者数填早了一格。',
    en: 'The name of {code} is a number, {name}: the name is missing, or the number is one cell early.',
  },
  elsewhere: { zh: '这里写作“{name}”', en: 'printed here as “{name}”' },
} as const satisfies Says;
