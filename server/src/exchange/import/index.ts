/** Import: a file's name and bytes in, a report's source out. Nothing is run, fetched or dropped. */
import { open } from '../../service.ts';
import { continued } from './continued.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readDocx } from './docx.ts';
import { withoutFurniture } from './furniture.ts';
import { withHeadings } from './headings.ts';
import { readHtml } from './html.ts';
import { type Kind, kindOf } from './kinds.ts';
import { linked } from './link.ts';
import { type ImportedReport, reportsOf } from './many.ts';
import { readOdf } from './odf.ts';
import { readPdf } from './pdf.ts';
import { placesOfLines } from './places.ts';
import { renewedImport } from './renew.ts';
import { readText } from './text.ts';
import { frameOf, joinedFiles } from './together.ts';
import {
  ImportError,
  type Imported,
  LIMITS,
  type NamedImport,
  type Piece,
  type Reading,
  type ReadPlace,
  type Renewal,
  type Step,
  tooLong,
} from './types.ts';
import { finish, writeReport } from './write.ts';
import { readXlsx } from './xlsx.ts';
import { openArchive, startsWith } from './zip.ts';

export { type Linkable, linkableOf, linksOf, Units, unitsLine, withFront } from './link.ts';
export { agreeing, groupsOf, type Identity, type ImportedReport, identityOf, joined } from './many.ts';
export { placesIn } from './places.ts';
export { Trace } from './trace.ts';
export {
  type Box,
  type Doubt,
  ImportError,
  type Imported,
  type ImportedTable,
  LIMITS,
  type NamedImport,
  type Origin,
  type Places,
  type ReadPlace,
  type Remark,
  type Renewal,
  type Step,
} from './types.ts';

/** Endings that can be imported. */
export const IMPORTABLE: readonly string[] = [
  '.xlsx',
  '.xlsm',
  '.xls',
  '.et',
  '.xlsb',
  '.ods',
  '.fods',
  '.docx',
  '.docm',
  '.doc',
  '.wps',
  '.odt',
  '.fodt',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.pdf',
  '.txt',
  '.md',
];

/**
 * Makes a report of a file.
 * @param name its name, whose ending says what it is
 */
export async function importFile(name: string, bytes: Uint8Array, step?: Step): Promise<Imported> {
  const reading = await readFile(name, bytes, step);
  const pieces = withHeadings(continued(withoutFurniture(reading.pieces)));
  const made = writeReport({ ...reading, pieces }, name.split(/[\\/]/).at(-1));
  return reading.places ? { ...made, places: { files: [name], places: reading.places } } : made;
}

/** Makes a report of a file that may be a report's source already. */
export async function importSource(name: string, bytes: Uint8Array, step?: Step): Promise<Imported> {
  if (!name.toLowerCase().endsWith(SOURCE)) return importFile(name, bytes, step);
  if (bytes.length > LIMITS.bytes) throw new ImportError('import.too-big');
  const text = decode(bytes);
  if (text.trim() === '') throw new ImportError('import.empty');
  return finish(text, [], []);
}

const SOURCE = '.disclosure';

/** What a file is called without its folders and its ending. */
export function stemOf(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name).replace(/\.[^.]*$/, '');
}

/** What stands in which cell of a workbook, or which line of another file. */
export async function cellsOf(name: string, bytes: Uint8Array): Promise<readonly ReadPlace[]> {
  return (await readFile(name, bytes, undefined)).places ?? [];
}

/** A report that was made of several files, and the one of them that holds its sentences. */
export interface ImportedTogether extends Imported {
  readonly frame: {
    readonly name: string;
    readonly year: number | undefined;
    /** The year that the tables may be of, where it is not the sentences'. */
    readonly next: number | undefined;
    /** What the file is by itself. */
    readonly text: string;
  };
}

/**
 * Makes one report of several files: tables, and the text that they belong into.
 * @param renewal the year that the text is to speak of, where it is last year's
 * @throws ImportError with the name of the file that cannot be read as `file` of its data
 */
