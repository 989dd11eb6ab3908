/** The preview by keys: Tab goes from one table or marked sentence to the next; Enter goes into a table, Esc out of it. */

/** What holds a table: a stop of Tab, and scrolled by arrows where the table is wider. */
export const BOX = '.scroll';

/** @param into called with the first cell of a table that a key goes into */
export function byKeys(main: HTMLElement, into: (cell: HTMLElement) => void): void {
  main.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches(BOX) && (key === 'Enter' || key === 'F2' || key === 'ArrowDown')) {
      const cell = target.querySelector<HTMLElement>('[data-i]');
      if (!cell) return;
      event.preventDefault();
      into(cell);
    } else if (target.matches('mark') && key === 'Enter') {
      event.preventDefault();
      target.click();
    }
  });
}

/** Marked words outside of tables are stops, and say what is found; in a table the chosen cell says it. */
export function makeStops(part: HTMLElement): void {
  for (const mark of part.querySelectorAll('mark')) {
    if (mark.closest('table')) continue;
    mark.tabIndex = 0;
    mark.setAttribute('role', 'link');
    mark.setAttribute('aria-description', mark.title);
  }
}
