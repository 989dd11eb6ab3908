/** The validator behind every protocol test: what it is made of, and that it sees what is wrong. */
import { beforeAll, describe, expect, test } from 'vitest';
import { protocolShapes, type Shapes, unlike } from '../support/protocol-shapes.ts';

let shapes: Shapes;
beforeAll(async () => {
  shapes = await protocolShapes();
});
const result = (method: string, value: unknown) =>
  unlike(value, shapes.results[method] ?? Number.NaN, shapes);
const params = (method: string, value: unknown) => unlike(value, shapes.params[method] ?? Number.NaN, shapes);

const at = (line: number, character: number) => ({ line, character });
const range = { start: at(0, 0), end: at(0, 1) };

describe('the types of the library', () => {
  test('are there for every request that an editor may send and every message of a server', () => {
    expect(Object.keys(shapes.results).length).toBeGreaterThan(60);
    for (const method of [
      'textDocument/hover',
      'textDocument/completion',
      'textDocument/codeAction',
      'workspace/diagnostic',
      'initialize',
    ])
      expect(shapes.results[method], method).toBeDefined();
    for (const method of [
      'textDocument/publishDiagnostics',
      'window/logMessage',
      'client/registerCapability',
    ])
      expect(shapes.params[method], method).toBeDefined();
  });

  test.each([
    ['textDocument/hover', { contents: { kind: 'markdown', value: '甲' }, range }],
    ['textDocument/hover', null],
    ['textDocument/foldingRange', [{ startLine: 1, endLine: 2 }]],
    ['textDocument/diagnostic', { kind: 'unchanged', resultId: 'a' }],
    [
      'textDocument/codeAction',
      [{ title: '甲', kind: 'quickfix', edit: { changes: { 'file:///a': [{ range, newText: '' }] } } }],
    ],
  ])('take what is right: %s', (method, value) => {
    expect(result(method, value)).toBeUndefined();
  });

  test.each([
    ['textDocument/hover', { contents: { kind: 'html', value: '甲' } }],
    ['textDocument/hover', { range }],
    ['textDocument/hover', { contents: '甲', colour: 'red' }],
    ['textDocument/foldingRange', [{ startLine: -1, endLine: 2 }]],
    ['textDocument/foldingRange', [{ startLine: 0.5, endLine: 2 }]],
    ['textDocument/diagnostic', { kind: 'unchanged' }],
    ['textDocument/codeAction', [{ title: '甲', isPreferred: 'yes' }]],
    ['textDocument/semanticTokens/full', { data: ['1'] }],
    ['textDocument/definition', [{ uri: 'file:///a' }]],
  ])('see what is wrong: %s %j', (method, value) => {
    expect(result(method, value)).toBeDefined();
  });

  test('see what only a later version of the protocol has', () => {
    const diagnostic = { range, message: { kind: 'markdown', value: '甲' } };
    expect(
      params('textDocument/publishDiagnostics', {
        uri: 'file:///a',
        diagnostics: [{ range, message: '甲' }],
      }),
    ).toBeUndefined();
    expect(
      params('textDocument/publishDiagnostics', { uri: 'file:///a', diagnostics: [diagnostic] }),
    ).toBeDefined();
    expect(result('textDocument/codeAction', [{ title: '甲', tags: [1] }])).toMatch(/3\.18/);
  });
});
