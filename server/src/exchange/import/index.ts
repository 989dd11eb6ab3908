/** Import: a file's name and bytes in, a report's source out. Nothing is run, fetched or dropped. */
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readDocx } from './docx.ts';
import { withHeadings } from './headings.ts';
import { readHtml } from './html.ts';
import { readPdf } from './pdf.ts';
import { readText } from './text.ts';
import { type NamedImport, together } from './together.ts';
import { ImportError, type Imported, LIMITS, type Reading } from './types.ts';
import { writeReport } from './write.ts';
import { readXlsx } from './xlsx.ts';
import { startsWith } from './zip.ts';

export { type Doubt, ImportError, type Imported, type ImportedTable, LIMITS, type Remark } from './types.ts';

/** Endings that can be imported. */
export const IMPORTABLE: readonly string[] = [
  '.xlsx',
  '.xlsm',
  '.docx',
  '.docm',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.pdf',
  '.txt',
  '.md',
];

/** Told before each page of a long file; what it throws stops the import. */
export type Step = (done: number, of: number) => void | Promise<void>;

/**
 * Makes a report of a file.
 * @param name its name, whose ending says what it is
 */
export async function importFile(name: string, bytes: Uint8Array, step?: Step): Promise<Imported> {
  const { pieces, remarks } = await readFile(name, bytes, step);
  return writeReport({ pieces: withHeadings(pieces), remarks });
}

/**
 * Makes one report of several files: tables, and the text that they belong into.
 * @throws ImportError with the name of the file that cannot be read as `file` of its data
 */
export async function importTogether(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  step?: Step,
): Promise<Imported> {
  const made: NamedImport[] = [];
  for (const { name, bytes } of files) {
    try {
      made.push({ name, made: await importFile(name, bytes, step) });
    } catch (error) {
      if (error instanceof ImportError) throw new ImportError(error.id, { ...error.data, file: name });
      throw error;
    }
  }
  const [only] = made;
  return made.length === 1 && only ? only.made : together(made);
}

/** Makes a report of text as it was pasted. */
export function importText(text: string): Imported {
  return writeReport(readText(text));
}

async function readFile(name: string, bytes: Uint8Array, step: Step | undefined): Promise<Reading> {
  if (bytes.length > LIMITS.bytes) throw new ImportError('import.too-big');
  const base = name.split(/[\\/]/).at(-1) ?? name;
  const ending = /\.[^.]*$/.exec(base)?.[0].toLowerCase() ?? '';
  switch (ending) {
    case '.xlsx':
    case '.xlsm':
      return readXlsx(bytes);
    case '.docx':
    case '.docm':
      return readDocx(bytes);
    case '.xls':
    case '.et':
    case '.doc':
    case '.wps':
      throw new ImportError('import.old-format', { ending });
    case '.pdf':
      return readPdf(bytes, step);
    case '.csv':
    case '.tsv':
      return readCsv(decode(bytes), base);
    case '.html':
    case '.htm':
      return readHtml(decode(bytes));
    default: {
      if (
        startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) ||
        startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) ||
        startsWith(bytes, [0x25, 0x50, 0x44, 0x46])
      ) {
        throw new ImportError('import.unknown', { ending });
      }
      return readText(decode(bytes));
    }
  }
}
