/**
 * Zip archives (.xlsx, .docx) within bounds. fflate: no dependencies, in wide use, works in a browser; it writes each
 * entry into as many bytes as the directory promises, so that a lying directory cannot make it grow.
 */
import { unzipSync } from 'fflate';
import { ImportError, LIMITS } from './types.ts';

export type Archive = ReadonlyMap<string, Uint8Array>;

/** Opens an archive and unpacks the entries that are wanted. */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Archive {
  // Office files under a password are no zip but an OLE container, as are .xls and .doc.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new ImportError('import.encrypted');
  if (!startsWith(bytes, [0x50, 0x4b])) throw new ImportError('import.not-zip');
  let total = 0;
  let entries = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (++entries > LIMITS.entries) throw new ImportError('import.too-big');
        if (!wanted(name.replaceAll('\\', '/'))) return false;
        total += originalSize;
        if (total > LIMITS.unpacked) throw new ImportError('import.too-big');
        return true;
      },
    });
    return new Map(Object.entries(files).map(([name, data]) => [name.replaceAll('\\', '/'), data]));
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('import.corrupt');
  }
}

export function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => bytes[i] === byte);
}

/** The text of an entry, or '' where there is none. */
export function textOf(archive: Archive, name: string): string {
  const data = archive.get(name) ?? archive.get(name.replace(/^\//, ''));
  return data ? new TextDecoder('utf-8').decode(data) : '';
}

/** The path of a part that another part names in its relations. */
export function resolvePart(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
