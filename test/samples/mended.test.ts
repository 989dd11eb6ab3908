/**
 * `fix --all` over samples with one slip: at every amount what was printed, or the slip, stands afterwards, never a third
 * figure, and no error is new (language.md, design of safe fixes).
 */
import { describe, expect, test } from 'vitest';
import { formatScaled } from '../../server/src/base/amount.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { Random } from '../fuzz/random.ts';
import { cases } from '../support/everything.ts';
import { mendedFrom, rightTexts } from '../support/mended.ts';
import { samples, version } from '../support/samples.ts';

interface Slot {
  readonly raw: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** What a hand makes of a number. */
function slipped(random: Random, raw: string): string {
  const at = random.below(raw.length);
  const digit = random.below(10);
  switch (random.below(5)) {
    case 0:
      return raw.slice(0, at) + raw.slice(at + 1);
    case 1:
      return raw.slice(0, at) + raw.slice(at, at + 1) + raw.slice(at);
    case 2:
      return raw.replace(/(\d)(\d)(?=\D|$)/, '$2$1');
    case 3:
      return formatScaled(BigInt(raw.replace(/\D/g, '')) * 10n ** 15n, { decimals: 2, grouped: false });
    default:
      return raw.replace(/\d(?=\D|$)/, String(digit));
  }
}

describe.each(samples.map((s) => [s.name, s.text] as const))('%s', (name, text) => {
  test('one slip: the figure that was there, or the slip', { timeout: 120_000 }, () => {
    const random = new Random(`${name} mended`);
    const whole = analyse(text);
    const right = rightTexts(whole);
    const slots: Slot[] = [
      ...whole.report.tables.flatMap(({ table, line }) =>
        table.rows.flatMap((r) =>
          [...r.cells.values()].map((f) => ({ raw: f.raw, line: line + f.span.line, ...ends(f.span) })),
        ),
      ),
      ...whole.prose.figures
        .filter((f) => f.spans.length === 1)
        .map((f) => ({
          raw: f.raw.replace(/\D+$/, ''),
          line: whole.report.lineOf(f.owner.block) + f.span.line,
          start: f.span.start,
          end: f.span.start + f.raw.replace(/\D+$/, '').length,
        })),
    ]
      .filter(({ raw }) => /^[\d,.]*[1-9][\d,.]*$/.test(raw))
      // What the published report has wrong already has no right figure to go back to.
      .filter(
        ({ raw, line }) => !whole.findings.some((f) => f.printed === raw && f.range.start.line === line),
      );
    let last = whole;
    for (let i = 0; i < cases(40, 3); i++) {
      const slot = random.pick(slots);
      const lines = text.split('\n');
      const source = lines[slot.line] as string;
      const wrong = slipped(random, slot.raw);
      // A number that is none, or none at all, is another matter: bad-number, and blanks of absent.test.ts.
      if (wrong === slot.raw || !/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(wrong)) continue;
      lines[slot.line] = source.slice(0, slot.start) + wrong + source.slice(slot.end);
      const { thirds, added, analysis } = mendedFrom(right, version(lines.join('\n'), last));
      last = analysis;
      expect([thirds, added], `${slot.line + 1}: ${slot.raw} as ${wrong} in ${source.slice(0, 80)}`).toEqual([
        [],
        0,
      ]);
    }
  });
});

const ends = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
