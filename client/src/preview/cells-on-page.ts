/** Cells as the page shows them, and by their place in the source. */

/** A cell by its place in the source: line, and number in its row. */
export interface Cell {
  readonly line: number;
  readonly column: number;
}

export function keyOf({ line, column }: Cell): string {
  return `${line}:${column}`;
}

export function cellOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-i]') ?? undefined) : undefined;
}

/** What a screen reader says of a cell: the first words of its row, and its text. */
export function labelOf(td: HTMLElement): string {
  const row = [...(td.closest('tr')?.children ?? [])].map((c) => c.textContent?.trim() ?? '');
  return [row.find((text) => text !== ''), td.textContent?.trim()].filter(Boolean).join(' ');
}

/** Chinese, unless the page says that the editor speaks another language. */
export function say(chinese: string, english: string): string {
  return document.documentElement.lang.startsWith('zh') ? chinese : english;
}

/** The next row above or below in which one can type. */
export function rowBeside(row: Element, step: number): Element | undefined {
  let at: Element | null = row;
  do at = step > 0 ? at.nextElementSibling : at.previousElementSibling;
  while (at && !at.querySelector('[data-i]'));
  return at ?? undefined;
}

/** The cells of a row in which one can type. */
export function cellsIn(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('[data-i]')];
}

/** What the grid needs of the page around it. */
export interface Page {
  readonly main: HTMLElement;
  post(message: object): void;
  /** The version of the source that is shown. */
  version(): number;
  /** The line of the source that a row shows. */
  lineOf(row: HTMLElement): number | undefined;
  /** The rows that show a line of the source. */
  rowsAt(line: number): readonly HTMLElement[];
}

/** Where a cell that is shown stands. */
export function placeOf(page: Page, td: HTMLElement): Cell | undefined {
  const row = td.closest('tr');
  const line = row ? page.lineOf(row) : undefined;
  return line === undefined ? undefined : { line, column: Number(td.dataset.i) };
}

/** What shows a cell. */
export function elementAt(page: Page, { line, column }: Cell): HTMLElement | undefined {
  for (const row of page.rowsAt(line)) {
    const td = row.querySelector<HTMLElement>(`[data-i="${column}"]`);
    if (td) return td;
  }
  return undefined;
}

/** The lines of the rows of a table from one on. */
export function linesFrom(page: Page, line: number): number[] {
  const row = page.rowsAt(line).find((r) => r.querySelector('[data-i]'));
  const lines: number[] = [];
  for (let at: Element | null | undefined = row; at; at = at.nextElementSibling) {
    const own = at.querySelector('[data-i]') ? page.lineOf(at as HTMLElement) : undefined;
    if (own !== undefined) lines.push(own);
  }
  return lines;
}
