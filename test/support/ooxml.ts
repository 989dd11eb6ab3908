/**
 * What Word and Excel are strict about, and forgiving readers are not: parts that are named and missing, children out of
 * order, cells that reach over others. Facts of ECMA-376 (parts 1 and 2): names of elements in the order of their types.
 */
import { strFromU8, unzipSync } from 'fflate';
import { XmlDocument, XmlElement } from 'libxml2-wasm';

/** Children in their order, by the name of their parent. What a list lacks is told, so that none is passed over. */
const ORDER: Readonly<Record<string, string>> = {
  // CT_PPr
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  // CT_RPr
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  'w:tcPr':
    'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  'w:tbl': 'bookmarkStart bookmarkEnd tblPr tblGrid tr',
  'w:tr': 'tblPrEx trPr tc',
  'w:tc': 'tcPr p',
  'w:tblBorders': 'top left start bottom right end insideH insideV',
  'w:tcBorders': 'top left start bottom right end insideH insideV tl2br tr2bl',
  'w:tcMar': 'top left start bottom right end',
  'w:sectPr':
    'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
  'w:body': 'p tbl sdt bookmarkStart bookmarkEnd sectPr',
  // CT_Worksheet
  'x:worksheet':
    'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing tableParts extLst',
  'x:workbook':
    'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches extLst',
  'x:styleSheet':
    'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst',
  'x:font': 'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme',
  'x:border': 'start end left right top bottom diagonal vertical horizontal',
  'x:xf': 'alignment protection extLst',
  'x:c': 'f v is extLst',
};
/** Those whose children may stand in any order. */
const ANY_ORDER = new Set(['w:body', 'w:tbl', 'x:font']);

const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 'x',
};
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const nameOf = (e: XmlElement) => `${PREFIXES[e.namespaceUri] ?? '?'}:${e.name}`;

function childrenOf(e: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = e.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

function* within(e: XmlElement): Generator<XmlElement> {
  yield e;
  for (const child of childrenOf(e)) yield* within(child);
}

const attribute = (e: XmlElement, name: string) => e.attrs.find((a) => a.name === name)?.value;

/** What is wrong with the bytes of a docx or xlsx, each as `part: reason`; [] where Office opens it as it is. */
export function wrongAsOffice(bytes: Uint8Array): string[] {
  const files = unzipSync(bytes);
  const wrong: string[] = [];
  const documents = new Map<string, XmlDocument>();
  try {
    for (const [name, content] of Object.entries(files)) {
      if (!/\.(?:xml|rels)$/.test(name)) continue;
      try {
        documents.set(name, XmlDocument.fromString(strFromU8(content)));
      } catch (error) {
        wrong.push(`${name}: ${error}`);
      }
    }
    const roots = new Map([...documents].map(([name, d]) => [name, d.root] as const));
    wrong.push(...typesOf(roots, Object.keys(files)), ...relationsOf(roots, new Set(Object.keys(files))));
    for (const [name, root] of roots) {
      for (const e of within(root)) {
        wrong.push(...orderOf(e).map((reason) => `${name}: ${reason}`));
        if (nameOf(e) === 'w:tbl') wrong.push(...tableOf(e).map((reason) => `${name}: ${reason}`));
      }
      if (nameOf(root) === 'x:worksheet') wrong.push(...sheetOf(root, roots).map((r) => `${name}: ${r}`));
    }
    return wrong;
  } finally {
    for (const d of documents.values()) d.dispose();
  }
}

type Roots = ReadonlyMap<string, XmlElement>;

/** Each part has a content type, and each that is said to have one is there. */
function typesOf(roots: Roots, parts: readonly string[]): string[] {
  const wrong: string[] = [];
  const root = roots.get('[Content_Types].xml');
  if (!root) return ['no [Content_Types].xml'];
  const endings = new Map<string, string>();
  const named = new Map<string, string>();
  for (const e of childrenOf(root)) {
    const key = (attribute(e, e.name === 'Default' ? 'Extension' : 'PartName') ?? '').toLowerCase();
    const into = e.name === 'Default' ? endings : named;
    if (into.has(key)) wrong.push(`types: ${key} twice`);
    into.set(key, attribute(e, 'ContentType') ?? '');
    if (e.name === 'Override' && !parts.some((p) => `/${p}`.toLowerCase() === key))
      wrong.push(`types: ${key} is not there`);
  }
  for (const part of parts) {
    if (part === '[Content_Types].xml' || part.endsWith('/')) continue;
    const ending = part.slice(part.lastIndexOf('.') + 1).toLowerCase();
    const type = named.get(`/${part}`.toLowerCase()) ?? endings.get(ending);
    // Office knows a part by its type: as XML of any kind it is none of a document.
    if (type === undefined || /^(?:application|text)\/xml$/.test(type)) wrong.push(`types: ${part} has none`);
  }
  return wrong;
}

/** Relations lead to parts that are there, and each that a part names is one of its own. */
function relationsOf(roots: Roots, parts: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  const ids = new Map<string, Set<string>>();
  for (const [name, root] of roots) {
    const place = /^(.*?)_rels\/([^/]*)\.rels$/.exec(name);
    if (!place) continue;
    const [, folder = '', owner = ''] = place;
    if (owner !== '' && !parts.has(folder + owner)) wrong.push(`${name}: of no part`);
    const own = new Set<string>();
    ids.set(folder + owner, own);
    for (const e of childrenOf(root)) {
      const id = attribute(e, 'Id') ?? '';
      if (own.has(id)) wrong.push(`${name}: ${id} twice`);
      own.add(id);
      const target = attribute(e, 'Target') ?? '';
      if (attribute(e, 'TargetMode') === 'External') {
        wrong.push(`${name}: ${target} is outside`);
        continue;
      }
      const path = new URL(target, `file:///${folder}`).pathname.slice(1);
      if (!parts.has(path)) wrong.push(`${name}: ${path} is not there`);
    }
  }
  for (const [name, root] of roots) {
    if (name.endsWith('.rels')) continue;
    for (const e of within(root))
      for (const a of e.attrs)
        if (a.namespaceUri === RELATION && !ids.get(name)?.has(a.value))
          wrong.push(`${name}: ${a.value} is no relation`);
  }
  return wrong;
}

function orderOf(e: XmlElement): string[] {
  const parent = nameOf(e);
  const order = ORDER[parent]?.split(' ');
  if (!order) return [];
  const wrong: string[] = [];
  let last = 0;
  for (const child of childrenOf(e)) {
    // Compatible additions have names of their own.
    if (nameOf(child).startsWith('?:')) continue;
    const at = order.indexOf(child.name);
    if (at < 0) wrong.push(`<${parent}> holds <${child.name}>`);
    else if (at < last && !ANY_ORDER.has(parent))
      wrong.push(`<${child.name}> stands too late in <${parent}>`);
    last = Math.max(last, at);
  }
  return wrong;
}

/** Rows are as wide as the grid, a cell ends with a paragraph, what goes on from above has something above. */
function tableOf(table: XmlElement): string[] {
  const wrong: string[] = [];
  const child = (e: XmlElement, name: string) => childrenOf(e).find((c) => c.name === name);
  const grid = childrenOf(child(table, 'tblGrid') ?? table).filter((e) => e.name === 'gridCol').length;
  let above = new Map<number, number>();
  childrenOf(table)
    .filter((e) => e.name === 'tr')
    .forEach((row, r) => {
      let column = 0;
      const open = new Map<number, number>();
      const cells = childrenOf(row).filter((e) => e.name === 'tc');
      if (cells.length === 0) wrong.push(`row ${r} has no cell`);
      for (const cell of cells) {
        const properties = child(cell, 'tcPr');
        const span = Number((properties && child(properties, 'gridSpan')?.attrs[0]?.value) ?? 1);
        const merge = properties && child(properties, 'vMerge');
        if (merge) {
          const begins = attribute(merge, 'val') === 'restart';
          if (!begins && above.get(column) !== span)
            wrong.push(`row ${r}, column ${column} goes on from nothing`);
          open.set(column, span);
        }
        if (childrenOf(cell).at(-1)?.name !== 'p')
          wrong.push(`row ${r}, column ${column} ends without a paragraph`);
        column += span;
      }
      if (column !== grid) wrong.push(`row ${r} has ${column} columns of ${grid}`);
      above = open;
    });
  return wrong;
}

const columnOf = (letters: string) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);

