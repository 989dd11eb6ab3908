/**
 * What the streams of a PDF unpack to, found out before pdf.js reads it: pdf.js unpacks a stream as a whole, however
 * large, and 700 bytes can hold a gigabyte. Streams stand in the file as they are, so that they are found by their
 * keyword; what is unpacked here is counted and thrown away. Streams under a password cannot be looked into.
 */
import { Unzlib } from 'fflate';
import { ImportError, LIMITS } from './types.ts';

/** How much all streams may unpack to, with all layers of each. */
const ALL = 4 * LIMITS.unpacked;
/** How much is unpacked before others are let in. */
const BREATH = 8 * 1024 * 1024;
/** How much is unpacked in one go: 4 KB hold 4 MB at most. */
const SLICE = 4096;
/** Filters upon filters; more are none that a program writes. */
const LAYERS = 8;

/**
 * Looks through all streams.
 * @param pause lets others in between
 * @throws ImportError where they unpack to more than a report holds
 */
export async function boundStreams(bytes: Uint8Array, pause: () => void | Promise<void>): Promise<void> {
  // One character a byte, so that places are the same.
  const text = new TextDecoder('latin1').decode(bytes);
  const keyword = /(?<!end)stream[^\r\n]{0,64}(?:\r\n|\n|\r)/g;
  let left = ALL;
  for (let found = keyword.exec(text); found; found = keyword.exec(text)) {
    const from = keyword.lastIndex;
    const end = text.indexOf('endstream', from);
    const data = bytes.subarray(from, end < 0 ? bytes.length : end);
    const head = text.slice(Math.max(0, found.index - 2000), found.index);
    const before = Math.floor(left / BREATH);
    left -= unpackedSize(data, filtersIn(head.slice(head.lastIndexOf(' obj') + 1)));
    if (left < 0) throw new ImportError('import.too-big');
    if (Math.floor(left / BREATH) !== before) await pause();
  }
}

export type Filter = 'flate' | 'lzw' | 'runs' | 'base85' | 'hex';

const FILTERS: Readonly<Record<string, Filter>> = {
  FlateDecode: 'flate',
  Fl: 'flate',
  LZWDecode: 'lzw',
  LZW: 'lzw',
  RunLengthDecode: 'runs',
  RL: 'runs',
  ASCII85Decode: 'base85',
  A85: 'base85',
  ASCIIHexDecode: 'hex',
  AHx: 'hex',
};

/** The filters that a stream's dictionary names, in order. */
function filtersIn(dictionary: string): Filter[] {
  const plain = dictionary.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const list = /\/(?:Filter|F)\s*(\[[^\]]*\]|\/\w+)/.exec(plain)?.[1] ?? '';
  return [...list.matchAll(/\/(\w+)/g)].flatMap(([, name]) => FILTERS[name ?? ''] ?? []);
}

/**
 * The sum of what a stream's layers unpack to. What looks packed is unpacked, whatever the dictionary says.
 * @throws ImportError where it is more than `most`
 */
export function unpackedSize(
  data: Uint8Array,
  filters: readonly Filter[],
  most: number = LIMITS.unpacked,
): number {
  let layer = data;
  let sum = 0;
  const rest = [...filters];
  for (let depth = 0; depth < LAYERS; depth++) {
    const filter = isPacked(layer) ? 'flate' : rest.find((f) => f !== 'flate');
    if (!filter) return sum;
    const at = rest.indexOf(filter);
    rest.splice(0, at + 1);
    const room = most - sum;
    layer = DECODERS[filter](layer, room);
    sum += layer.length;
    if (sum >= most) throw new ImportError('import.too-big');
  }
  throw new ImportError('import.too-big');
}

function isPacked(data: Uint8Array): boolean {
  const [first = 0, second = 0] = data;
  return (first & 15) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0 && (second & 32) === 0;
}

/** Each gives what it unpacks, but no more than told. */
const DECODERS: Readonly<Record<Filter, (data: Uint8Array, room: number) => Uint8Array>> = {
  flate: inflate,
  lzw: unLzw,
  runs: unRun,
  base85: (data) => data.subarray(0, Math.ceil(data.length * 0.8)),
  hex: unHex,
};

/** Bytes put one behind the other, within bounds. */
class Out {
  private bytes = new Uint8Array(1 << 16);
  length = 0;

  constructor(private readonly room: number) {}

  get full(): boolean {
    return this.length >= this.room;
  }

  add(more: Uint8Array): void {
    const count = Math.min(more.length, this.room - this.length);
    if (this.length + count > this.bytes.length) {
      const larger = new Uint8Array(
        Math.min(this.room, Math.max(this.bytes.length * 2, this.length + count)),
      );
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(more.subarray(0, count), this.length);
    this.length += count;
  }

  all(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

function inflate(data: Uint8Array, room: number): Uint8Array {
  const out = new Out(room);
  const unpacker = new Unzlib((part) => out.add(part));
  try {
    for (let at = 0; at < data.length && !out.full; at += SLICE)
      unpacker.push(data.subarray(at, at + SLICE), at + SLICE >= data.length);
  } catch {
    // What is damaged ends there for pdf.js too.
  }
  return out.all();
}

function unRun(data: Uint8Array, room: number): Uint8Array {
  const out = new Out(room);
  for (let i = 0; i < data.length && !out.full; ) {
    const count = data[i++] ?? 128;
    if (count === 128) break;
    if (count < 128) {
      out.add(data.subarray(i, i + count + 1));
      i += count + 1;
    } else out.add(new Uint8Array(257 - count).fill(data[i++] ?? 0));
  }
  return out.all();
}

function unHex(data: Uint8Array): Uint8Array {
  const digits = new TextDecoder('latin1').decode(data).replace(/[^0-9a-f]/gi, '');
  return Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}

/** LZW as PDF and TIFF write it: codes of 9 to 12 bits, 256 clears the table, 257 ends. */
function unLzw(data: Uint8Array, room: number): Uint8Array {
  const out = new Out(room);
  const bytes = Array.from({ length: 256 }, (_, i) => Uint8Array.of(i));
  let table: Uint8Array[] = [];
  let before: Uint8Array | undefined;
  let [bits, held, width] = [0, 0, 9];
  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xffffff;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === 257 || out.full) break;
    if (code === 256) {
      [table, before, width] = [[], undefined, 9];
      continue;
    }
    const known: Uint8Array | undefined = code < 256 ? bytes[code] : table[code - 258];
    const text: Uint8Array | undefined = known ?? (before && joined(before, before));
    if (!text) break;
    out.add(text);
    if (before && table.length < 4096 - 258) table.push(joined(before, text));
    before = text;
    const next = table.length + 258 + 1;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  }
  return out.all();
}

/** A text and the first byte of another. */
function joined(text: Uint8Array, more: Uint8Array): Uint8Array {
  const out = new Uint8Array(text.length + 1);
  out.set(text);
  out[text.length] = more[0] ?? 0;
  return out;
}
