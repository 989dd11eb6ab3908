/** The page: files in, findings beside their reports, 审核意见 out. */
import type { FromWorker, Grade, Opinion, Place } from '../protocol.ts';
import { card, cardOf } from './card.ts';
import { byId, el } from './dom.ts';
import { Engine, unpacked } from './engine.ts';
import { filesDropped, filesPicked, type Given, MOST_FILES } from './files.ts';
import { List } from './list.ts';
import { Paper } from './paper.ts';
import { type Choice, GRADES, isSame, State } from './state.ts';
import { gradeWord, locale, say, setLocale, type WordId } from './text.ts';

const DOING = { read: 'reading', join: 'joining', check: 'checking' } as const;

class Page {
  private readonly state = new State();
  private readonly engine = new Engine({
    heard: (message) => this.heard(message),
    slow: (name, seconds) => this.slow(name, seconds),
    broke: (name) => this.broke(name),
  });
  private readonly list = new List(byId('list'), this.state, {
    choose: (choice) => this.choose(choice),
    open: (report, line) =>
      this.look(report, { line, character: 0, endLine: line, endCharacter: Number.MAX_SAFE_INTEGER }),
  });
  private readonly paper = new Paper(byId('paper'), (line, character) => this.clicked(line, character));
  /** A place that is to be shown as soon as its report is. */
  private wanted: Place | undefined;
  private asked: string | undefined;
  private drawing = false;

  constructor() {
    this.installFiles();
    this.installFilters();
    this.installKeys();
    byId('stop').addEventListener('click', () => this.engine.send({ type: 'stop' }));
    byId('skip-file').addEventListener('click', () => this.skip('skipped'));
    byId('save').addEventListener('click', () =>
      this.engine.send({ type: 'save', opinions: Object.fromEntries(this.state.opinions) }),
    );
    byId('print').addEventListener('click', () => window.print());
    byId('language').addEventListener('click', () => this.speak());
    const licences = byId('notices').closest('details');
    licences?.addEventListener('toggle', async () => {
      byId('notices').textContent = await unpacked('licences');
    });
  }

