/** Where the words of a page stand, in the page's own points, by which other programs find them. */
import type { PageBlock } from './pdf-layout.ts';
import type { Matrix } from './pdf-open.ts';
import type { PdfPage } from './pdf-pages.ts';
import type { Line, Part } from './pdf-places.ts';
import { partsOf } from './places.ts';
import type { Box, ReadPart, ReadPlace } from './types.ts';

/** The rows and lines of a page. */
export function placesOn(page: PdfPage, blocks: readonly PageBlock[], n: number): ReadPlace[] {
  const own = ownPoints(page);
  const boxed = (part: Omit<ReadPart, 'column'>): Omit<ReadPart, 'column'> =>
    part.box ? { text: part.text, box: own(part.box) } : { text: part.text };
  const lined = ({ size }: Line, { text, left, right, y }: Part) =>
    boxed({ text, box: [left, y - size * 0.9, right, y + size * 0.2] });
  const rowed = (parts: ReadPart[]): ReadPlace[] => (parts.length === 0 ? [] : [{ file: 0, page: n, parts }]);
  return blocks.flatMap((block): ReadPlace[] => {
    if (block.kind === 'line') return rowed(block.line.parts.map((p) => lined(block.line, p)));
    if (block.kind === 'columns')
      return block.lines.flatMap((line) => rowed(partsOf(line.cells.map((c) => lined(line, c)))));
    return block.rows.flatMap((row) =>
      rowed(
        partsOf(
          row.map(({ text, covered, box }) => boxed({ text: covered ? '' : text, ...(box ? { box } : {}) })),
        ),
      ),
    );
  });
}

/** From places on a page, counted downwards, to its own points. */
function ownPoints({ height, transform }: PdfPage): (box: Box) => Box {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = height]: Matrix = transform ?? [];
  const scale = a * d - b * c;
  const back = (x: number, y: number): [number, number] => [
    (d * (x - e) - c * (y - f)) / scale,
    (a * (y - f) - b * (x - e)) / scale,
  ];
  const round = (x: number) => Math.round(x * 10) / 10;
  return ([left, top, right, bottom]) => {
    const [x, y] = back(left, top);
    const [u, v] = back(right, bottom);
    return [round(Math.min(x, u)), round(Math.min(y, v)), round(Math.max(x, u)), round(Math.max(y, v))];
  };
}
