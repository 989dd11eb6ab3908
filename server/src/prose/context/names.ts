/** What the names under a heading mean, of two kinds: questions about names alone, and the cells that they lead to. */
import type { CellFigure, TableModel } from '../../model/types.ts';
import type { Measure, Topic } from '../../reference/prose.ts';
import { agrees, type Stated } from '../agree.ts';
import type { Candidate } from '../bind/candidate.ts';
import type { Binder } from '../bind.ts';
import type { Phrase } from '../events.ts';
import { phraseOf } from '../likeness.ts';

/** The project whose evaluation is summed up. */
export interface NamedProject {
  readonly table: TableModel;
  readonly certain: boolean;
}

/**
 * What is asked of names while clauses are followed one after the other: whether a name is known, what it stands for,
 * whether what it means holds an amount. No answer is a cell.
 */
export class Knows {
  constructor(
    protected readonly binder: Binder,
    protected readonly topic: Topic | undefined,
  ) {}

  /** Whether the report is a budget: its amounts are budgets unless said otherwise. */
  get isBudget(): boolean {
    return this.binder.isBudget;
  }

  /** What an amount is that no word says more of. */
  get ownMeasure(): Measure {
    return this.isBudget ? 'budget' : 'final';
  }

  /** Whether a name is known to mean one thing. */
  surely(name: Phrase, measure: Measure | undefined): boolean {
    return this.binder.resolve(name, measure, this.topic).some((c) => c.certain);
  }

  /** The names that a compound name stands for. */
  parts(name: Phrase): readonly string[] | undefined {
    return this.binder.compound(name);
  }

  /** The fund that a phrase names. */
  fund(phrase: Phrase): Topic | undefined {
    return this.binder.fundOf(phrase);
  }

  /** The project that a text names. */
  project(text: string): NamedProject | undefined {
    return this.binder.project(text);
  }

  /** Whether what a name surely means, or one of the names that it stands for, is just this amount. */
  holds(name: Phrase, measure: Measure | undefined, amount: Stated): boolean {
    const names = this.parts(name)?.map((part) => phraseOf(part, name)) ?? [name];
    return names
      .flatMap((n) => this.binder.resolve(n, measure, this.topic))
      .some((c) => c.certain && c.cell?.state === 'amount' && agrees(amount, c.cell));
  }

  /** Whether one of the things that a name may mean is just this amount. */
  mayHold(name: Phrase, measure: Measure | undefined, amount: Stated): boolean {
    return this.binder.resolve(name, measure, this.topic).some((c) => c.cell && agrees(amount, c.cell));
  }
}

/** The cells that names lead to: asked where amounts are tied, and where what a clause points at is picked. */
export class Meanings extends Knows {
  /** What a name may mean, first choice first. */
  candidates(name: Phrase, measure: Measure | undefined, topic = this.topic): readonly Candidate[] {
    return this.binder.resolve(name, measure, topic);
  }

  /** The same for each of the names that a compound name stands for. */
  candidatesOfParts(
    name: Phrase,
    measure: Measure | undefined,
  ): readonly (readonly Candidate[])[] | undefined {
    return this.parts(name)?.map((part) => this.candidates(phraseOf(part, name), measure));
  }

  /** The cell with an amount that a name surely means. */
  cell(name: Phrase, measure: Measure | undefined): CellFigure | undefined {
    return sureCell(this.candidates(name, measure));
  }

  /** The total of the section's own table. */
  topicWhole(): CellFigure | undefined {
    const [cell] = this.topic?.whole === undefined ? [] : this.referred(this.topic.whole);
    return cell;
  }

  /** The cells with amounts that references of the data name. */
  referred(...refs: readonly string[]): readonly CellFigure[] {
    return refs.flatMap((ref) => this.binder.referred(ref) ?? []).filter((c) => c.state === 'amount');
  }

  /** The cell of a project's table that a measure means. */
  projectCell({ table }: NamedProject, measure: Measure): CellFigure | undefined {
    return this.binder.projectCell(table, measure);
  }

  /** The one project whose budget and expenditure both fit. */
  projectPair(...given: Parameters<Binder['projectPair']>): ReturnType<Binder['projectPair']> {
    return this.binder.projectPair(...given);
  }

  /** A name without the unit that stands before it. */
  strip(text: string): string {
    return this.binder.strip(text);
  }
}

/**
 * The cell with an amount that is surely meant: the first choice. Where that one is still blank in a table that is
 * filled otherwise, the next choice is another table's amount, which the sentence may not mean.
 */
export function sureCell(candidates: readonly Candidate[]): CellFigure | undefined {
  const first = candidates.find(({ certain, cell }) => certain && cell && isMeant(cell))?.cell;
  return first?.state === 'amount' ? first : undefined;
}

/** Whether a cell prints an amount, or is blank although its table prints others in its row. */
function isMeant({ state, row, owner }: CellFigure): boolean {
  if (state === 'amount') return true;
  const prints = [...row.cells.values()].some((c) => c.state === 'amount' && c.value !== 0n);
  return state === 'blank' && owner.state === 'complete' && row.role === 'total' && prints;
}