  private installFiles(): void {
    for (const [button, input] of [
      ['pick-files', 'files'],
      ['pick-folder', 'folder'],
      ['more', 'files'],
    ] as const)
      byId(button).addEventListener('click', () => byId(input).click());
    for (const id of ['files', 'folder']) {
      const input = byId<HTMLInputElement>(id);
      input.addEventListener('change', () => {
        const given = filesPicked(input.files ?? new DataTransfer().files);
        // The same files can be picked again.
        input.value = '';
        this.take(given);
      });
    }
    // All of the page takes files: one that misses the field must not make the browser open it.
    const over = (event: DragEvent) => {
      event.preventDefault();
      document.body.classList.toggle('over', event.type === 'dragenter' || event.type === 'dragover');
    };
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const)
      document.addEventListener(type, over);
    document.addEventListener('drop', async ({ dataTransfer }) => {
      if (!dataTransfer) return;
      byId('progress').hidden = false;
      this.take(await filesDropped(dataTransfer, (count) => this.doing(say('looking', { count }))));
    });
  }

  private installFilters(): void {
    const grades = byId('grades');
    for (const grade of GRADES) {
      const on = this.state.filters.grades.has(grade);
      const box = el('input', { type: 'checkbox', value: grade, checked: on });
      grades.append(el('label', { class: `check ${grade}` }, box, ' ', el('span', { 'data-grade': grade })));
    }
    const change = () => {
      const boxes = [...grades.querySelectorAll('input')];
      this.state.filters = {
        grades: new Set(boxes.filter((b) => b.checked).map((b) => b.value as Grade)),
        rule: byId<HTMLSelectElement>('rule').value,
        words: byId<HTMLInputElement>('search').value.trim(),
        clean: byId<HTMLInputElement>('clean').checked,
      };
      this.draw();
    };
    byId('tools').addEventListener('input', change);
  }

  private installKeys(): void {
    document.addEventListener('keydown', (event) => {
      const { key, shiftKey, target } = event;
      const typing = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      const inList = byId('list').contains(target as Node);
      if (key === 'F8') this.move(shiftKey ? -1 : 1);
      else if (key === '/' && !typing) byId('search').focus();
      else if (key === 'ArrowDown' && (inList || (target as HTMLElement).id === 'search')) this.list.step(1);
      else if (key === 'ArrowUp' && inList) this.list.step(-1);
      else return;
      event.preventDefault();
    });
  }

  private take({ files, passedOver, more }: Given): void {
    this.state.passedOver = [...this.state.passedOver, ...passedOver];
    this.alarm(
      more ? say('tooMany', { count: MOST_FILES }) : files.length === 0 ? say('noFiles') : undefined,
    );
    byId('progress').hidden = files.length === 0;
    if (files.length === 0) return;
    this.working(true);
    void this.engine.read(files, locale()).catch((error: unknown) => {
      this.alarm(say('trouble', { words: String(error) }));
    });
  }

  private heard(message: FromWorker): void {
    switch (message.type) {
      case 'progress': {
        const { doing, name, done, of } = message;
        byId<HTMLProgressElement>('bar').value = of === 0 ? 1 : done / of;
        byId('skip-file').hidden = true;
        this.doing(say(DOING[doing], { name, done: done + 1, of }));
        return;
      }
      case 'round':
        this.state.round = message.lines;
        break;
      case 'begin':
        this.state.reports.length = 0;
        this.asked = undefined;
        break;
      case 'report':
        this.state.reports.push(message.report);
        break;
      case 'unread':
        this.state.unread = [...message.files, ...this.engine.givenUp];
        break;
      case 'done':
        this.working(false);
        this.again();
        break;
      case 'paper':
        this.papered(message);
        return;
      case 'saved':
        save(message.name, message.bytes);
        return;
      case 'trouble':
        this.working(false);
        this.alarm(say('trouble', { words: message.words }));
        break;
    }
    this.drawSoon();
  }

  private doing(words: string): void {
    byId('doing').textContent = words;
  }

  private working(on: boolean): void {
    document.body.classList.toggle('working', on);
    document.body.classList.add('begun');
    byId('progress').hidden = !on;
    byId('work').hidden = false;
    byId<HTMLButtonElement>('save').disabled = on;
  }

  private alarm(words: string | undefined): void {
    byId('alarm').hidden = words === undefined;
    byId('alarm').textContent = words ?? '';
  }

  private slow(name: string, seconds: number): void {
    this.doing(say('slow', { name, seconds }));
    byId('skip-file').hidden = false;
  }

  private broke(name: string | undefined): void {
    if (name === undefined) {
      this.working(false);
      this.alarm(say('trouble', { words: '' }));
    } else void this.engine.giveUp(name, say('crashed'));
  }

  private skip(why: WordId): void {
    void this.engine.giveUp(this.engine.reading, say(why));
  }

  private speak(): void {
    setLocale(locale() === 'zh' ? 'en' : 'zh');
    const button = byId('language');
    button.textContent = locale() === 'zh' ? 'English' : '中文';
    button.lang = locale() === 'zh' ? 'en' : 'zh-CN';
    if (this.state.reports.length > 0) {
      this.working(true);
      this.engine.send({ type: 'speak', locale: locale() });
    }
    this.draw();
  }

  /** Draws once for all that comes in while the browser has no time to show it. */
  private drawSoon(): void {
    if (this.drawing) return;
    this.drawing = true;
    setTimeout(() => {
      this.drawing = false;
      this.draw();
    }, 100);
  }

  draw(): void {
    const { state } = this;
    for (const span of document.querySelectorAll<HTMLElement>('[data-grade]')) {
      const grade = span.dataset.grade as Grade;
      span.textContent = `${gradeWord(grade)} ${state.countOf(grade)}`;
    }
    this.drawRules();
    const findings = state.reports.reduce((sum, r) => sum + r.findings.length, 0);
    const shown = state.shown().length;
    byId('sum').textContent = say('sum', { reports: state.reports.length, findings, shown });
    this.list.draw();
    this.drawCard();
  }

  private drawRules(): void {
    const select = byId<HTMLSelectElement>('rule');
    if (select === document.activeElement) return;
    const { rule } = this.state.filters;
    select.replaceChildren(
      new Option(say('allRules'), ''),
      ...this.state.rules().map(([id, count]) => new Option(`${id}（${count}）`, id)),
    );
    select.value = rule;
  }

  private choose(choice: Choice, focus = true): void {
    this.state.choice = choice;
    const chosen = this.state.chosen();
    if (!chosen) return;
    this.list.mark(focus);
    this.drawCard();
    this.look(choice.report, chosen.finding);
    // In a narrow window the report stands below the list.
    const { top } = byId('report').getBoundingClientRect();
    if (focus && top > window.innerHeight / 2) window.scrollBy(0, top);
  }

  private move(by: 1 | -1): void {
    const next = this.state.beside(by);
    if (next) this.choose(next);
  }

  private drawCard(): void {
    const chosen = this.state.chosen();
    const about = byId('about');
    if (!chosen) {
      const report = this.state.report(this.asked);
      about.replaceChildren(
        report ? cardOf(report) : el('p', { class: 'soft', id: 'report-title' }, say('choose')),
      );
      return;
    }
    const all = this.state.shown();
    const n = all.findIndex((c) => isSame(c, this.state.choice)) + 1;
    const actions = {
      move: (by: 1 | -1) => this.move(by),
      mark: (opinion: Opinion | undefined) => {
        if (opinion) this.state.opinions.set(chosen.finding.key, opinion);
        else this.state.opinions.delete(chosen.finding.key);
        this.list.draw();
      },
      look: (report: string, place: Place) => this.look(report, place),
    };
    about.replaceChildren(
      card({ ...chosen, n, of: all.length, marked: this.state.opinions.get(chosen.finding.key) }, actions),
    );
  }

  /** Shows a place of a report. */
  private look(report: string, place: Place): void {
    this.wanted = place;
    if (this.paper.report === report && this.asked === report) this.drawPaper();
    else {
      this.asked = report;
      this.paper.say(say('loading'));
      this.engine.send({ type: 'show', report });
      if (!this.state.chosen()) this.drawCard();
    }
  }

  /** Shows what was shown, from the reports as they are now; at first what stands first. */
  private again(): void {
    const chosen = this.state.chosen();
    const first = this.state.shown()[0];
    if (chosen) this.look(chosen.report.name, chosen.finding);
    else if (first) this.choose(first, false);
    else this.paper.say('');
  }

  private papered({ report, parts, style }: Extract<FromWorker, { type: 'paper' }>): void {
    if (report !== this.asked) return;
    this.paper.show(report, parts, style);
    this.drawPaper();
  }

  private drawPaper(): void {
    const nowhere = document.getElementById('nowhere');
    if (!this.wanted || this.paper.report === undefined) return;
    const found = this.paper.mark(this.wanted);
    if (nowhere) nowhere.hidden = found;
  }

  /** A click in the report chooses what was found there. */
  private clicked(line: number, character: number): void {
    const report = this.state.report(this.asked);
    const index = report?.findings.findIndex((f) => {
      const from = f.line < line || (f.line === line && f.character <= character);
      return from && (f.endLine > line || (f.endLine === line && f.endCharacter > character));
    });
    if (report && index !== undefined && index >= 0) this.choose({ report: report.name, index });
  }
}

/** Hands a file to the browser, which asks where to put it or puts it with the downloads. */
function save(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes]));
  el('a', { href: address, download: name }).click();
  // The browser has to have begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

if (typeof DecompressionStream === 'undefined') byId('too-old').hidden = false;
else {
  setLocale('zh');
  new Page().draw();
}
