/**
 * Zip archives (.xlsx, .docx, .ods) within bounds. fflate inflates: no dependencies, in wide use, works in a browser.
 * The directory is read here, since fflate's own reader compares no checksums and goes on to the end of an entry that
 * is longer than the directory says: a broken copy may hold other figures, and a hostile one never ends.
 */
import { Inflate, strFromU8 } from 'fflate';
import { ImportError, LIMITS } from './types.ts';

export type Archive = ReadonlyMap<string, Uint8Array>;

interface Entry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Opens an archive and unpacks the entries that are wanted. */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Archive {
  // Office files under a password are no zip but an OLE container, as are .xls and .doc.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new ImportError('import.encrypted');
  if (!startsWith(bytes, [0x50, 0x4b])) throw new ImportError('import.not-zip');
  try {
    const chosen = entriesOf(bytes).filter(({ name }) => wanted(name));
    if (chosen.some((e) => e.encrypted)) throw new ImportError('import.encrypted');
    if (chosen.reduce((sum, e) => sum + e.size, 0) > LIMITS.unpacked) throw new ImportError('import.too-big');
    return new Map(chosen.map((entry) => [entry.name, unpacked(bytes, entry)]));
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('import.corrupt');
  }
}

/** The directory, which stands at the end of an archive. */
function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  if (at === 0xffffffff) at = long(view, long(view, end - 12) + 48);
  for (; at < end && view.getUint32(at, true) === 0x02014b50; ) {
    if (entries.length >= LIMITS.entries) throw new ImportError('import.too-big');
    const flags = view.getUint16(at + 8, true);
    const name = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true);
    const [size = 0, packed = 0, offset = 0] = sizes(view, at, at + 46 + name, extra);
    entries.push({
      name: strFromU8(bytes.subarray(at + 46, at + 46 + name), (flags & 0x800) === 0).replaceAll('\\', '/'),
      encrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      packed,
      size,
      offset,
    });
    at += 46 + name + extra + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Size, packed size and offset of an entry; each stands among the extras where it does not fit into four bytes. */
function sizes(view: DataView, at: number, extras: number, length: number): number[] {
  const short = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  let extra = extras;
  while (extra < extras + length && view.getUint16(extra, true) !== 1)
    extra += 4 + view.getUint16(extra + 2, true);
  extra += 4;
  return short.map((value) => {
    if (value !== 0xffffffff) return value;
    extra += 8;
    return long(view, extra - 8);
  });
}

function long(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** How much is inflated at a time: it may unpack to a thousand times as much before that is noticed. */
const CHUNK = 16 * 1024;

function unpacked(bytes: Uint8Array, { method, sum, packed, size, offset }: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = bytes.subarray(from, from + packed);
  const out = new Uint8Array(size);
  let filled = 0;
  const put = (chunk: Uint8Array) => {
    if (filled + chunk.length > size) throw new ImportError('import.corrupt');
    out.set(chunk, filled);
    filled += chunk.length;
  };
  if (method === 0) put(data);
  else if (method === 8) {
    const inflate = new Inflate(put);
    for (let at = 0; at === 0 || at < data.length; at += CHUNK)
      inflate.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  } else throw new ImportError('import.corrupt');
  if (filled !== size || crc32(out) !== sum) throw new ImportError('import.corrupt');
  return out;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(data: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < data.length; i++) c = (CRC[(c ^ (data[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
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
