/**
 * How somebody works who has the tables as sheets of a workbook: a new report, and each sheet copied whole and pasted
 * under its title. What lies on the clipboard is what Excel puts there: a page with merged cells, and text with tabs.
 */
import { read, utils, type WorkSheet } from '@e965/xlsx';
import { exportReport } from '../../server/src/exchange/publish/index.ts';
import { newReport, open } from '../../server/src/service.ts';
import { print } from './print.ts';
import type { Made } from './report.ts';
import { linesOf } from './report.ts';

/** One sheet on the clipboard. */
export interface Copied {
  readonly name: string;
  readonly html: string;
  readonly text: string;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function copied(name: string, sheet: WorkSheet): Copied {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const merges = sheet['!merges'] ?? [];
  const html: string[] = [];
  const text: string[] = [];
  for (let r = range.s.r; r <= range.e.r; r++) {
    const cells: string[] = [];
    const words: string[] = [];
    for (let c = range.s.c; c <= range.e.c; c++) {
      const cell = sheet[utils.encode_cell({ r, c })];
      const shown = cell ? String(cell.w ?? cell.v ?? '') : '';
      const merge = merges.find((m) => m.s.r <= r && r <= m.e.r && m.s.c <= c && c <= m.e.c);
      const first = !merge || (merge.s.r === r && merge.s.c === c);
      words.push(first ? (/[\n\t"]/.test(shown) ? `"${shown.replace(/"/g, '""')}"` : shown) : '');
      if (!first) continue;
      const spans = merge
        ? [
            merge.e.r > merge.s.r ? ` rowspan=${merge.e.r - merge.s.r + 1}` : '',
            merge.e.c > merge.s.c ? ` colspan=${merge.e.c - merge.s.c + 1}` : '',
          ].join('')
        : '';
      cells.push(`<td${spans}>${escaped(shown).replace(/\n/g, '<br>')}</td>`);
    }
    html.push(`<tr>${cells.join('')}</tr>`);
    text.push(words.join('\t'));
  }
  const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table border=0>${html.join('')}</table><!--EndFragment--></body></html>`;
  return { name, html: page, text: `${text.join('\r\n')}\r\n` };
}

/** The tables of a report as the sheets of its workbook. */
export async function sheetsOf(text: string): Promise<Copied[]> {
  const { files } = await exportReport(open(text), 'xlsx', '决算报表');
  const book = read(files[0]?.content, { cellNF: true });
  return book.SheetNames.map((name) => copied(name, book.Sheets[name] as WorkSheet));
}

/** The empty report that one begins with. */
export function begun(made: Made): string {
  const { style } = made;
  const report = newReport({
    outline: style.kind === '决算' ? '决算通用' : '预算通用',
    year: style.year,
    scope: style.nature === '汇总' ? '部门' : '单位',
    unit: style.unitName,
    moneyUnit: '万元',
  });
  if (!report) throw new Error('no outline');
  return report.text;
}

export const textOf = (made: Made): string => print(linesOf(made)).text;
