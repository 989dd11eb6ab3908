/** PDFs for tests, in the smallest form that readers take: words at places, and straight lines. */

export interface PdfDrawing {
  /** Words with the place of their base line's start, from the page's lower left. */
  readonly words?: readonly (readonly [x: number, y: number, text: string])[];
  /** Lines from point to point. */
  readonly lines?: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[];
  /** Whether lines are drawn after words. */
  readonly late?: boolean;
  /** A picture over the whole page. */
  readonly picture?: boolean;
}

/** A PDF whose Chinese font is named, not held, as those of many reporting programs are. */
export function pdf(
  pages: readonly PdfDrawing[],
  more: { trailer?: string; encoding?: 'ucs2' | 'gbk' } = {},
): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const kids = pages.map((_, i) => `${6 + i * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  const cmap = more.encoding === 'gbk' ? 'GBK-EUC-H' : 'UniGB-UCS2-H';
  add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${cmap} /DescendantFonts [4 0 R] >>`,
  );
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500 814 908 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
  );
  add(
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream',
  );
  for (const page of pages) {
    const text = (page.words ?? []).map(
      ([x, y, t]) => `BT /F1 9 Tf 1 0 0 1 ${x} ${y} Tm <${codes(t, more.encoding)}> Tj ET`,
    );
    const lines = (page.lines ?? []).map(([a, b, c, d]) => `${a} ${b} m ${c} ${d} l S`);
    const picture = page.picture ? ['q 500 0 0 700 40 40 cm /I1 Do Q'] : [];
    const content = [...(page.late ? [...text, ...lines] : [...lines, ...text]), ...picture].join('\n');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
    );
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let out = '%PDF-1.4\n';
  const places = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(out, (char) => char.charCodeAt(0));
}

/** A PDF whose one page is drawn by a stream as it is given. */
export function pdfWithStream(filter: string, data: Uint8Array): Uint8Array {
  const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const parts = [
    latin(
      `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n7 0 obj\n/FlateDecode\nendobj\n4 0 obj\n<< /Filter ${filter} /Length ${data.length} >>\nstream\n`,
    ),
    data,
    latin('\nendstream\nendobj\ntrailer\n<< /Size 8 /Root 1 0 R >>\n%%EOF\n'),
  ];
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The codes of a text, two bytes a character; GBK only for what the tests write. */
function codes(text: string, encoding: 'ucs2' | 'gbk' | undefined): string {
  if (encoding !== 'gbk') return [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return [...text].map((c) => (c < '\u0080' ? c.charCodeAt(0).toString(16) : (GBK[c] ?? ''))).join('');
}

const GBK: Readonly<Record<string, string>> = {
  收: 'cad5',
  入: 'c8eb',
  决: 'be f6'.replace(' ', ''),
  算: 'cbe3',
  表: 'b1ed',
};

/** A ruled table: its lines, and its words in the middle of each cell. */
export function ruled(
  left: number,
  top: number,
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): PdfDrawing {
  const height = 20;
  const xs = [left];
  for (const w of widths) xs.push((xs.at(-1) as number) + w);
  const bottom = top - rows.length * height;
  const right = xs.at(-1) as number;
  return {
    lines: [
      ...xs.map((x) => [x, bottom, x, top] as const),
      ...Array.from(
        { length: rows.length + 1 },
        (_, r) => [left, top - r * height, right, top - r * height] as const,
      ),
    ],
    words: rows.flatMap((row, r) =>
      row.flatMap((text, c) =>
        text === '' ? [] : [[(xs[c] as number) + 4, top - r * height - 14, text] as const],
      ),
    ),
  };
}