export async function importTogether(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  step?: Step,
  renewal?: Renewal,
): Promise<ImportedTogether> {
  const made: NamedImport[] = [];
  for (const { name, bytes } of files) {
    try {
      made.push({ name, made: await importFile(name, bytes, step) });
    } catch (error) {
      if (error instanceof ImportError) throw new ImportError(error.id, { ...error.data, file: name });
      throw error;
    }
  }
  const { name, analysis } = frameOf(made);
  const { year } = analysis.report.front;
  const years = made.filter((m) => m.name !== name).map((m) => open(m.made.text).front.year);
  const of = years.find((y) => y !== undefined) ?? (year === undefined ? undefined : year + 1);
  const frame = {
    name,
    year,
    next: made.length > 1 && year !== undefined && of !== year ? of : undefined,
    text: analysis.text,
  };
  const [only] = made;
  if (made.length > 1 || !only) return { ...joinedFiles(made, renewal), frame };
  return { ...(renewal ? renewedImport(only, renewal) : only.made), frame };
}

/** A file that could not be read, and why. */
export interface Unread {
  readonly name: string;
  readonly error: ImportError;
}

/**
 * Makes reports of several files, one for each unit and year. One that cannot be read does not keep the others.
 * @param told before each file, with how many are done
 */
export async function importMany(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  step?: Step,
  told?: (name: string, done: number) => void,
): Promise<{ readonly reports: readonly ImportedReport[]; readonly unread: readonly Unread[] }> {
  const made: NamedImport[] = [];
  const unread: Unread[] = [];
  for (const [i, { name, bytes }] of files.entries()) {
    told?.(name, i);
    await step?.(i, files.length);
    try {
      made.push({ name, made: await importFile(name, bytes, step) });
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      unread.push({ name, error });
    }
  }
  return { reports: linked(reportsOf(made)), unread };
}

/** Makes a report of text as it was pasted. */
export function importText(text: string): Imported {
  const reading = readText(text);
  return writeReport({ ...reading, pieces: continued(withoutFurniture(reading.pieces)) });
}

async function readFile(name: string, bytes: Uint8Array, step: Step | undefined): Promise<Reading> {
  if (bytes.length > LIMITS.bytes) throw new ImportError('import.too-big');
  const base = name.split(/[\\/]/).at(-1) ?? name;
  const ending = /\.[^.]*$/.exec(base)?.[0].toLowerCase() ?? '';
  if (bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d))
    throw new ImportError('import.empty');
  const reading = await readKind(kindOf(bytes, ending), base, bytes, step);
  if (reading.pieces.every((p) => p.kind === 'blank')) throw new ImportError('import.empty');
  boundText(reading.pieces);
  return reading;
}

/** Text beyond any report would take minutes to read; cells have their own bound. */
function boundText(pieces: readonly Piece[]): void {
  let paragraphs = 0;
  let characters = 0;
  for (const piece of pieces) {
    if (piece.kind === 'blank' || piece.kind === 'table') continue;
    const texts = piece.kind === 'unparted' ? piece.lines : [piece.text];
    paragraphs += texts.length;
    for (const text of texts) characters += text.length;
  }
  if (paragraphs > LIMITS.paragraphs || characters > LIMITS.characters) throw tooLong();
}

async function readKind(
  kind: Kind,
  name: string,
  bytes: Uint8Array,
  step: Step | undefined,
): Promise<Reading> {
  switch (kind) {
    case 'workbook':
      return readXlsx(bytes, step);
    case 'old-workbook': {
      // SheetJS is large, and few files are so old.
      const { readXls } = await import('./xls.ts');
      if (startsWith(bytes, [0x50, 0x4b])) openArchive(bytes, () => true);
      return readXls(bytes, step);
    }
    case 'document':
      return readDocx(bytes, step);
    case 'old-document': {
      const { readDoc } = await import('./doc.ts');
      return readDoc(bytes);
    }
    case 'open-document':
    case 'flat-document':
      return readOdf(bytes, kind === 'flat-document', step);
    case 'pdf':
      return readPdf(bytes, step);
    case 'cells':
      return readCsv(decode(bytes), name);
    case 'page':
      return readHtml(decode(bytes));
    case 'text': {
      const text = decode(bytes);
      return { ...readText(text), places: placesOfLines(text) };
    }
  }
}
