/** What was spent of what a sentence gives the budget of: told beside it, or by the same name in its paragraph. */
import { getOrMake } from '../base/maps.ts';
import type { Figure } from '../model/types.ts';
import { isBudgetMeasure } from '../prose/bind/names.ts';
import { isMeasured, isPast } from '../prose/statement.ts';
import type { Paragraph, ProseModel, Statement } from '../prose/types.ts';

export class Executed {
  private readonly compared = new Map<Figure, Figure>();
  private readonly named = new Map<Paragraph, Map<string, Figure>>();

  constructor({ statements }: ProseModel) {
    for (const s of statements) {
      if (s.inReason || isPast(s)) continue;
      const { current: now, base: budget } = isMeasured(s) ? s : { current: s.figure, base: undefined };
      if (!now) continue;
      if (budget && !this.compared.has(budget)) this.compared.set(budget, now);
      if (s.kind !== 'value' || isBudgetMeasure(s.measure) || s.subjectText === '') continue;
      const names = getOrMake(this.named, s.paragraph, () => new Map<string, Figure>());
      if (!names.has(s.subjectText)) names.set(s.subjectText, now);
    }
  }

  /** @param s a sentence that states a budget */
  of(s: Statement): Figure | undefined {
    const { figure } = s;
    const compared = figure && this.compared.get(figure);
    return compared ?? this.named.get(s.paragraph)?.get(s.subjectText);
  }
}
