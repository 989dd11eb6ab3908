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
 * States of drawing that are kept and not given back (`q` without `Q`), over all streams. The format has 28; for each
 * pdf.js goes through all before it, and a page of 100 kB that keeps 50,000 takes it minutes without a pause.
 */
const KEPT = 10_000;

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
  let counted = { kept: 0, shown: 0 };
  for (let found = keyword.exec(text); found; found = keyword.exec(text)) {
    const from = keyword.lastIndex;
    const end = text.indexOf('endstream', from);
    const data = bytes.subarray(from, end < 0 ? bytes.length : end);
    const head = text.slice(Math.max(0, found.index - 2000), found.index);
    const before = Math.floor(left / BREATH);
    const { size, last } = unpacked(data, filtersIn(head.slice(head.lastIndexOf(' obj') + 1)));
    left -= size;
    if (left < 0) throw new ImportError('import.too-big');
    counted = countedIn(last, counted);
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

/** Whether a byte parts words of a page: blanks, brackets, strings, names. */
const PARTS = new Uint8Array(256);
for (const char of '\0\t\n\f\r ()<>[]{}/%') PARTS[char.charCodeAt(0)] = 1;

/** States that are kept so far, and texts that were shown. */
interface Counted {
  readonly kept: number;
  readonly shown: number;
}

/**
 * What stands in a stream, added to what stood before it.
 * @throws ImportError where it is more than a report has: read as a whole first, 180 kB of texts took half a minute
 */
function countedIn(page: Uint8Array, before: Counted): Counted {
  let { kept, shown } = before;
  // Past either end is a part too.
  const parts = (at: number) => PARTS[page[at] ?? 32] === 1;
  for (let at = 0; at < page.length; at++) {
    const byte = page[at];
    // What one stream of a page keeps (`q`), another one may give back (`Q`).
    if (byte === 0x51 && parts(at - 1) && parts(at + 1)) kept = Math.max(0, kept - 1);
    else if (byte === 0x71 && parts(at - 1) && parts(at + 1)) kept++;
    // `Tj` and `TJ`
    else if (
      byte === 0x54 &&
      (page[at + 1] === 0x6a || page[at + 1] === 0x4a) &&
      parts(at - 1) &&
      parts(at + 2)
    )
      shown++;
    if (kept > KEPT || shown > LIMITS.cells) throw new ImportError('import.too-big');
  }
  return { kept, shown };
}

/**
 * The sum of what a stream's layers unpack to, and the last of them. What looks packed is unpacked, whatever the
 * dictionary says.
 * @throws ImportError where it is more than `most`
 */
export function unpacked(
  data: Uint8Array,
  filters: readonly Filter[],
  most: number = LIMITS.unpacked,
): { readonly size: number; readonly last: Uint8Array } {
  let layer = data;
  let sum = 0;
  const rest = [...filters];
  for (let depth = 0; depth < LAYERS; depth++) {
    const filter = isPacked(layer) ? 'flate' : rest.find((f) => f !== 'flate');
    if (!filter) return { size: sum, last: layer };
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
  base85: un85,
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

/** Five digits of base 85 are four bytes, `z` is four zeros, `~` the end. */
function un85(data: Uint8Array, room: number): Uint8Array {
  const out = new Out(room);
  const bytes = new Uint8Array(4);
  let [digits, value] = [0, 0];
  const give = (count: number) => {
    new DataView(bytes.buffer).setUint32(0, value >>> 0);
    out.add(bytes.subarray(0, count));
    [digits, value] = [0, 0];
  };
  for (const byte of data) {
    if (byte === 0x7e || out.full) break;
    if (byte === 0x7a && digits === 0) give(4);
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + (byte - 0x21);
    if (++digits === 5) give(4);
  }
  if (digits > 1) {
    const count = digits - 1;
    for (let i = digits; i < 5; i++) value = value * 85 + 84;
    give(count);
  }
  return out.all();
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
