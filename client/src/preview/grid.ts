/**
 * The tables of the preview as a grid to type in, with the keys of Excel. The cell that is chosen has an input laid over
 * it, which has the focus before the first key (input methods need it). What was written is shown at once and sent. */
import { blockOf } from './block.ts';
import { BOX, byKeys } from './by-keys.ts';
import {
  type Cell,
  cellOf,
  cellsIn,
  elementAt,
  keyOf,
  labelOf,
  linesFrom,
  type Page,
  placeOf,
  rowBeside,
  say,
} from './cells-on-page.ts';
import { History } from './history.ts';
import { type Found, Note } from './note.ts';

interface Change extends Cell {
  readonly from: string;
  readonly to: string;
}

/** Messages of the editor that are for the grid. */
export type GridMessage =
  | { readonly type: 'written'; readonly version: number; readonly changes: readonly Change[] }
  | { readonly type: 'refused'; readonly changes: readonly Change[]; readonly reason: string }
  | ({
      readonly type: 'looked';
      readonly findings: readonly Found[];
      readonly fixes: readonly string[];
    } & Cell);

export class Grid {
  private chosen: Cell | undefined;
  /** `ready`: the first key replaces the text; `typing`: arrows leave the cell; `within`: arrows move in the text. */
  private mode: 'ready' | 'typing' | 'within' = 'ready';
  /** Column to which Enter comes back behind a run of Tabs. */
  private origin: number | undefined;
  private readonly history = new History((type) => this.page.post({ type }));
  /** Where to go as soon as it is shown. */
  private wanted: Cell | undefined;
  /** Written and not yet shown by the editor, by place. */
  private readonly pending = new Map<string, Change & { version: number }>();
  /** What cells held before a written text was put into them. */
  private readonly before = new Map<HTMLElement, string>();
  private readonly input = document.createElement('input');
  private readonly note = new Note((fix) => this.page.post({ type: 'fix', fix }));

  constructor(private readonly page: Page) {
    this.input.className = 'cell-input';
    this.input.spellcheck = false;
    this.input.autocomplete = 'off';
    this.input.hidden = true;
    document.body.append(this.input);
    this.listen();
  }

  private listen(): void {
    const { input, page } = this;
    page.main.addEventListener('mousedown', (event) => {
      const td = cellOf(event.target);
      if (!td || event.button !== 0 || event.ctrlKey || event.metaKey) return;
      this.commit();
      this.origin = undefined;
      if (this.choose(placeOf(this.page, td))) event.preventDefault();
    });
    page.main.addEventListener('dblclick', (event) => {
      if (cellOf(event.target)) this.within();
    });
    byKeys(page.main, (td) => this.choose(placeOf(page, td)));
    input.addEventListener('keydown', (event) => this.key(event));
    for (const type of ['input', 'compositionstart'])
      input.addEventListener(type, (event) => {
        if (this.mode === 'ready' && this.history.takes(event, input)) return;
        if (this.mode === 'ready') this.mode = 'typing';
        this.dress();
      });
    input.addEventListener('blur', () => this.commit());
    input.addEventListener('paste', (event) => this.paste(event));
    input.addEventListener('copy', (event) => this.copy(event));
    for (const type of ['resize', 'scroll']) window.addEventListener(type, () => this.place(), true);
  }

  /** Whether a click was on a cell that can be typed in. */
  owns(target: Element): boolean {
    return cellOf(target) !== undefined;
  }

  receive(message: GridMessage): void {
    if (message.type === 'looked') this.tell(message);
    else if (message.type === 'written') {
      for (const change of message.changes) {
        const own = this.pending.get(keyOf(change));
        if (own && own.to === change.to) own.version = message.version;
      }
    } else this.giveBack(message.changes, message.reason);
  }

  /** Before the page puts in new parts: cells hold again what the editor sent. */
  restore(): void {
    for (const [td, html] of this.before) td.innerHTML = html;
    this.before.clear();
  }

  /** After the page put in new parts: what they do not show yet is put in again. */
  refresh(): void {
    const version = this.page.version();
    for (const [key, change] of this.pending) {
      if (change.version <= version) this.pending.delete(key);
      else this.put(change);
    }
    if (this.wanted && elementAt(this.page, this.wanted)) {
      const { wanted } = this;
      this.wanted = undefined;
      // What was typed before the row was there belongs into it.
      const typed = this.input.value;
      this.choose(wanted);
      if (typed !== '') this.type(typed);
    } else if (this.chosen && this.mode === 'ready') this.look();
    this.place();
  }

