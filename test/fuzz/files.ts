/** Files of other programs, right and nearly right, and what holds of what is made of them. */
import { strToU8, zipSync } from 'fflate';
import { ImportError, type Imported, importFile } from '../../server/src/exchange/import/index.ts';
import { open } from '../../server/src/service.ts';
import { must } from './checks.ts';
import type { Random } from './random.ts';
import { lossless } from './reading.ts';
import { number, ODD, WORDS } from './texts.ts';

export function page(r: Random): string {
  const tag = () =>
    r.pick([
      'table',
      'tr',
      'td',
      'th',
      'tbody',
      'p',
      'h2',
      'div',
      'br',
      'span',
      'ul',
      'li',
      'b',
      'script',
      'style',
      '!DOCTYPE x [<!ENTITY a "b">',
      '!--',
      '![CDATA[',
    ]);
  const attribute = () =>
    r.pick([
      '',
      '',
      ` colspan="${r.pick(['2', '0', '-1', '999999', 'x', '1e9'])}"`,
      ` rowspan=${r.pick(['3', '65535', '""'])}`,
      ' onclick="x()"',
      ' style="display:none"',
    ]);
  return r
    .times(0, 40, () =>
      r.oneIn(3)
        ? `<${tag()}${attribute()}>`
        : r.oneIn(3)
          ? `</${tag()}>`
          : r.oneIn(3)
            ? number(r)
            : r.oneIn(6)
              ? r.pick(['&amp;', '&#0;', '&#x110000;', '&lol9;', '&nbsp;', '<', '>'])
              : r.pick([...WORDS, ...ODD]),
    )
    .join('');
}

export function asPage(r: Random, text: string): string {
  const rows = text.split('\n').map((line) => {
    const cells = line.split(/[|\t]/).slice(1, -1);
    return cells.length > 0
      ? `<tr>${cells.map((c) => `<td${r.oneIn(9) ? ' colspan=2' : ''}>${c}</td>`).join('')}</tr>`
      : `<p>${line}</p>`;
  });
  return `<html><body><table>${rows.join('')}</table></body></html>`;
}

/** A file becomes a report that can be read, or is refused in words. */
export async function imported(name: string, bytes: Uint8Array): Promise<Imported | undefined> {
  try {
    const made = await importFile(name, bytes);
    const analysis = open(made.text);
    lossless(made.text, analysis.tree);
    void analysis.findings;
    const lines = analysis.tree.lines.length;
    for (const t of made.tables) must(t.line >= 1 && t.line <= lines, 'a table outside the report', t, lines);
    return made;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    must(/^import\./.test(error.id), 'refused without words', error.id);
    return undefined;
  }
}

