/** The report as it was published, with what was found marked. It lies in a tree of its own, with its own style sheet. */
import type { PaperPart, Place } from '../protocol.ts';
import { el, reveal } from './dom.ts';
import { setHtml } from './trusted.ts';

interface Shown {
  readonly part: PaperPart;
  readonly element: HTMLElement;
}

export class Paper {
  private readonly root: ShadowRoot;
  private readonly main = el('div', { class: 'main' });
  private parts: Shown[] = [];
  /** The report that is shown. */
  report: string | undefined;

  /** @param clicked told the line and character of the source that a person clicked at */
  constructor(
    private readonly host: HTMLElement,
    clicked: (line: number, character: number) => void,
  ) {
    this.root = host.attachShadow({ mode: 'open' });
    this.root.append(el('div', { class: 'body' }, this.main));
    this.root.addEventListener('click', (event) => {
      const place = this.placeOf(event.target as Element);
      if (place) clicked(place.line, place.character);
    });
  }

  /** Says something in the place of a report. */
  say(words: string): void {
    this.report = undefined;
    this.parts = [];
    this.main.replaceChildren(el('p', { class: 'waiting' }, words));
  }

  show(report: string, parts: readonly PaperPart[], style: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets = [sheet];
    this.report = report;
    this.parts = parts.map((part) => {
      const element = el('div', { class: 'part' });
      setHtml(element, part.html);
      return { part, element };
    });
    this.main.replaceChildren(...this.parts.map((p) => p.element));
    this.host.scrollTop = 0;
  }

  /** Marks a place and scrolls to it. False where it is nowhere on the paper. */
  mark(place: Place): boolean {
    for (const old of this.root.querySelectorAll('.current')) {
      old.classList.remove('current');
      old.removeAttribute('aria-current');
    }
    const found = this.find(place);
    found?.classList.add('current');
    found?.setAttribute('aria-current', 'true');
    if (found) this.reveal(found);
    return found !== undefined;
  }

  private reveal(found: Element): void {
    reveal(this.host, found, 'middle');
    // A wide table has a scroller of its own.
    const wide = found.closest<HTMLElement>('.scroll');
    if (!wide) return;
    const outer = wide.getBoundingClientRect();
    const inner = found.getBoundingClientRect();
    if (inner.left < outer.left || inner.right > outer.right)
      wide.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }

  /** The marked text at a place, else the cell, else the row or paragraph, else the part. */
  private find({ line, character, endLine, endCharacter }: Place): Element | undefined {
    const shown = this.parts.findLast(({ part }) => part.line <= line && line < part.end);
    if (!shown) return undefined;
    const rest = line - shown.part.line;
    const of = [...shown.element.querySelectorAll<HTMLElement>(`[data-l="${rest}"]`)];
    const last = endLine > line ? Number.POSITIVE_INFINITY : Math.max(endCharacter, character + 1);
    const inside = (e: HTMLElement) => {
      const at = Number(e.dataset.c);
      return at >= character && at < last;
    };
    const marks = of.filter((e) => e.localName === 'mark');
    const row = of.find((e) => e.localName !== 'mark');
    const cells = [...(row?.querySelectorAll<HTMLElement>('td[data-c],th[data-c]') ?? [])];
    return marks.find(inside) ?? cells.find(inside) ?? row ?? (rest === 0 ? shown.element : undefined);
  }

  private placeOf(target: Element): { line: number; character: number } | undefined {
    if (this.root.ownerDocument.getSelection()?.isCollapsed === false) return undefined;
    const line = target.closest<HTMLElement>('[data-l]');
    const box = target.closest<HTMLElement>('.part');
    const shown = this.parts.find((s) => s.element === box);
    if (!line || !shown) return undefined;
    const character = Number(target.closest<HTMLElement>('[data-c]')?.dataset.c ?? 0);
    return { line: shown.part.line + Number(line.dataset.l), character };
  }
}
