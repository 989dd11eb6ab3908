/** The sheets of a generated report as they are copied from its workbook, and its sentences, as JSON: node scripts/run-ts.mjs test/e2e/desk-sheets.ts */
import { open } from '../../server/src/service.ts';
import { begun, sheetsOf, textOf } from '../generate/desk.ts';
import { make } from '../generate/report.ts';

/** The first that is of a usual kind: one unit's own accounts, in 万元, without other reports beside it. */
function usual() {
  for (let i = 0; ; i++) {
    const made = make(`desk in the editor:${i}`, { pages: undefined, tab: false, kind: '决算' });
    const { style, others } = made;
    if (style.unit === '万元' && style.nature === '行政' && others.size === 0) return made;
  }
}

const made = usual();
const whole = textOf(made);
const empty = open(begun(made)).report.tables;
const sheets = await sheetsOf(whole);
const titles = open(whole).report.tables.map(({ table }) => {
  const place = empty.find((t) => t.table.form?.id === table.form?.id);
  if (!place) throw new Error(`no place for ${table.title}`);
  return place.table.title;
});
const told = whole.slice(whole.indexOf('# 第三部分'));
const duties = '一、主要职责';
if (!begun(made).includes(duties)) throw new Error('the outline has changed');
const { year, unitName } = made.style;
process.stdout.write(
  JSON.stringify({ year, unitName, sheets: sheets.map((s, i) => ({ ...s, under: titles[i] })), told }),
);
