import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calleesOf,
  callersOf,
  codeLenses,
  complete,
  definition,
  describeCompletion,
  documentLinks,
  documentSymbols,
  fixAll,
  foldingRanges,
  formatDocument,
  formatOnType,
  highlights,
  hover,
  inlayHints,
  open,
  prepareCalls,
  quickFixes,
  refactorings,
  references,
  renameEdits,
  renameSubject,
  selectionRanges,
  semanticTokens,
} from '../../../server/src/service.ts';
import { cases } from '../../support/everything.ts';
import { EXAMPLE, edited } from '../../support/fixture.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '|',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '#',
    '：',
    '.',
    ',',
    '𠮷',
    '\ufeff',
    '\u0000',
    '—',
    '勾稽：',
    '// 忽略 ',
    '合计',
    '1,0',
    '公开01表',
    '\\|',
    '（',
    '“',
    '| --- |',
  ),
  fc.string({ maxLength: 3 }),
);
/** Cuts and insertions at random places of the example. */
const damaged = fc
  .array(fc.tuple(fc.nat(EXAMPLE.length), fc.nat(30), piece), { maxLength: 6 })
  .map((cuts) =>
    cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), EXAMPLE),
  );

describe('a damaged report', () => {
  it('never makes a feature throw, and every action gives edits that fit', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, fc.nat(90), fc.nat(80), async (text, line, character) => {
        const analysis = open(text);
        const position = { line, character };
        const range = { start: position, end: { line: line + 3, character: 0 } };
        hover(analysis, position);
        const offered = await complete(analysis, position);
        for (const item of offered?.items.slice(0, 3) ?? []) {
          describeCompletion(analysis, item);
          open(edited(text, [{ range: item.range, newText: item.newText }, ...item.more])).report;
        }
        definition(analysis, position);
        references(analysis, position, true);
        highlights(analysis, position);
        prepareCalls(analysis, position);
        callersOf(analysis, position);
        calleesOf(analysis, position);
        const subject = renameSubject(analysis, position);
        if (subject) open(edited(text, renameEdits(analysis, subject, '新|名') ?? [])).report;
        documentSymbols(analysis);
        foldingRanges(analysis);
        documentLinks(analysis);
        codeLenses(analysis);
        inlayHints(analysis, range);
        formatDocument(analysis);
        formatDocument(analysis, { thousands: 'add', halfWidth: true, tabRows: true });
        formatOnType(analysis, position, '|');
        formatOnType(analysis, position, '\n');
        let last = { line: -1, start: 0, length: 0 };
        for (const token of semanticTokens(analysis)) {
          const behind = token.line > last.line || token.start >= last.start + last.length;
          if (token.line < last.line || !behind) expect(token).toEqual({ after: last });
          last = token;
        }
        expect(
          selectionRanges(analysis, { line: Math.min(line, analysis.tree.lines.length - 1), character: 0 })
            .length,
        ).toBeGreaterThan(0);
        const all = fixAll(analysis);
        for (const action of [
          ...quickFixes(analysis, range),
          ...refactorings(analysis, range),
          ...(all ? [all] : []),
        ]) {
          const out = edited(text, action.edits);
          expect(out).not.toBe(text);
          open(out).report;
        }
      }),
      { numRuns: cases(150, 40) },
    );
  }, 60_000);
});
