/** Writes a made report as .xlsx, part by part: formats, merges, hidden parts and print titles as they are asked for. */
import { strToU8, zipSync } from 'fflate';
import { type MadeReport, type MadeSheet, ref } from './made.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export function workbookOf({ sheets }: MadeReport): Uint8Array {
  const formats = [...new Set(sheets.flatMap((s) => s.cells.flat().flatMap((c) => c?.format ?? [])))];
  const parts: Record<string, Uint8Array> = {};
  const put = (name: string, xml: string) => {
    parts[name] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  };
  const types = sheets.map(
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  put(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
  );
  const related = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  put('_rels/.rels', relations(related('r1', 'officeDocument', 'xl/workbook.xml')));
  put(
    'xl/_rels/workbook.xml.rels',
    relations(
      sheets.map((_, i) => related(`s${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        related('st', 'styles', 'styles.xml'),
    ),
  );
  const names = sheets.flatMap(({ name, printed }, i) =>
    printed
      ? `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${name}'!$${printed[0]}:$${printed[1]}</definedName>`
      : [],
  );
  put(
    'xl/workbook.xml',
    `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${sheets.map((s, i) => `<sheet name="${s.name}" sheetId="${i + 1}" r:id="s${i + 1}"/>`).join('')}</sheets>${names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : ''}</workbook>`,
  );
  put('xl/styles.xml', stylesOf(formats));
  for (const [i, sheet] of sheets.entries()) put(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, formats));
  return zipSync(parts);
}

function stylesOf(formats: readonly string[]): string {
  const own = formats.map((f, i) => `<numFmt numFmtId="${170 + i}" formatCode="${escaped(f)}"/>`).join('');
  const used = [0, ...formats.map((_, i) => 170 + i)]
    .map(
      (id) =>
        `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>`,
    )
    .join('');
  const side = (name: string) => `<${name} style="thin"><color auto="1"/></${name}>`;
  return `<styleSheet ${MAIN}>${own === '' ? '' : `<numFmts count="${formats.length}">${own}</numFmts>`}<fonts count="1"><font><sz val="9"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border/><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length + 1}">${used}</cellXfs></styleSheet>`;
}

function sheetXml(sheet: MadeSheet, formats: readonly string[]): string {
  const hidden = [...sheet.hiddenColumns]
    .map((c) => `<col min="${c + 1}" max="${c + 1}" width="9" hidden="1"/>`)
    .join('');
  const rows = sheet.cells.map((row, r) => {
    const cells = row.map((cell, c) => {
      if (!cell) return '';
      if (cell.number === undefined)
        return `<c r="${ref(c, r)}" t="inlineStr"><is><t>${escaped(cell.text ?? '')}</t></is></c>`;
      return `<c r="${ref(c, r)}" s="${formats.indexOf(cell.format ?? '') + 1}"><v>${cell.number}</v></c>`;
    });
    return `<row r="${r + 1}"${sheet.hiddenRows.has(r) ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
  });
  const merges = sheet.merges.map((m) => `<mergeCell ref="${m}"/>`).join('');
  return `<worksheet ${MAIN}>${hidden === '' ? '' : `<cols>${hidden}</cols>`}<sheetData>${rows.join('')}</sheetData>${merges === '' ? '' : `<mergeCells count="${sheet.merges.length}">${merges}</mergeCells>`}</worksheet>`;
}