  // ---- choosing ----

  private choose(cell: Cell | undefined): boolean {
    const td = cell && elementAt(this.page, cell);
    if (!cell || !td) return false;
    this.chosen = cell;
    this.mode = 'ready';
    this.input.value = '';
    this.input.hidden = false;
    this.note.hide();
    this.input.setAttribute('aria-label', labelOf(td));
    this.place();
    td.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.place();
    this.input.focus({ preventScroll: true });
    this.dress();
    this.look();
    return true;
  }

  private look(): void {
    if (this.chosen) this.page.post({ type: 'cell', version: this.page.version(), ...this.chosen });
  }

  /** The text can be changed rather than replaced. */
  private within(): void {
    if (!this.chosen) return;
    this.input.value = this.textAt(this.chosen);
    this.mode = 'within';
    this.dress();
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Puts a text into the input, as if it had been typed. */
  private type(text: string): void {
    this.input.value = text;
    this.mode = 'typing';
    this.dress();
  }

  private dress(): void {
    this.input.classList.toggle('typing', this.mode !== 'ready');
  }

  private place(): void {
    const td = this.chosen && elementAt(this.page, this.chosen);
    if (!td) return;
    const box = td.getBoundingClientRect();
    const { style } = this.input;
    style.left = `${box.left}px`;
    style.top = `${box.top}px`;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    const { textAlign, fontSize } = getComputedStyle(td);
    Object.assign(style, { textAlign, fontSize });
    this.note.place(box);
  }

  // ---- writing ----

  private textAt(cell: Cell): string {
    return this.pending.get(keyOf(cell))?.to ?? elementAt(this.page, cell)?.textContent?.trim() ?? '';
  }

  /** Sends what was typed. */
  private commit(): void {
    const { chosen } = this;
    if (!chosen || this.mode === 'ready') return;
    this.mode = 'ready';
    const to = this.input.value.trim();
    this.input.value = '';
    this.dress();
    this.write([{ ...chosen, from: this.textAt(chosen), to }]);
  }

  private write(changes: readonly Change[]): void {
    const real = changes.filter((c) => c.from !== c.to);
    if (real.length === 0) return;
    for (const change of real) {
      this.pending.set(keyOf(change), { ...change, version: Number.POSITIVE_INFINITY });
      this.put(change);
    }
    this.page.post({ type: 'edit', version: this.page.version(), changes: real });
  }

  /** Shows a text that the editor has not shown yet. */
  private put(change: Change): void {
    const td = elementAt(this.page, change);
    if (!td) return;
    if (!this.before.has(td)) this.before.set(td, td.innerHTML);
    td.textContent = change.to;
  }

  /** What was not written is not lost: it stands in the input again. */
  private giveBack(changes: readonly Change[], reason: string): void {
    this.commit();
    for (const change of changes) this.pending.delete(keyOf(change));
    this.restore();
    this.refresh();
    const [first] = changes;
    if (first && changes.length === 1 && this.choose(first)) this.type(first.to);
    this.warn(reason);
  }

  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { chosen } = this;
    if (!chosen || this.mode === 'within') return;
    const rows = blockOf(text);
    event.preventDefault();
    const lines = linesFrom(this.page, chosen.line);
    const changes = rows.flatMap((row, r) =>
      row.flatMap((to, c): Change[] => {
        const line = lines[r];
        const cell = line === undefined ? undefined : { line, column: chosen.column + c };
        return cell && elementAt(this.page, cell) ? [{ ...cell, from: this.textAt(cell), to }] : [];
      }),
    );
    this.write(changes);
    const all = rows.reduce((sum, row) => sum + row.length, 0);
    if (changes.length < all)
      this.warn(
        say(
          `粘贴了 ${changes.length} 格，表格放不下其余 ${all - changes.length} 格`,
          `${changes.length} cells pasted; the table has no room for the other ${all - changes.length}`,
        ),
      );
  }

  private copy(event: ClipboardEvent): void {
    if (!this.chosen || this.mode !== 'ready') return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', this.textAt(this.chosen));
  }

