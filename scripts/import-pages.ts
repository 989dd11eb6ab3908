// Writes reports as plain web pages, from which other programs make the .pdf, .docx and .xlsx that the importer is
// measured on (docs/import.md):
//   node scripts/run-ts.mjs scripts/import-pages.ts <report.disclosure> <out.html> [--unruled]
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from '../server/src/service.ts';
import { cellsOf, isDelimiter } from '../server/src/syntax/line.ts';

const [source = '', target = ''] = process.argv.slice(2);
const unruled = process.argv.includes('--unruled');
const analysis = open(readFileSync(source, 'utf8'));
const shown = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/&lt;br>/g, '<br>');

/** Header paths as rows of merged cells. */
function headerRows(paths: readonly (readonly string[])[]): string {
  const depth = Math.max(...paths.map((p) => p.length));
  const taken = paths.map(() => 0);
  let html = '';
  for (let r = 0; r < depth; r++) {
    html += '<tr>';
    for (let c = 0; c < paths.length; ) {
      const path = paths[c] as readonly string[];
      if (path.length <= r || (taken[c] ?? 0) > r) {
        c++;
        continue;
      }
      const last = r === path.length - 1;
      let end = c + 1;
      if (!last)
        while (
          end < paths.length &&
          (paths[end]?.length ?? 0) > r + 1 &&
          paths[end]?.slice(0, r + 1).join('/') === path.slice(0, r + 1).join('/')
        )
          end++;
      const down = last ? depth - r : 1;
      html += `<th colspan="${end - c}" rowspan="${down}">${shown(path[r] ?? '')}</th>`;
      for (let i = c; i < end; i++) taken[i] = r + down;
      c = end;
    }
    html += '</tr>';
  }
  return html;
}

let html = '';
const blocks = analysis.tree.blocks;
for (const { block, line } of blocks) {
  const entry = analysis.report.tables.find((t) => t.table.block === block);
  const lines = block.lines;
  if (!entry) {
    for (const l of lines) {
      const heading = /^(#{1,6})\s+(.*)$/.exec(l.text);
      if (heading) html += `<h${heading[1]?.length}>${shown(heading[2] ?? '')}</h${heading[1]?.length}>`;
      else if (l.text.trim() !== '' && line > 0) html += `<p>${shown(l.text.trim())}</p>`;
    }
    continue;
  }
  const at = lines.findIndex((l) => isDelimiter(l));
  let head: string[][] = [];
  let body = '';
  lines.forEach((l, i) => {
    if (isDelimiter(l)) return;
    if (!l.text.trimStart().startsWith('|')) {
      if (l.text.trim() === '') return;
      const heading = /^(#{1,6})\s+(.*)$/.exec(l.text);
      const row = heading
        ? `<h${heading[1]?.length}>${shown(heading[2] ?? '')}</h${heading[1]?.length}>`
        : `<p class="${i < at ? 'over' : ''}">${shown(l.text.trim())}</p>`;
      if (i < at) html += row;
      else {
        html += table(head, body);
        [head, body] = [[], ''];
        html += row;
      }
      return;
    }
    const cells = cellsOf(l).map((c) => c.text);
    if (i < at) {
      cells.forEach((c, k) => {
        head[k] = [...(head[k] ?? []), ...c.split(/\/(?![^（(]*[）)])/)];
      });
    } else
      body += `<tr>${cells.map((c) => `<td class="${/^[-−]?[\d,]+\.\d+%?$/.test(c) ? 'n' : ''}">${shown(c)}</td>`).join('')}</tr>`;
  });
  html += table(head, body);
}

function table(head: readonly (readonly string[])[], body: string): string {
  if (body === '' && head.length === 0) return '';
  return `<table><thead>${head.length > 0 ? headerRows(head) : ''}</thead><tbody>${body}</tbody></table>`;
}

writeFileSync(
  target,
  `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>
@page { size: A4 landscape; margin: 18mm }
body { font: 10.5pt "Noto Sans CJK SC", sans-serif } p { text-indent: 2em; line-height: 1.6; margin: 4pt 0 } p.over { text-indent: 0 }
h1 { text-align: center; font-size: 16pt } h2 { font-size: 14pt; text-align: center } h3 { font-size: 12pt }
table { border-collapse: collapse; width: 100%; font-size: 8pt; margin: 6pt 0 } td, th { ${unruled ? '' : 'border: 0.5pt solid #000;'} padding: 2pt 4pt; font-weight: normal }
td.n { text-align: right; white-space: nowrap }
</style></head><body>${html}</body></html>`,
);