/** Rows and cells ascend, styles and texts are there, nothing merged lies over another. */
function sheetOf(sheet: XmlElement, roots: Roots): string[] {
  const wrong: string[] = [];
  const count = (part: string, list: string) => {
    const root = roots.get(part);
    const own = root && (root.name === list ? root : childrenOf(root).find((e) => e.name === list));
    return own ? childrenOf(own).length : 0;
  };
  const styles = count('xl/styles.xml', 'cellXfs');
  const strings = count('xl/sharedStrings.xml', 'sst');
  let row = 0;
  const data = childrenOf(sheet).find((e) => e.name === 'sheetData');
  for (const line of data ? childrenOf(data) : []) {
    const number = Number(attribute(line, 'r'));
    if (number <= row) wrong.push(`row ${number} after ${row}`);
    row = number;
    let column = 0;
    for (const cell of childrenOf(line)) {
      const place = attribute(cell, 'r') ?? '';
      const [, letters = '', at = ''] = /^([A-Z]{1,3})(\d+)$/.exec(place) ?? [];
      if (Number(at) !== row || columnOf(letters) <= column)
        wrong.push(`${place} stands in row ${row} after ${column}`);
      column = columnOf(letters);
      if (Number(attribute(cell, 's') ?? 0) >= styles) wrong.push(`${place} has a style that is not there`);
      const value = childrenOf(cell).find((e) => e.name === 'v')?.content;
      if (attribute(cell, 't') === 's' && !(Number(value) < strings))
        wrong.push(`${place} has a text that is not there`);
    }
  }
  const merges = childrenOf(sheet).find((e) => e.name === 'mergeCells');
  const taken = new Map<string, string>();
  const list = merges ? childrenOf(merges) : [];
  if (merges && list.length !== Number(attribute(merges, 'count') ?? list.length))
    wrong.push('merges are miscounted');
  for (const merge of list) {
    const ref = attribute(merge, 'ref') ?? '';
    const [, a = '', r1 = 0, b = '', r2 = 0] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
    for (let r = Number(r1); r <= Number(r2); r++)
      for (let c = columnOf(a); c <= columnOf(b); c++) {
        const other = taken.get(`${r},${c}`);
        if (other !== undefined) wrong.push(`${ref} lies over ${other}`);
        taken.set(`${r},${c}`, ref);
      }
  }
  return wrong;
}
