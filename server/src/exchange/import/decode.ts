/**
 * Bytes of a text file as text: UTF-8, UTF-16 with its mark, else GB 18030, which holds GBK and GB 2312. What a page
 * declares of itself is often wrong, and not asked: what is valid UTF-8 is UTF-8.
 */

export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
