/**
 * Workbooks as Excel has them (ECMA-376, part 1: SpreadsheetML): as much of it as exports and reviews need. The elements
 * of each part stand in the order of their types, which Excel is strict about.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { clean } from './text.ts';

export interface CellStyle {
  readonly font?: { readonly name: string; readonly size: number; readonly bold?: boolean };
  /** A colour behind the cell, as RRGGBB. */
  readonly fill?: string;
  /** The colour of thin lines around it. */
  readonly border?: string;
  readonly alignment?: {
    readonly horizontal?: 'left' | 'center' | 'right';
    readonly vertical?: 'top' | 'center';
    readonly wrapText?: boolean;
  };
  readonly numFmt?: string;
}

/** A text, a number, a number with the formula that gives it, or nothing but a look. */
export interface Cell {
  readonly value: string | number | null;
  readonly formula?: string;
  readonly style?: CellStyle;
}

export interface Sheet {
  readonly name: string;
  /** By row and column from 0: `3,0`. */
  readonly cells?: ReadonlyMap<string, Cell>;
  /** In points, by row from 0. */
  readonly heights?: ReadonlyMap<number, number>;
  readonly columns?: readonly { readonly width: number; readonly hidden?: boolean }[];
  readonly merges?: readonly Merge[];
  /** Rows at the top that stay where they are, and are printed on every page. */
  readonly headRows?: number;
  /** What is filtered by its first row: `A1:P9`. */
  readonly filter?: string;
  /** Cells for which a list of words is offered. */
  readonly choices?: { readonly range: string; readonly words: readonly string[] };
  readonly page?: Page;
}

export interface Merge {
  readonly startRow: number;
  readonly startCol: number;
  readonly endRow: number;
  readonly endCol: number;
}

/** A4, as wide as one page. */
export interface Page {
  readonly across: boolean;
  /** Pages that it is made to fit in its height; 0: as many as it takes. */
  readonly high: 0 | 1;
  readonly footer: string;
  /** In inches: left, right, top, bottom. */
  readonly margins?: readonly [number, number, number, number];
}

/** A column's letters, from 0. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The file's bytes. */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const styles = new Styles();
  const texts = new Texts();
  const files: Zippable = {};
  const put = (name: string, xml: string) => {
    files[name] = strToU8(HEAD + xml);
  };
  sheets.forEach((sheet, i) => {
    put(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, styles, texts));
  });
  const parts = [
    ...sheets.map((_, i) => ({ part: `worksheets/sheet${i + 1}.xml`, kind: 'worksheet' })),
    { part: 'styles.xml', kind: 'styles' },
    { part: 'sharedStrings.xml', kind: 'sharedStrings' },
  ];
  put('xl/workbook.xml', workbookXml(sheets));
  put('xl/styles.xml', styles.xml());
  put('xl/sharedStrings.xml', texts.xml());
  put('xl/_rels/workbook.xml.rels', relationsXml(parts));
  put('_rels/.rels', relationsXml([{ part: 'xl/workbook.xml', kind: 'officeDocument' }]));
  put('[Content_Types].xml', typesXml(parts));
  return zipSync(files);
}

interface Part {
  readonly part: string;
  readonly kind: string;
}

