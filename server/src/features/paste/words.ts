/** What is said where a person is asked how to paste. */
import type { Says } from '../../messages/index.ts';

export const SAYS = {
  keepTotal: { zh: '保留原来的：{row}', en: 'Keep the row that is there: {row}' },
  newTotal: { zh: '换成粘贴的：{row}', en: 'Put in the row that was copied: {row}' },
  columns: { zh: '依次放进：{columns}', en: 'In order, into: {columns}' },
} as const satisfies Says;