export const attributeValue = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function workbook(r: Random): Record<string, string> {
  const cell = (row: number, column: number) => {
    const at = r.oneIn(30)
      ? r.pick(['ZZZZZ1', 'A0', '1A', '', 'A99999999'])
      : `${String.fromCharCode(65 + column)}${row}`;
    switch (r.below(6)) {
      case 0:
        return `<c r="${at}" t="s"><v>${r.between(-1, 9)}</v></c>`;
      case 1:
        return `<c r="${at}" t="inlineStr"><is><t>${attributeValue(r.pick(WORDS))}</t></is></c>`;
      case 2:
        return `<c r="${at}" t="${r.pick(['b', 'e', 'd', 'str', 'x'])}"><v>${attributeValue(r.pick([...ODD, '1']))}</v></c>`;
      case 3:
        return `<c r="${at}" s="${r.between(-1, 8)}"><v>${r.pick(['45291', '1e308', '-1e-308', 'NaN', '2958466', '0.1', '1234567.891'])}</v></c>`;
      default:
        return `<c r="${at}" s="${r.below(4)}">${r.oneIn(4) ? '<f>A1+1</f>' : ''}<v>${number(r)}</v></c>`;
    }
  };
  const rows = Array.from(
    { length: r.between(0, 6) },
    (_, i) =>
      `<row r="${r.oneIn(20) ? r.pick(['x', '1048577', '-1']) : i + 1}">${Array.from({ length: r.below(5) }, (_, c) => cell(i + 1, c)).join('')}</row>`,
  );
  const merges = r.oneIn(2)
    ? `<mergeCells><mergeCell ref="${r.pick(['A1:C1', 'A1:XFD1048576', 'B2', 'C3:A1', ':', 'A1:A2:A3'])}"/></mergeCells>`
    : '';
  const formats = [
    '0.00',
    '#,##0.00',
    '0%',
    'yyyy"年"m"月"',
    '[红色]-0.00;;@',
    '"',
    '[$-804]0',
    '0.00E+00',
    '???/???',
  ];
  return {
    'xl/workbook.xml': `<workbook xmlns:r="x"><sheets>${r.times(1, 2, () => `<sheet name="${attributeValue(r.pick(WORDS))}" sheetId="1" r:id="r1"${r.oneIn(5) ? ' state="hidden"' : ''}/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Target="${r.pick(['worksheets/sheet1.xml', '/xl/worksheets/sheet1.xml', '../../../../etc/passwd', 'http://x/'])}"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${r.oneIn(10) ? '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "c">]>' : ''}<worksheet><sheetData>${rows.join('')}</sheetData>${merges}</worksheet>`,
    'xl/sharedStrings.xml': `<sst>${r.times(0, 6, () => `<si><t>${attributeValue(r.pick([...WORDS, ...ODD]))}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats.map((f, i) => `<numFmt numFmtId="${164 + i}" formatCode="${attributeValue(f)}"/>`).join('')}</numFmts><cellXfs>${r.times(0, 8, () => `<xf numFmtId="${r.pick([0, 2, 4, 9, 10, 14, 49, 164, 165, 166, 167, 168, 169, 170, 171, 172, 999])}"/>`).join('')}</cellXfs></styleSheet>`,
  };
}

export function letter(r: Random): Record<string, string> {
  const run = () =>
    `<w:r><w:t>${attributeValue(r.oneIn(3) ? number(r) : r.pick([...WORDS, ...ODD]))}</w:t></w:r>`;
  const paragraph = () =>
    `<w:p>${r.oneIn(4) ? `<w:pPr><w:pStyle w:val="${r.pick(['1', 'Heading1', '标题 2', 'x'])}"/><w:numPr><w:ilvl w:val="${r.pick(['0', '9', '-1', 'x'])}"/></w:numPr></w:pPr>` : ''}${r.times(0, 4, run).join('')}</w:p>`;
  const cell = () =>
    `<w:tc><w:tcPr>${r.oneIn(4) ? `<w:gridSpan w:val="${r.pick(['2', '0', '-3', '99999', 'x'])}"/>` : ''}${r.oneIn(5) ? `<w:vMerge${r.oneIn(2) ? ' w:val="restart"' : ''}/>` : ''}</w:tcPr>${r.times(0, 2, () => (r.oneIn(20) ? table() : paragraph())).join('')}</w:tc>`;
  const table = (): string =>
    `<w:tbl>${r.times(0, 5, () => `<w:tr>${r.times(0, 4, cell).join('')}</w:tr>`).join('')}</w:tbl>`;
  return {
    'word/document.xml': `<w:document><w:body>${r.times(0, 5, () => (r.oneIn(2) ? table() : paragraph())).join('')}</w:body></w:document>`,
    'word/styles.xml': `<w:styles><w:style w:styleId="1"><w:name w:val="heading ${r.below(12)}"/></w:style></w:styles>`,
  };
}

/** Parts as an archive, the same each time. */
export function zipped(parts: Readonly<Record<string, string>>, level: 0 | 1 = 0): Uint8Array {
  const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files, { level, mtime: new Date(2020, 1, 1) });
}
