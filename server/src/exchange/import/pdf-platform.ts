/**
 * What pdf.js asks of its platform and the oldest platforms that are supported lack: Node 20 has none of these, Node 22
 * has the first two, and browsers had them at about the same time. pdf.js tells nobody where one is missing: it throws
 * while it reads a page, ignores that, and hands back the part that it had read (no rules after the first such font).
 */

/** Puts in what is missing; what is there stays. Called before pdf.js is loaded. */
export function preparePlatform(): void {
  add(ArrayBuffer.prototype, 'transferToFixedLength', transferToFixedLength);
  add(URL, 'parse', parseUrl);
}

function add(to: object, name: string, value: unknown): void {
  if (name in to) return;
  Object.defineProperty(to, name, { value, writable: true, configurable: true });
}

/** The bytes in a buffer of the length told. The old one is not detached, which is all that callers could miss. */
function transferToFixedLength(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
  const out = new ArrayBuffer(length);
  new Uint8Array(out).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
  return out;
}

function parseUrl(url: string, base?: string): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
