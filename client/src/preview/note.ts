/** What is found in the chosen cell, and what would mend it, in a box beside it. */

export interface Found {
  readonly message: string;
  /** As the editor counts: 0 is an error. */
  readonly severity: number;
}

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

export class Note {
  private back: (() => void) | undefined;
  private readonly box = document.createElement('div');

  /** @param mend called with the number of the fix that was picked */
  constructor(private readonly mend: (fix: number) => void) {
    this.box.className = 'cell-note';
    this.box.setAttribute('role', 'status');
    this.box.hidden = true;
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.leave();
    });
    document.body.append(this.box);
  }

  hide(): void {
    this.box.hidden = true;
  }

  /** @param back gives the focus back to the cell */
  enter(back: () => void): void {
    this.back = back;
    this.box.querySelector('button')?.focus();
  }

  private leave(): void {
    this.back?.();
    this.back = undefined;
  }

  say(findings: readonly Found[], fixes: readonly string[] = []): void {
    this.box.replaceChildren();
    this.box.hidden = findings.length === 0;
    for (const { message, severity } of findings) {
      const p = document.createElement('p');
      p.className = SEVERITIES[severity] ?? 'hint';
      p.textContent = message;
      this.box.append(p);
    }
    fixes.forEach((title, fix) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = title;
      // The cell keeps the focus, and what is being typed.
      button.addEventListener('mousedown', (event) => event.preventDefault());
      button.addEventListener('click', () => {
        this.mend(fix);
        this.leave();
      });
      this.box.append(button);
    });
  }

  /** Below a cell, or above it where there is no room. */
  place({ left, top, bottom }: DOMRect): void {
    const { style } = this.box;
    style.left = `${Math.max(4, Math.min(left, window.innerWidth - 340))}px`;
    const room = window.innerHeight - bottom > 140;
    style.top = room ? `${bottom + 4}px` : '';
    style.bottom = room ? '' : `${window.innerHeight - top + 4}px`;
  }
}
