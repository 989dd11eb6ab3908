/** The text of an open document is what the library makes of the same changes, version after version. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { splitLines } from '../../../server/src/base/lines.ts';
import { Text } from '../../../server/src/base/text.ts';
import { type Draft, Edits } from '../../../server/src/lsp/edits.ts';

const piece = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '1', '| 合计 |', '𠮷', '\ud800', ''), { maxLength: 6 })
  .map((parts) => parts.join(''));
/** Parts of a thousand of the text. */
const place = fc.integer({ min: 0, max: 1000 });
const changes = fc.array(fc.record({ from: place, to: place, text: piece, whole: fc.nat(30) }), {
  minLength: 1,
  maxLength: 12,
});

/** Applies changes to a library's document and to ours, one after the other. */
function both(text: string, list: { from: number; to: number; text: string; whole: number }[]) {
  const edits = new Edits();
  const library = TextDocument.create('file:///a', 'disclosure', 0, text);
  const versions: { draft: Draft; text: string }[] = [];
  let draft = edits.create('file:///a', 'disclosure', 0, text);
  for (const { from, to, text: put, whole } of list) {
    const length = library.getText().length;
    const at = (part: number) => library.positionAt(Math.round((part * length) / 1000));
    const change: TextDocumentContentChangeEvent =
      whole === 0 ? { text: put } : { range: { start: at(from), end: at(to) }, text: put };
    TextDocument.update(library, [change], draft.version + 1);
    draft = edits.update(draft, [change], draft.version + 1);
    versions.push({ draft, text: library.getText() });
  }
  return { edits, draft, versions };
}

describe('the text of an open document', () => {
  test("is the library's after each change, also for versions that were left behind", () => {
    fc.assert(
      fc.property(piece, changes, fc.boolean(), (text, list, askEach) => {
        const { draft, versions } = both(text, list);
        const last = versions.at(-1)?.text;
        if (askEach) for (const v of versions) expect(v.draft.text.toString()).toBe(v.text);
        expect(draft.text.toString()).toBe(last);
        for (const v of versions) {
          expect(v.draft.text.toString()).toBe(v.text);
          expect(v.draft.text.lineCount).toBe(splitLines(v.text).length);
        }
      }),
    );
  });

  test('lines outside of what changed since it was last asked are the same', () => {
    fc.assert(
      fc.property(piece, changes, (text, list) => {
        const { edits, draft } = both(text, list);
        const before = splitLines(text);
        const after = splitLines(draft.text.toString());
        const { head, tail, between } = edits.take(draft);
        expect(after.slice(0, head)).toEqual(before.slice(0, head));
        expect(after.slice(after.length - tail)).toEqual(before.slice(before.length - tail));
        const middle = after.slice(head, after.length - tail);
        expect(between(head, tail)).toEqual(middle);
        // Counted from anew: nothing has changed since.
        expect(edits.take(draft).head).toBe(after.length - 1);
      }),
    );
  });

  test('positions before, behind and beside the text mean its nearest place', () => {
    const edits = new Edits();
    const change = (line: number, character: number, to: number, end: number) =>
      edits
        .update(
          edits.create('file:///a', 'disclosure', 0, '一\r\n二\r\n三'),
          [{ range: { start: { line, character }, end: { line: to, character: end } }, text: '·' }],
          1,
        )
        .text.toString();
    expect(change(0, 9, 0, 9)).toBe('一·\r\n二\r\n三');
    expect(change(9, 9, 9, 9)).toBe('一\r\n二\r\n三·');
    expect(change(-1, 0, -1, 0)).toBe('·一\r\n二\r\n三');
    // The end before the start.
    expect(change(1, 1, 0, 0)).toBe('·\r\n三');
  });

  test('a thousand versions back', () => {
    let text = Text.of('一\n二\n三\n');
    const first = text.with(1, 2, '甲\n');
    text = first;
    for (let i = 0; i < 1000; i++) text = text.with(1, 2 + (i % 2), `${i}\n${i % 2 ? '' : '又\n'}`);
    expect(first.toString()).toBe('一\n甲\n三\n');
    expect(text.toString()).toBe('一\n999\n三\n');
  });
});
