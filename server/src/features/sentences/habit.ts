/** How an author writes amounts: unit, decimals, separators, blanks. */

import type { Analysis } from '../../analysis/analysis.ts';
import { UNITS } from '../../base/amount.ts';
import { USUAL_UNIT } from '../../base/keys.ts';
import { getOrMake } from '../../base/maps.ts';
import type { ProseModel } from '../../prose/types.ts';

// ---- habits ----

/** How the author writes figures in sentences. */
export interface Habit {
  readonly unit: number;
  readonly unitName: string;
  readonly grouped: boolean;
  readonly fullWidth: boolean;
  /** Blanks between a figure and its unit. */
  readonly spaced: boolean;
  readonly trims: boolean;
  /** Decimals of percentages, and whether zeros at their end are dropped. */
  readonly rateDecimals: number;
  readonly rateTrims: boolean;
}

const habits = new WeakMap<ProseModel, Habit>();

export function habitOf(analysis: Analysis): Habit {
  return getOrMake(habits, analysis.prose, () => readHabit(analysis));
}

function readHabit({ prose, report }: Analysis): Habit {
  const amounts = prose.figures.filter((f) => f.kind === 'money' && f.printed && f.unitText !== '');
  const rates = prose.figures.filter((f) => f.kind === 'percent' && f.printed);
  const bound = amounts.filter((f) => f.binding.cell !== undefined);
  const units = new Map<number, number>();
  for (const f of bound) units.set(f.unit, (units.get(f.unit) ?? 0) + 1);
  const unit = [...units].sort((a, b) => b[1] - a[1])[0]?.[0] ?? report.front.moneyUnit ?? 4;
  const long = amounts.filter((f) => f.raw.replace(/[.．].*$/, '').replace(/[^\d０-９]/g, '').length > 3);
  const cells = report.tables.flatMap(({ table }) =>
    table.rows.flatMap((r) => [...r.cells.values()].filter((c) => c.printed && c.raw.length > 6)),
  );
  const rateDecimals = rates.reduce((most, f) => Math.max(most, f.printed?.decimals ?? 0), 0);
  return {
    unit,
    unitName: Object.entries(UNITS).find(([, power]) => power === unit)?.[0] ?? USUAL_UNIT,
    grouped: most(
      long.length > 0 ? long.map((f) => f.grouped) : cells.map((c) => c.printed?.grouped === true),
    ),
    fullWidth: most(amounts.map((f) => f.fullWidth)),
    spaced: most(
      amounts.map((f) => {
        const last = f.spans.at(-1);
        return f.unitSpan?.line === last?.line && (f.unitSpan?.start ?? 0) > (last?.end ?? 0);
      }),
    ),
    trims: prose.trims,
    rateDecimals: rates.length > 0 ? rateDecimals : 2,
    rateTrims: rates.some((f) => {
      const decimals = f.printed?.decimals ?? 0;
      return decimals > 0 && decimals < rateDecimals;
    }),
  };
}

function most(answers: readonly boolean[]): boolean {
  return answers.filter((a) => a).length * 2 > answers.length;
}

// ---- writing ----

/** Where a blank may stand before a figure: behind a character, not behind a bracket or a stop. */
export const GAP = '\u{E000}';

export const BEHIND_WORD = /(?<=\p{Script=Han})\u{E000}/gu;
