/** 撤消 in the grid is that of the editor: the page has no history of its own. */

type Which = 'undo' | 'redo';

/** Milliseconds within which a key and a command of the browser's are one. */
const SAME_KEY = 150;

export class History {
  private asked = Number.NEGATIVE_INFINITY;

  /** @param post asks the editor */
  constructor(private readonly post: (which: Which) => void) {}

  ask(which: Which): void {
    const now = performance.now();
    if (now - this.asked < SAME_KEY) return;
    this.asked = now;
    this.post(which);
  }

  /** Whether the browser took back what was typed into a field before: it has it no more, and the editor is asked. */
  takes(event: Event, field: HTMLInputElement): boolean {
    const { inputType = '' } = event as Partial<InputEvent>;
    if (!inputType.startsWith('history')) return false;
    field.value = '';
    this.ask(inputType === 'historyRedo' ? 'redo' : 'undo');
    return true;
  }
}
