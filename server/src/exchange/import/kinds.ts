/** What a file is: by what it holds where that is plain, since endings lie, else by its ending. */
import { ImportError } from './types.ts';
import { openArchive, startsWith, textOf } from './zip.ts';

export type Kind =
  | 'workbook'
  | 'old-workbook'
  | 'document'
  | 'old-document'
  | 'open-document'
  | 'flat-document'
  | 'pdf'
  | 'page'
  | 'cells'
  | 'text';

export function kindOf(bytes: Uint8Array, ending: string): Kind {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return 'pdf';
  if (startsWith(bytes, OLE)) return containerOf(bytes, ending);
  if (startsWith(bytes, [0x50, 0x4b])) return archiveOf(bytes, ending);
  if (IMAGES.some((head) => startsWith(bytes, head))) throw new ImportError('import.image');
  return plainOf(bytes, ending);
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const IMAGES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0],
  [0x4d, 0x4d, 0, 0x2a],
  [0x52, 0x49, 0x46, 0x46],
];
const OFFICE = /^\.(?:xls|doc)[xm]$/;

/** Files under a password and files of old programs are the same kind of container. */
function containerOf(bytes: Uint8Array, ending: string): Kind {
  if (holds(bytes, 'EncryptedPackage')) throw new ImportError('import.encrypted');
  // Excel 5 and 95 have a stream of another name, and their Chinese has no Unicode.
  if (holds(bytes, 'Workbook')) return 'old-workbook';
  if (holds(bytes, 'WordDocument')) return 'old-document';
  if (OFFICE.test(ending)) throw new ImportError('import.encrypted');
  throw oldFormat(ending, '.xls / .doc');
}

function archiveOf(bytes: Uint8Array, ending: string): Kind {
  const office = OFFICE.test(ending);
  const names = new Set<string>();
  let type = '';
  try {
    type = textOf(
      openArchive(bytes, (name) => {
        names.add(name);
        return name === 'mimetype';
      }),
      'mimetype',
    );
  } catch (error) {
    if (office || !(error instanceof ImportError) || error.id !== 'import.corrupt') throw error;
    throw new ImportError(/^\.(?:od[st]|et|xlsb)$/.test(ending) ? 'import.corrupt' : 'import.unknown', {
      ending,
    });
  }
  if (names.has('xl/workbook.xml')) return 'workbook';
  if (names.has('word/document.xml')) return 'document';
  if (names.has('xl/workbook.bin')) return 'old-workbook';
  if (names.has('OFD.xml')) throw new ImportError('import.ofd');
  if (/opendocument\.(?:spreadsheet|text)/.test(type)) return 'open-document';
  throw new ImportError(office ? 'import.corrupt' : 'import.unknown', { ending });
}

function plainOf(bytes: Uint8Array, ending: string): Kind {
  // A page that a program wrote as .xls, which Excel opens too.
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 2000))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  const xml = /^<\?xml/i.test(head);
  if (xml && /opendocument:xmlns:office|<office:document\b/i.test(head)) return 'flat-document';
  if (xml && /Excel\.Sheet|schemas-microsoft-com:office:spreadsheet/i.test(head)) return 'old-workbook';
  if (/^\{\\rtf/.test(head)) throw oldFormat(ending, '.rtf');
  if (xml && /mso-application|schemas-microsoft-com:office/i.test(head)) throw oldFormat(ending, '.xml');
  if (/^MIME-Version:|^Content-Type:\s*multipart/i.test(head)) throw oldFormat(ending, '.mht');
  if (/^<(?:!doctype html|html|table|body|head|meta)\b/i.test(head)) return 'page';
  switch (ending) {
    case '.xlsx':
    case '.xlsm':
    case '.docx':
    case '.docm':
      throw new ImportError('import.not-zip');
    case '.pdf':
      throw new ImportError('import.corrupt');
    case '.csv':
    case '.tsv':
      return 'cells';
    case '.html':
    case '.htm':
      return 'page';
    case '.ofd':
      throw new ImportError('import.ofd');
  }
  if (OLD.has(ending)) throw oldFormat(ending, ending);
  // Text has no such bytes, unless it says at its head that it is of two bytes a character.
  const wide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (!wide && bytes.subarray(0, 65536).includes(0)) throw new ImportError('import.unknown', { ending });
  return 'text';
}

function oldFormat(ending: string, otherwise: string): ImportError {
  return new ImportError('import.old-format', { ending: OLD.has(ending) ? ending : otherwise });
}

const OLD: ReadonlySet<string> = new Set(
  '.xls .doc .et .wps .ett .wpt .xlsb .rtf .ods .odt .fods .fodt .mht .mhtml .xml'.split(' '),
);

/** Whether a container of streams has one of a name. */
export function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((char) => [char.charCodeAt(0), 0]);
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}
