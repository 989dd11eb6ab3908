/** Settings `disclosure.*`, for each document its own where the client can tell them. */
import type { Connection } from 'vscode-languageserver';
import type { AnalysisOptions, Locale, Severity } from '../service.ts';

/** How long a client may take to answer; a report is then checked with what is known. */
const PATIENCE = 3000;

const SEVERITIES: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'];

export class Settings {
  locale: Locale = 'zh';
  /** Whether the client answers `workspace/configuration`. */
  private asks = false;
  private pushed: AnalysisOptions = {};
  private readonly known = new Map<string, AnalysisOptions>();
  private readonly asked = new Map<string, Promise<void>>();
  /** Counts changes, so that what was made with older settings is told apart. */
  private generation = 0;

  constructor(private readonly connection: Connection) {}

  start(locale: string | undefined, asks: boolean, initial: unknown): void {
    this.locale = locale === undefined || locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
    this.asks = asks;
    this.pushed = readSettings(initial);
  }

  /** The options of a document as far as they are known now. */
  of(uri: string): AnalysisOptions {
    return { ...(this.known.get(uri) ?? this.pushed), locale: this.locale };
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
    if (own !== undefined && own !== null) this.pushed = readSettings(own);
  }

  forget(uri: string): void {
    this.known.delete(uri);
    this.asked.delete(uri);
  }

  private async ask(uri: string): Promise<AnalysisOptions | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE);
    });
    try {
      const question = this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'disclosure' });
      const value: unknown = await Promise.race([question, late]);
      return value === undefined ? undefined : readSettings(value);
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