  // ---- keys ----

  private key(event: KeyboardEvent): void {
    // Keys of an input method are its own.
    if (event.isComposing || event.keyCode === 229) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && /^s$/i.test(event.key)) {
      this.commit();
      this.page.post({ type: 'save' });
    }
    if (command && event.key === '.') {
      this.stop(event);
      this.note.enter(() => this.input.focus({ preventScroll: true }));
      return;
    }
    if (command && /^[zy]$/i.test(event.key) && this.mode === 'ready') {
      this.stop(event);
      this.history.ask(/y/i.test(event.key) || event.shiftKey ? 'redo' : 'undo');
      return;
    }
    if (command || event.altKey) return;
    const act = this.actOf(event);
    if (!act) return;
    this.stop(event);
    act();
  }

  private stop(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
  }

  private actOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const free = this.mode !== 'within';
    switch (key) {
      case 'Enter':
        return () => this.enter(shiftKey ? -1 : 1);
      case 'Tab':
        return () => this.tab(shiftKey ? -1 : 1);
      case 'ArrowUp':
        return () => this.move(-1, 0);
      case 'ArrowDown':
        return () => this.move(1, 0);
      case 'ArrowLeft':
        return free ? () => this.move(0, -1) : undefined;
      case 'ArrowRight':
        return free ? () => this.move(0, 1) : undefined;
      case 'F2':
        return () => this.within();
      case 'Escape':
        return () => this.escape();
      case 'Delete':
      case 'Backspace':
        return this.mode === 'ready' ? () => this.empty() : undefined;
      default:
        return undefined;
    }
  }

  private escape(): void {
    if (this.mode === 'ready') {
      const box = this.chosen && elementAt(this.page, this.chosen)?.closest<HTMLElement>(BOX);
      this.chosen = undefined;
      // Tab goes on from the table.
      box?.focus({ preventScroll: true });
      this.input.hidden = true;
      this.note.hide();
    }
    this.mode = 'ready';
    this.input.value = '';
    this.dress();
  }

  private empty(): void {
    if (this.chosen) this.write([{ ...this.chosen, from: this.textAt(this.chosen), to: '' }]);
  }

  private enter(step: number): void {
    const { origin } = this;
    this.commit();
    this.origin = undefined;
    if (this.chosen && origin !== undefined) this.chosen = { ...this.chosen, column: origin };
    this.move(step, 0);
  }

  private tab(step: number): void {
    this.commit();
    const { chosen } = this;
    if (!chosen) return;
    this.origin ??= chosen.column;
    const td = elementAt(this.page, chosen);
    const row = td?.closest('tr');
    if (!td || !row) return;
    const cells = cellsIn(row);
    const next = cells[cells.indexOf(td) + step];
    if (next) {
      this.choose(placeOf(this.page, next));
      return;
    }
    this.origin = undefined;
    const other = rowBeside(row, step);
    const end = other && cellsIn(other).at(step > 0 ? 0 : -1);
    if (end) this.choose(placeOf(this.page, end));
    // As in Word: behind the last cell a new row.
    else if (step > 0) {
      this.wanted = { line: chosen.line + 1, column: 0 };
      // Keys that come before it is there must not reach this cell.
      this.chosen = undefined;
      this.page.post({ type: 'row', version: this.page.version(), line: chosen.line });
    }
  }

  private move(down: number, right: number): void {
    this.commit();
    const { chosen } = this;
    const row = chosen && elementAt(this.page, chosen)?.closest('tr');
    if (!chosen || !row) return;
    if (right !== 0) {
      this.choose({ line: chosen.line, column: chosen.column + right });
      return;
    }
    const other = rowBeside(row, down);
    const line = other ? this.page.lineOf(other as HTMLElement) : undefined;
    if (line !== undefined) this.choose({ line, column: chosen.column });
    else this.choose(chosen);
  }

  // ---- findings ----

  private tell({ line, column, findings, fixes }: Extract<GridMessage, { type: 'looked' }>): void {
    if (this.chosen?.line !== line || this.chosen.column !== column) return;
    this.note.say(findings, fixes);
    this.place();
  }

  private warn(message: string): void {
    this.note.say([{ message, severity: 1 }]);
    this.place();
  }
}
