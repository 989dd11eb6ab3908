/** The files that were read, the reports made of them, and what was found: all that the worker keeps. */
import {
  type Identity,
  ImportError,
  identityOf,
  importSource,
  LIMITS,
  type NamedImport,
} from '../../server/src/exchange/import/index.ts';
import { previewParts } from '../../server/src/exchange/publish/preview.ts';
import { message } from '../../server/src/messages/index.ts';
import {
  type LastRow,
  putTogether,
  type ReadReport,
  type ReviewedReport,
  Reviewer,
  readRound,
  SecondRound,
  sayIn,
} from '../../server/src/review/index.ts';
import type { FromWorker, GivenFile, Locale, Opinion, UnreadFile } from '../protocol.ts';
import { PAPER_STYLE } from './paper.ts';
import { nextTurn } from './turn.ts';
import { roundWords, saying, shownReport } from './words.ts';

/** Why a file was not read: what the import says of it, or words of our own. */
type Reason = ImportError | Words;
interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Sources that are kept together; a report has a few hundred kilobytes. */
const MOST_CHARACTERS = 400_000_000;

const FULL = {
  zh: '这一批太多，内存放不下。请分几批核对。',
  en: 'Too much for one round: memory is full. Please check in several rounds.',
};
const STOPPED = { zh: '您按了“停止”，没有读。', en: 'Not read: you pressed Stop.' };
const GONE = {
  zh: '打不开：文件被移走、正在下载或没有权限。',
  en: 'Cannot be opened: moved, not yet downloaded, or not permitted.',
};

/** Thrown into long work that nobody waits for. */
class Stopped extends Error {}

export class Desk {
  private readonly made: NamedImport[] = [];
  private readonly failed: { readonly name: string; readonly reason: Reason }[] = [];
  /** What each of them says it is of. */
  private readonly identities: Identity[] = [];
  private characters = 0;
  private reports: ReadReport[] = [];
  private readonly reviewed: ReviewedReport[] = [];
  /** The findings of the round before, where its workbook was given. */
  private last: LastRow[] | undefined;
  private round: SecondRound | undefined;
  private reviewer = new Reviewer();
  private locale: Locale = 'zh';
  private stopped = false;
  private showing = '';

  constructor(private readonly tell: (message: FromWorker) => void) {}

  stop(): void {
    this.stopped = true;
  }

  /** Reads more files, puts all that were read together, and checks. */
  async read(files: readonly GivenFile[], locale: Locale): Promise<void> {
    this.stopped = false;
    this.locale = locale;
    for (const [i, given] of files.entries()) {
      this.tell({ type: 'progress', doing: 'read', name: given.name, done: i, of: files.length });
      await this.readOne(given);
    }
    this.reports = await putTogether(this.made, this.identities, (done, of) => {
      this.tell({ type: 'progress', doing: 'join', name: '', done, of });
      return nextTurn();
    });
    await this.check();
  }

  /** Says all again in another language. */
  async speak(locale: Locale): Promise<void> {
    this.locale = locale;
    this.stopped = false;
    await this.check();
  }

