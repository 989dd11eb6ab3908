/** Where a file has what is read of it: noted by the readers as they go, in the order of reading. */
import { own } from './grid.ts';
import type { Grid, Places, ReadPart, ReadPlace } from './types.ts';

/** Notes the paragraphs and tables of a document. */
export class Noter {
  readonly places: ReadPlace[] = [];
  private paragraphs = 0;
  private tables = 0;

  /** A paragraph, or a line of a plain text. */
  paragraph(text: string): void {
    if (text.trim() === '') return;
    this.places.push({ file: 0, paragraph: ++this.paragraphs, parts: [{ text }] });
  }

  /** @returns the grid as it was given */
  table(grid: Grid): Grid {
    const table = ++this.tables;
    grid.forEach((row, r) => {
      const parts = partsOf(row.map((cell) => ({ ...cell, text: own(cell) })));
      if (parts.length > 0) this.places.push({ file: 0, table, row: r + 1, parts });
    });
    return grid;
  }
}

/** The cells of a row in which something stands, with their columns. */
export function partsOf(row: readonly Omit<ReadPart, 'column'>[]): ReadPart[] {
  return row.flatMap(({ text, box }, c) =>
    text.trim() === '' ? [] : [{ text, column: c + 1, ...(box ? { box } : {}) }],
  );
}

/** The lines of a plain text; cells stand between tabs. */
export function placesOfLines(text: string): ReadPlace[] {
  return text.split(/\r\n?|\n/).flatMap((line, i): ReadPlace[] => {
    if (line.trim() === '') return [];
    const parts = line.includes('\t')
      ? partsOf(line.split('\t').map((t) => ({ text: t })))
      : [{ text: line }];
    return [{ file: 0, paragraph: i + 1, parts }];
  });
}

/** Those of several files together. */
export function placesTogether(all: readonly (Places | undefined)[]): Places | undefined {
  const files: string[] = [];
  const places: ReadPlace[] = [];
  for (const one of all) {
    if (!one) continue;
    for (const place of one.places) places.push({ ...place, file: place.file + files.length });
    for (const file of one.files) files.push(file);
  }
  return files.length === 0 ? undefined : { files, places };
}

/** What a record that was kept beside a report says; undefined where it is none. */
export function placesIn(record: string): Places | undefined {
  try {
    const { version, files, places } = JSON.parse(record) as Places & { version: unknown };
    const whole =
      version === 1 &&
      Array.isArray(files) &&
      files.every((f) => typeof f === 'string') &&
      Array.isArray(places) &&
      places.every(
        (p) =>
          Number.isInteger(p?.file) &&
          Array.isArray(p.parts) &&
          p.parts.every((part: ReadPart | undefined) => typeof part?.text === 'string'),
      );
    return whole ? { files, places } : undefined;
  } catch {
    return undefined;
  }
}
