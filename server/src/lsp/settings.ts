/** Settings `disclosure.*`, for each document its own where the client can tell them. */
import type { Connection } from 'vscode-languageserver';
import type { AnalysisOptions, FormatOptions, HintOptions, Locale, Severity } from '../service.ts';

/** How long a client may take to answer; a report is then checked with what is known. */
const PATIENCE = 3000;

const SEVERITIES: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'];

/** Settings of the editor's aids, which no analysis depends on. */
export interface AidSettings {
  readonly hints: HintOptions;
  readonly format: FormatOptions;
}

/** What is read of a client's settings. */
interface Read {
  readonly analysis: AnalysisOptions;
  readonly aids: AidSettings;
}

export class Settings {
  locale: Locale = 'zh';
  /** Whether the client answers `workspace/configuration`. */
  private asks = false;
  private pushed: Read = readAll(undefined);
  private readonly known = new Map<string, Read>();
  private readonly asked = new Map<string, Promise<void>>();
  /** Counts changes, so that what was made with older settings is told apart. */
  private generation = 0;

  constructor(private readonly connection: Connection) {}

  start(locale: string | undefined, asks: boolean, initial: unknown): void {
    this.locale = locale === undefined || locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
    this.asks = asks;
    this.pushed = readAll(initial);
  }

  /** The options of a document as far as they are known now. */
  of(uri: string): AnalysisOptions {
    return { ...(this.known.get(uri) ?? this.pushed).analysis, locale: this.locale };
  }

  /** What a person wants of hints and formatting in a document, as far as it is known now. */
  aidsOf(uri: string): AidSettings {
    return (this.known.get(uri) ?? this.pushed).aids;
  }

  /** Tells the options that a document has now from those it had. */
  stamp(uri: string): string {
    return `${this.generation}${this.known.has(uri) ? '' : '?'}`;
  }

  /** Asks the client for a document's settings, once. */
  load(uri: string): Promise<void> {
    if (!this.asks) return Promise.resolve();
    let pending = this.asked.get(uri);
    if (!pending) {
      const { generation } = this;
      pending = this.ask(uri).then((options) => {
        if (options && generation === this.generation) this.known.set(uri, options);
      });
      this.asked.set(uri, pending);
    }
    return pending;
  }

  /** The settings changed; `value` is what a client sends that does not answer questions. */
  change(value: unknown): void {
    this.generation++;
    this.known.clear();
    this.asked.clear();
    const own = isObject(value) ? value.disclosure : undefined;
    if (own !== undefined && own !== null) this.pushed = readAll(own);
  }

  forget(uri: string): void {
    this.known.delete(uri);
    this.asked.delete(uri);
  }

  private async ask(uri: string): Promise<Read | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE);
    });
    try {
      const question = this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'disclosure' });
      const value: unknown = await Promise.race([question, late]);
      return value === undefined ? undefined : readAll(value);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads what a client sent; what is not understood is left out. */
export function readSettings(value: unknown): AnalysisOptions {
  if (!isObject(value)) return {};
  const severities: Record<string, Severity | 'off'> = {};
  if (isObject(value.severity)) {
    for (const [rule, severity] of Object.entries(value.severity)) {
      if (typeof severity === 'string' && SEVERITIES.includes(severity))
        severities[rule] = severity as Severity | 'off';
    }
  }
  const blame = value.blame;
  const rounding = isObject(value.rounding) ? value.rounding.hints : value['rounding.hints'];
  const year = value.catalogueYear;
  return {
    severities,
    ...(typeof rounding === 'boolean' ? { roundingHints: rounding } : {}),
    ...(typeof blame === 'boolean' ? { blame } : {}),
    ...(typeof year === 'number' && Number.isInteger(year) ? { catalogueYear: year } : {}),
  };
}

function readAll(value: unknown): Read {
  return { analysis: readSettings(value), aids: readAids(value) };
}

/** Reads `inlayHints` and `format`; what is not understood is as if it were not there. */
export function readAids(value: unknown): AidSettings {
  const part = (name: string): Record<string, unknown> =>
    isObject(value) && isObject(value[name]) ? value[name] : {};
  const hints = part('inlayHints');
  const format = part('format');
  const { thousandsSeparators: thousands } = format;
  return {
    hints: {
      differences: hints.differences !== false,
      shares: hints.shares !== false,
      codeNames: hints.codeNames !== false,
    },
    format: {
      ...(thousands === 'add' || thousands === 'remove' ? { thousands } : {}),
      halfWidth: format.halfWidthDigits === true,
      tabRows: format.tabRows === true,
    },
  };
}