function typesXml(parts: readonly Part[]): string {
  const named = [{ part: 'workbook.xml', kind: 'sheet.main' }, ...parts].map(
    ({ part, kind }) => `<Override PartName="/xl/${part}" ContentType="${TYPES}.${kind}+xml"/>`,
  );
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${named.join('')}</Types>`;
}

function relationsXml(parts: readonly Part[]): string {
  const each = parts.map(
    ({ part, kind }, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${kind}" Target="${part}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const names = sheets.flatMap(({ name, headRows, filter }, i) => {
    const own = `'${name.replaceAll("'", "''")}'`;
    const of = (id: string, place: string, more = '') =>
      `<definedName name="_xlnm.${id}" localSheetId="${i}"${more}>${escaped(`${own}!${place}`)}</definedName>`;
    return [
      // Excel finds the cells of a filter by this name.
      ...(filter ? [of('_FilterDatabase', filter.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2'), ' hidden="1"')] : []),
      ...(headRows ? [of('Print_Titles', `$1:$${headRows}`)] : []),
    ];
  });
  const defined = names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '';
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>${defined}<calcPr fullCalcOnLoad="1"/></workbook>`;
}

function sheetXml(sheet: Sheet, styles: Styles, texts: Texts): string {
  const { columns = [], merges = [], headRows = 0, filter, choices, page } = sheet;
  const below = headRows + 1;
  const pane =
    headRows > 0
      ? `<pane ySplit="${headRows}" topLeftCell="A${below}" activePane="bottomLeft" state="frozen"/>`
      : '';
  const cols = columns.map(
    ({ width, hidden }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}"${hidden ? ' hidden="1"' : ''} customWidth="1"/>`,
  );
  const merged = merges.map(
    (m) =>
      `<mergeCell ref="${columnLetters(m.startCol)}${m.startRow + 1}:${columnLetters(m.endCol)}${m.endRow + 1}"/>`,
  );
  return [
    `<worksheet xmlns="${MAIN}">`,
    page ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '',
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    cols.length > 0 ? `<cols>${cols.join('')}</cols>` : '',
    `<sheetData>${rowsXml(sheet, styles, texts)}</sheetData>`,
    filter ? `<autoFilter ref="${filter}"/>` : '',
    merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>` : '',
    choices
      ? `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="${choices.range}"><formula1>${escaped(`"${choices.words.join(',')}"`)}</formula1></dataValidation></dataValidations>`
      : '',
    page ? pageXml(page) : '',
    '</worksheet>',
  ].join('');
}

function pageXml({ across, high, footer, margins = [0.7, 0.7, 0.75, 0.75] }: Page): string {
  const [left, right, top, bottom] = margins;
  return (
    `<pageMargins left="${left}" right="${right}" top="${top}" bottom="${bottom}" header="0.3" footer="0.3"/>` +
    // 9 is A4.
    `<pageSetup paperSize="9" fitToWidth="1" fitToHeight="${high}" orientation="${across ? 'landscape' : 'portrait'}"/>` +
    `<headerFooter><oddFooter>${escaped(footer)}</oddFooter></headerFooter>`
  );
}

function rowsXml({ cells = new Map(), heights }: Sheet, styles: Styles, texts: Texts): string {
  const rows = new Map<number, [number, Cell][]>();
  for (const [place, cell] of cells) {
    const [row = 0, column = 0] = place.split(',').map(Number);
    const list = rows.get(row);
    if (list) list.push([column, cell]);
    else rows.set(row, [[column, cell]]);
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, list]) => {
      const height = heights?.get(row);
      const look = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
      const inside = list
        .sort(([a], [b]) => a - b)
        .map(([column, cell]) => cellXml(`${columnLetters(column)}${row + 1}`, cell, styles, texts));
      return `<row r="${row + 1}"${look}>${inside.join('')}</row>`;
    })
    .join('');
}

function cellXml(place: string, { value, formula, style }: Cell, styles: Styles, texts: Texts): string {
  const look = style ? ` s="${styles.of(style)}"` : '';
  if (value === null) return `<c r="${place}"${look}/>`;
  if (typeof value === 'string') return `<c r="${place}"${look} t="s"><v>${texts.of(value)}</v></c>`;
  // −0 is no number of a sheet.
  const number = `<v>${value + 0}</v>`;
  return `<c r="${place}"${look}>${formula === undefined ? '' : `<f>${escaped(formula)}</f>`}${number}</c>`;
}

/** Things of a kind, each once, in the order in which they came. */
class Once {
  private readonly places = new Map<string, number>();

  constructor(first: readonly string[] = []) {
    for (const xml of first) this.of(xml);
  }

  of(xml: string): number {
    const known = this.places.get(xml);
    if (known !== undefined) return known;
    this.places.set(xml, this.places.size);
    return this.places.size - 1;
  }

  all(): string[] {
    return [...this.places.keys()];
  }

  list(name: string): string {
    return `<${name} count="${this.places.size}">${this.all().join('')}</${name}>`;
  }
}

/** Texts that stand in cells, each stored once. */
class Texts {
  private readonly once = new Once();

  of(text: string): number {
    // `_x0041_` in a text is an A to Excel: the line before it is written by its own number.
    const plain = text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
    return this.once.of(`<si><t xml:space="preserve">${escaped(plain)}</t></si>`);
  }

  xml(): string {
    const all = this.once.all();
    return `<sst xmlns="${MAIN}" uniqueCount="${all.length}">${all.join('')}</sst>`;
  }
}

/** Numbers of formats below this are Excel's own. */
const OWN_FORMATS = 164;

const PLAIN_BORDER = '<border><left/><right/><top/><bottom/><diagonal/></border>';
const PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';

/** Looks of cells, each once. What a cell without one has, and the two fills that Excel keeps to itself, come first. */
class Styles {
  private readonly formats = new Once();
  private readonly fonts = new Once([fontXml({ name: 'Calibri', size: 11 })]);
  private readonly fills = new Once(
    ['none', 'gray125'].map((p) => `<fill><patternFill patternType="${p}"/></fill>`),
  );
  private readonly borders = new Once([PLAIN_BORDER]);
  private readonly looks = new Once([PLAIN]);
  private readonly known = new Map<CellStyle, number>();

  of(style: CellStyle): number {
    const known = this.known.get(style);
    if (known !== undefined) return known;
    const { font, fill, border, alignment, numFmt } = style;
    const format = numFmt === undefined ? 0 : OWN_FORMATS + this.formats.of(numFmt);
    const ids = [
      ` numFmtId="${format}"`,
      ` fontId="${font ? this.fonts.of(fontXml(font)) : 0}"`,
      ` fillId="${fill === undefined ? 0 : this.fills.of(fillXml(fill))}"`,
      ` borderId="${border === undefined ? 0 : this.borders.of(borderXml(border))}"`,
    ].join('');
    const applied = ['NumberFormat', 'Font', 'Fill', 'Border', 'Alignment'].map(
      (name) => ` apply${name}="1"`,
    );
    const look = this.looks.of(`<xf${ids} xfId="0"${applied.join('')}>${alignmentXml(alignment)}</xf>`);
    this.known.set(style, look);
    return look;
  }

  xml(): string {
    const formats = this.formats.all();
    const own = formats.map(
      (code, i) => `<numFmt numFmtId="${OWN_FORMATS + i}" formatCode="${escaped(code)}"/>`,
    );
    return [
      `<styleSheet xmlns="${MAIN}">`,
      own.length > 0 ? `<numFmts count="${own.length}">${own.join('')}</numFmts>` : '',
      this.fonts.list('fonts'),
      this.fills.list('fills'),
      this.borders.list('borders'),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      this.looks.list('cellXfs'),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '</styleSheet>',
    ].join('');
  }
}

function fontXml({ name, size, bold }: NonNullable<CellStyle['font']>): string {
  return `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${escaped(name)}"/></font>`;
}

function fillXml(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
}

function borderXml(colour: string): string {
  const sides = ['left', 'right', 'top', 'bottom'].map(
    (side) => `<${side} style="thin"><color rgb="FF${colour}"/></${side}>`,
  );
  return `<border>${sides.join('')}<diagonal/></border>`;
}

function alignmentXml({ horizontal, vertical, wrapText }: NonNullable<CellStyle['alignment']> = {}): string {
  const along = horizontal ? ` horizontal="${horizontal}"` : '';
  const down = vertical ? ` vertical="${vertical}"` : '';
  return `<alignment${along}${down}${wrapText ? ' wrapText="1"' : ''}/>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML has it. A return alone would be read back as the end of a line. */
function escaped(text: string): string {
  return clean(text)
    .replace(/[&<>"]/g, (char) => ESCAPES[char] as string)
    .replace(/\r/g, '&#13;');
}
