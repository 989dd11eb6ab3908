/** The list: each report with its findings, what could not be checked, and files that could not be read. */
import type { ShownFinding, ShownReport } from '../protocol.ts';
import { el, reveal } from './dom.ts';
import { type Choice, isSame, type Listed, type State } from './state.ts';
import { gradeWord, say } from './text.ts';

export interface ListActions {
  choose(choice: Choice): void;
  open(report: string, line: number): void;
}

/** So few findings stand open from the start. */
const FEW = 60;

export class List {
  /** Reports that a person has opened or closed. */
  private readonly wished = new Map<string, boolean>();

  constructor(
    private readonly box: HTMLElement,
    private readonly state: State,
    private readonly actions: ListActions,
  ) {}

  /** Draws the list anew; what had the focus has it again. */
  draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.at;
    const listed = this.state.listed();
    const total = listed.reduce((sum, l) => sum + l.shown.length, 0);
    this.box.replaceChildren(
      ...this.told(
        say('unread', { count: this.state.unread.length }),
        this.state.unread.map(unreadWords),
        'unread',
      ),
      ...this.told(say('round'), this.state.round, 'round'),
      ...this.told(say('passedOver', { count: this.state.passedOver.length }), this.state.passedOver),
      ...listed.map((l, i) => this.reportOf(l, total <= FEW || i === 0)),
      ...(total === 0 && this.state.reports.length > 0
        ? [el('p', { class: 'soft empty' }, say(this.anything() ? 'nothingShown' : 'none'))]
        : []),
    );
    if (focused !== undefined) this.focus(focused);
  }

  /** Marks what is chosen, opens its report, and puts it in sight. */
  mark(focus: boolean): void {
    for (const old of this.box.querySelectorAll('[aria-current]')) old.removeAttribute('aria-current');
    const { choice } = this.state;
    if (!choice) return;
    const box = [...this.box.querySelectorAll<HTMLDetailsElement>('details.report')].find(
      (d) => d.dataset.report === choice.report,
    );
    if (!box) return;
    this.fill(box);
    box.open = true;
    const button = this.find(atOf(choice));
    button?.setAttribute('aria-current', 'true');
    if (button) reveal(this.box, button, 'nearest');
    if (focus) button?.focus({ preventScroll: true });
  }

  /** Moves the focus along the list. */
  step(by: 1 | -1): boolean {
    const stops = [...this.box.querySelectorAll<HTMLElement>('summary, button')].filter(
      (e) => e.offsetParent !== null,
    );
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[at < 0 ? 0 : at + by];
    next?.focus();
    return next !== undefined;
  }

  private anything(): boolean {
    return this.state.reports.some((r) => r.findings.length > 0);
  }

  /** Lines under a title; those that must be seen stand open while they are few. */
  private told(title: string, lines: readonly string[], kind?: 'unread' | 'round'): HTMLElement[] {
    if (lines.length === 0) return [];
    return [
      el(
        'details',
        { class: `told ${kind ?? ''}`, open: kind !== undefined && lines.length <= 6 },
        el('summary', { 'data-at': title }, title),
        el('ul', {}, ...lines.map((line) => el('li', {}, line))),
      ),
    ];
  }

  private reportOf({ report, shown }: Listed, open: boolean): HTMLElement {
    const box = el(
      'details',
      {
        class: 'report',
        'data-report': report.name,
        toggle: () => {
          this.wished.set(report.name, box.open);
          if (box.open) this.fill(box);
        },
      },
      el(
        'summary',
        { 'data-at': `r:${report.name}` },
        el('span', { class: 'name' }, reportWords(report)),
        el('span', { class: 'counts' }, ...counts(report, shown)),
        el('span', { class: 'soft file' }, report.files.join('、')),
      ),
    );
    this.waiting.set(box, () => this.inside(report, shown));
    if (this.wished.get(report.name) ?? (open && shown.length > 0)) {
      box.open = true;
      this.fill(box);
    }
    return box;
  }

  /** What stands in reports that were not opened yet. */
  private readonly waiting = new WeakMap<HTMLElement, () => HTMLElement[]>();

  private fill(box: HTMLElement): void {
    const inside = this.waiting.get(box);
    this.waiting.delete(box);
    if (inside) box.append(...inside());
  }

  private inside(report: ShownReport, shown: readonly number[]): HTMLElement[] {
    const findings = shown.map((index) => this.findingOf(report, index));
    return [
      el('p', { class: 'soft facts' }, factWords(report)),
      ...(findings.length > 0 ? [el('ul', { class: 'findings' }, ...findings)] : []),
      ...(report.notMade.length > 0 ? [this.notMade(report)] : []),
      ...this.told(say('remarks', { count: report.remarks.length }), report.remarks),
    ];
  }

  private findingOf(report: ShownReport, index: number): HTMLElement {
    const finding = report.findings[index] as ShownFinding;
    const choice = { report: report.name, index };
    const marked = this.state.opinions.get(finding.key);
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: `finding ${finding.grade}`,
          'data-at': atOf(choice),
          'aria-current': isSame(choice, this.state.choice) && 'true',
          click: () => this.actions.choose(choice),
        },
        el('span', { class: 'grade' }, gradeWord(finding.grade), ...(marked ? [el('br'), say(marked)] : [])),
        el(
          'span',
          { class: 'message' },
          finding.round ? `${roundWord(finding.round)} · ` : '',
          finding.message,
        ),
        el(
          'span',
          { class: 'soft where' },
          [finding.where, finding.origin].filter((w) => w !== '').join(' · '),
        ),
      ),
    );
  }

  private notMade(report: ShownReport): HTMLElement {
    const lines = report.notMade.map(({ check, reason, line }) => {
      const words = `${check}：${reason}`;
      return line < 0
        ? el('li', {}, words)
        : el(
            'li',
            {},
            el(
              'button',
              { type: 'button', class: 'plain', click: () => this.actions.open(report.name, line) },
              words,
            ),
          );
    });
    const title = say('notMade', { count: lines.length });
    return el('details', { class: 'told' }, el('summary', {}, title), el('ul', {}, ...lines));
  }

  private find(at: string): HTMLElement | undefined {
    return [...this.box.querySelectorAll<HTMLElement>('[data-at]')].find((e) => e.dataset.at === at);
  }

  private focus(at: string): void {
    this.find(at)?.focus({ preventScroll: true });
  }
}

const atOf = ({ report, index }: Choice) => `f:${index}:${report}`;

const unreadWords = ({ name, reason }: { name: string; reason: string }) => `${name}：${reason}`;

/** What there is of it, and what holds. */
export function factWords({ tables, held, disclosed }: ShownReport): string {
  return [say('facts', { tables, held }), ...disclosed].join(say('semicolon'));
}

export const roundWord = (round: 'new' | 'again') => say(round === 'new' ? 'fresh' : 'again');

/** A report's name: what it says it is, else its file. */
export function reportWords({ unit, year, title, name }: ShownReport): string {
  if (title !== '') return title;
  const said = [unit, year].filter((w) => w !== undefined).join(' ');
  return said === '' ? (name.split('/').at(-1) ?? name) : said;
}

function counts(report: ShownReport, shown: readonly number[]): HTMLElement[] {
  if (report.findings.length === 0) return [el('span', { class: 'count clean' }, say('none'))];
  return (['must', 'explain', 'wording', 'other'] as const).flatMap((grade) => {
    const count = shown.filter((i) => report.findings[i]?.grade === grade).length;
    return count === 0 ? [] : [el('span', { class: `count ${grade}` }, `${gradeWord(grade)} ${count}`)];
  });
}
