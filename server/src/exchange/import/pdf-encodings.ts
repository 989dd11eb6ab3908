/**
 * The encodings of Chinese fonts that a PDF names instead of holding (STSong-Light with UniGB-UCS2-H, GBK-EUC-H…).
 * pdf.js takes two steps, from codes to Adobe's numbers of glyphs, and from those to characters, and brings 200 KB of
 * tables for them. Only the way from end to end matters for text, and that is known: UCS-2 is Unicode already, GBK is in
 * every platform. So the tables are made up here: a glyph is numbered by its own code. Latin keeps its true numbers,
 * since fonts say how wide those are.
 */

/** The number for a code of GBK: where UCS-2 has no Chinese, since pdf.js takes no number of more than 16 bits. */
function gbkNumber(lead: number, trail: number): number {
  const row = lead - 0x81;
  return (row < GBK_ROWS ? 0xa000 + row * 191 : 0x3400 + (row - GBK_ROWS) * 191) + trail - 0x40;
}
/** How many rows of GBK lie behind the characters of UCS-2; the rest lie in the rare ones of its extension A. */
const GBK_ROWS = 115;

/** Where Adobe-GB1 numbers Latin: as wide as drawn, and of half the width of a character. */
const LATIN = 1;
const HALF = 814;

const head = (name: string) =>
  `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /${name} def\n/CMapType 1 def\n/WMode ${name.endsWith('-V') ? 1 : 0} def\n`;
const foot = 'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n';
const hex = (n: number, digits: number) => `<${n.toString(16).padStart(digits, '0')}>`;

/** The text of an encoding that PDF predefines, or undefined where it is none of these. */
export function predefinedMap(name: string): string | undefined {
  if (name === 'Adobe-GB1-UCS2') return toUnicode(name);
  if (/^UniGB-(?:UCS2|UTF16)-[HV]$/.test(name)) {
    return `${head(name)}1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n3 begincidrange\n<0000> <001f> 0\n<0020> <007e> ${LATIN}\n<007f> <ffff> ${0x7f}\nendcidrange\n${foot}`;
  }
  if (/^(?:GBK(?:p|2K)?-EUC|GBK2K|GB-EUC|GBpc-EUC)-[HV]$/.test(name)) {
    const rows: string[] = [];
    for (let lead = 0x81; lead <= 0xfe; lead++)
      rows.push(`${hex(lead * 256 + 0x40, 4)} ${hex(lead * 256 + 0xfe, 4)} ${gbkNumber(lead, 0x40)}`);
    const latin = name.startsWith('GBK-') || name.startsWith('GB-') ? HALF : LATIN;
    return `${head(name)}2 begincodespacerange\n<00> <80>\n<8140> <fefe>\nendcodespacerange\n1 begincidrange\n<20> <7e> ${latin}\nendcidrange\n${chunks(rows, 'cidrange')}${foot}`;
  }
  return undefined;
}

/** From the numbers made up above to characters. */
function toUnicode(name: string): string {
  const rows: string[] = [];
  for (let i = 0; i < 95; i++) {
    rows.push(`${hex(LATIN + i, 6)} ${hex(LATIN + i, 6)} ${hex(0x20 + i, 4)}`);
    rows.push(`${hex(HALF + i, 6)} ${hex(HALF + i, 6)} ${hex(0x20 + i, 4)}`);
  }
  // The ranges of Unicode in which Chinese text lies; a range may not change its upper byte.
  for (let high = 0x20; high <= 0xff; high++)
    if (high < 0x34 || (high > 0x4d && high < 0xa0) || high > 0xf8)
      rows.push(`${hex(high * 256, 6)} ${hex(high * 256 + 255, 6)} ${hex(high * 256, 4)}`);
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(new Uint8Array([lead, trail]));
      if (char.length !== 1 || char === '\ufffd') continue;
      const code = hex(gbkNumber(lead, trail), 6);
      rows.push(`${code} ${code} ${hex(char.charCodeAt(0), 4)}`);
    }
  }
  return `${head(name)}1 begincodespacerange\n<000000> <ffffff>\nendcodespacerange\n${chunks(rows, 'bfrange')}${foot}`;
}

function chunks(rows: readonly string[], kind: string): string {
  return `${rows.length} begin${kind}\n${rows.join('\n')}\nend${kind}\n`;
}
