/**
 * Statements and figures of a section as they are meant when more is known than their clause says: new ones in the place
 * of those that change, the same where nothing does.
 */
import type { Figure } from '../model/types.ts';
import type { Phrase } from './events.ts';
import { isMeasured } from './statement.ts';
import type {
  ChangeStatement,
  MeasuredStatement,
  NameList,
  PartList,
  ProseFigure,
  Statement,
} from './types.ts';

/** What sentences say: figures, the statements that they belong to, and what these list. */
export interface Spoken {
  readonly statements: readonly Statement[];
  readonly lists: readonly PartList[];
  readonly names: readonly NameList[];
  readonly figures: readonly ProseFigure[];
}

/** What a later clause says of a statement. */
export interface Later {
  readonly subject?: Phrase | undefined;
  readonly current?: Figure;
  readonly base?: Figure;
  readonly change?: ChangeStatement;
}

/** What is known now. */
export interface Known {
  readonly later?: ReadonlyMap<Statement, Later>;
  /** Figures that stand in the place of others. */
  readonly figures: ReadonlyMap<Figure, ProseFigure>;
}

/** What was said, with what is known now. */
export function settled({ statements, lists, names, figures }: Spoken, known: Known): Spoken {
  const settle = new Settling(known);
  return {
    statements: statements.map((s) => settle.statement(s)),
    lists: lists.map(({ total, parts, shares, word, direct, behind }) => ({
      total: settle.statement(total),
      parts: parts.map((p) => settle.statement(p)),
      shares: shares.map((s) => settle.statement(s)),
      word,
      direct,
      ...(behind ? { behind } : {}),
    })),
    names: names.map((n) => ({ ...n, of: settle.statement(n.of) })),
    figures: figures.map((f) => settle.figure(f)),
  };
}

/** What is other than a statement has it. */
interface Change {
  figure?: ProseFigure;
  subject?: Phrase;
  subjectText?: string;
  current?: Figure;
  base?: Figure;
  bases?: readonly Figure[];
  reason?: undefined;
  change?: ChangeStatement;
}

class Settling {
  private readonly made = new Map<Statement, Statement>();

  constructor(private readonly known: Known) {}

  /** The statement of the same kind that takes the place of one, made once. */
  statement<S extends Statement>(statement: S): S {
    const made = this.made.get(statement);
    if (made) return made as S;
    const more = this.changeOf(statement, this.known.later?.get(statement) ?? {});
    const settled = Object.keys(more).length > 0 ? Object.freeze({ ...statement, ...more }) : statement;
    this.made.set(statement, settled as Statement);
    return settled as S;
  }

  private changeOf(statement: Statement, later: Later): Change {
    const change: Change = {};
    const figure = statement.figure && this.figure(statement.figure);
    if (figure && figure !== statement.figure) change.figure = figure;
    if (later.subject) Object.assign(change, { subject: later.subject, subjectText: later.subject.text });
    if (isMeasured(statement)) this.measure(statement, later, change);
    if (statement.kind === 'change-rate' || statement.kind === 'claim') {
      const of = later.change ?? statement.change;
      const own = of && this.statement(of);
      if (own && own !== statement.change) change.change = own;
    }
    return change;
  }

  private measure(statement: MeasuredStatement, later: Later, change: Change): void {
    const current = this.amount(later.current ?? statement.current);
    if (current && current !== statement.current) change.current = current;
    const base = this.amount(later.base ?? statement.base);
    if (base && base !== statement.base) change.base = base;
    // The budget that a rate of completion had to do without is told.
    if (statement.kind === 'completion' && later.base) change.reason = undefined;
    if (statement.kind === 'share' && statement.bases.some((f) => this.amount(f) !== f))
      change.bases = statement.bases.flatMap((f) => this.amount(f) ?? []);
  }

  figure(figure: ProseFigure): ProseFigure {
    return this.known.figures.get(figure) ?? figure;
  }

  private amount(figure: Figure | undefined): Figure | undefined {
    return figure && (this.known.figures.get(figure) ?? figure);
  }
}