  /** A report as it was published, with what was found marked. */
  async show(name: string): Promise<void> {
    const report = this.reports.find((r) => r.name === name);
    if (!report) return;
    this.showing = name;
    const step = async () => {
      await nextTurn();
      if (this.showing !== name) throw new Stopped();
    };
    try {
      const parts = await previewParts(this.reviewer.open(report), new Set(), step);
      this.tell({
        type: 'paper',
        report: name,
        style: PAPER_STYLE,
        parts: parts.map(({ line, end, html = '' }) => ({ line, end, html })),
      });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  /** 审核意见 as files in one archive, with what the reviewer has marked. */
  async save(opinions: Readonly<Record<string, Opinion>>): Promise<void> {
    const { saved } = await import('./save.ts');
    const last = this.round ? { last: this.round.became() } : {};
    const say = sayIn(this.locale);
    const reports = this.reviewed.map((report) => ({
      ...report,
      findings: report.findings.map((f) => {
        const opinion = opinions[f.key];
        return opinion ? { ...f, opinion: say(`review.mark.${opinion}`) } : f;
      }),
    }));
    const content = { reports, unread: this.unread(), ...last };
    this.tell({ type: 'saved', ...(await saved(content, say)) });
  }

  private async readOne({ name, file }: GivenFile): Promise<void> {
    const reason = await this.whyNot(name, file);
    if (reason) this.failed.push({ name, reason });
  }

  private async whyNot(name: string, file: Blob): Promise<Reason | undefined> {
    const step = async () => {
      await nextTurn();
      if (this.stopped) throw new Stopped();
    };
    try {
      await step();
      if (this.characters > MOST_CHARACTERS) return FULL;
      if (file.size > LIMITS.bytes) return new ImportError('import.too-big');
      const bytes = await bytesOf(file);
      if (!bytes) return GONE;
      if (/\.xlsx$/i.test(name) && (await this.isRound(name, bytes))) return undefined;
      const made = await importSource(name, bytes, step);
      this.characters += made.text.length;
      const read = { name, made };
      this.identities.push(identityOf(read));
      this.made.push(read);
      return undefined;
    } catch (error) {
      if (error instanceof ImportError) return error;
      return error instanceof Stopped ? STOPPED : broken(error);
    }
  }

  /** Whether it is the workbook of a round before; then its findings are known from now on. */
  private async isRound(name: string, bytes: Uint8Array): Promise<boolean> {
    try {
      this.last = await readRound(name, bytes);
      return true;
    } catch (error) {
      // Any other workbook, or one that the import will have something to say of.
      if (error instanceof ImportError) return false;
      throw error;
    }
  }

  private async check(): Promise<void> {
    const texts = new Map(this.reports.map((r) => [r.name, r.text]));
    this.reviewer = new Reviewer({ locale: this.locale, textOf: (name) => texts.get(name) });
    this.round = this.last && new SecondRound(this.last);
    this.reviewed.length = 0;
    this.tell({ type: 'begin' });
    this.tell({ type: 'unread', files: this.unread() });
    const undone: UnreadFile[] = [];
    for (const [i, report] of this.reports.entries()) {
      this.tell({ type: 'progress', doing: 'check', name: report.name, done: i, of: this.reports.length });
      await nextTurn();
      const reason = this.stopped ? STOPPED : this.checkOne(report, i);
      if (reason) undone.push({ name: report.name, reason: saying(this.locale, reason) });
    }
    if (undone.length > 0) this.tell({ type: 'unread', files: [...this.unread(), ...undone] });
    if (this.round) this.tell({ type: 'round', lines: roundWords(this.round, this.locale) });
    this.tell({ type: 'done' });
  }

  private checkOne(read: ReadReport, at: number): Words | undefined {
    try {
      const report = this.reviewer.settled(read);
      // What is shown is what was checked: joined with its units it has a line more.
      this.reports[at] = report;
      const all = this.reviewer.review(report);
      const reviewed = this.round ? this.round.told(all) : all;
      this.reviewed.push(reviewed);
      this.tell({ type: 'report', report: shownReport(reviewed, report, this.locale) });
      return undefined;
    } catch (error) {
      return broken(error);
    }
  }

  private unread(): UnreadFile[] {
    return this.failed.map(({ name, reason }) => ({
      name,
      reason:
        reason instanceof ImportError
          ? message(this.locale, reason.id, reason.data)
          : saying(this.locale, reason),
    }));
  }
}

/** A file's bytes; undefined where it is gone or may not be read. */
async function bytesOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

function broken(error: unknown): Words {
  const words = error instanceof Error ? error.message : String(error);
  return { zh: `读不下去：${words}`, en: `Reading failed: ${words}` };
}
