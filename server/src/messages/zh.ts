/** Chinese texts: the source language. */
export const zh = {
  'code.catalogue.functional': '支出功能分类',
} as const satisfies Record<string, string>;
