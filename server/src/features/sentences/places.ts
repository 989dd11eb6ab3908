/** The names that templates of sentences have places for (seeds/sentences.json, seeds/README.md). */
export const PLACE = {
  year: '年',
  lastYear: '上年',
  unit: '单位',
  /** Of an item of a list: its name, its number, the names of its code, its amount, its row. */
  name: '名',
  ordinal: '序',
  path: '路径',
  it: '它',
  row: '本行',
} as const;

/** `占 A / B`: A as a percentage of B. */
export const SHARE = /^占\s(.+?)\s\/\s(.+)$/;
