/**
 * What runs inside the preview: keeps the parts that it has, puts in those that changed, shows where the cursor is, and
 * tells which place was clicked. The HTML comes from the server, which escapes all of the report's text.
 */
import { makeStops } from './by-keys.ts';
import { Grid, type GridMessage } from './grid.ts';

interface Part {
  readonly key: string;
  readonly line: number;
  readonly end: number;
  readonly html?: string;
}

type Message =
  | GridMessage
  | {
      readonly type: 'parts';
      readonly version: number;
      readonly uri: string;
      readonly parts: readonly Part[];
    }
  | { readonly type: 'cursor'; readonly line: number };

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const main = document.querySelector('main') as HTMLElement;
let shown: { readonly part: Part; readonly element: HTMLElement }[] = [];
let cursor = -1;
let version = 0;

const grid = new Grid({
  main,
  post: (message) => editor.postMessage(message),
  version: () => version,
  lineOf: (row) => {
    const part = partOf(row);
    return part && row.dataset.l !== undefined ? part.line + Number(row.dataset.l) : undefined;
  },
  rowsAt: (line) =>
    shown.flatMap(({ part, element }) =>
      part.line <= line && line < part.end
        ? [...element.querySelectorAll<HTMLElement>(`tr[data-l="${line - part.line}"]`)]
        : [],
    ),
});

window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.type === 'parts') {
    version = data.version;
    // By it the preview is found again after the window was loaded anew.
    editor.setState({ uri: data.uri });
    grid.restore();
    show(data.parts);
    grid.refresh();
  } else if (data.type === 'cursor') follow(data.line);
  else grid.receive(data);
});

function partOf(element: Element): Part | undefined {
  const box = element.closest<HTMLElement>('.part');
  return shown.find((s) => s.element === box)?.part;
}

document.addEventListener('click', (event) => {
  // Text that is being selected is to be copied, not followed.
  if (window.getSelection()?.isCollapsed === false) return;
  const target = event.target as Element;
  // With Ctrl, a cell leads to its source too.
  if (grid.owns(target) && !event.ctrlKey && !event.metaKey) return;
  const place = target.closest<HTMLElement>('[data-c]');
  const line = target.closest<HTMLElement>('[data-l]');
  const part = partOf(target);
  if (!part || !line) return;
  event.preventDefault();
  editor.postMessage({
    type: 'open',
    line: part.line + Number(line.dataset.l),
    character: Number(place?.dataset.c ?? 0),
  });
});

/** Puts the parts in place; those that stay are not touched. */
function show(parts: readonly Part[]): void {
  const have = new Map(shown.map(({ part, element }) => [part.key, element]));
  const next: typeof shown = [];
  for (const part of parts) {
    let element = have.get(part.key);
    if (!element) {
      if (part.html === undefined) {
        // The editor thinks that this page has more than it has.
        editor.postMessage({ type: 'ready' });
        return;
      }
      element = document.createElement('div');
      element.className = 'part';
      element.innerHTML = part.html;
      makeStops(element);
    }
    next.push({ part, element });
  }
  const kept = new Set(next.map((n) => n.element));
  for (const { element } of shown) if (!kept.has(element)) element.remove();
  let at = main.firstElementChild;
  for (const { element } of next) {
    if (element === at) at = at.nextElementSibling;
    else main.insertBefore(element, at);
  }
  shown = next;
  follow(cursor);
}

/** Marks the place of the cursor, and scrolls to it where it is out of sight. */
function follow(line: number): void {
  const moved = line !== cursor;
  cursor = line;
  document.querySelector('.here')?.classList.remove('here');
  const found = [...shown].reverse().find(({ part }) => part.line <= line) ?? shown[0];
  if (line < 0 || !found) return;
  let target: Element = found.element;
  found.element.querySelectorAll<HTMLElement>('tr[data-l], p[data-l]').forEach((element) => {
    if (found.part.line + Number(element.dataset.l) <= line) target = element;
  });
  target.classList.add('here');
  if (!moved) return;
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 40 || bottom > window.innerHeight - 40) target.scrollIntoView({ block: 'center' });
}

editor.postMessage({ type: 'ready' });
