/** What the built programs can reach: no code made of text, no network, no other program, but for what is listed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { eachNode, placeOf, sourceFiles } from '../../support/source.ts';

const FORBIDDEN_MODULES =
  /^(?:node:)?(?:child_process|net|http|https|http2|tls|dgram|dns|vm|cluster|inspector|repl|wasi)(?:\/|$)/;
const FORBIDDEN_CALLS = /^(?:eval|Function|fetch|XMLHttpRequest|WebSocket|EventSource|importScripts)$/;

/**
 * tool.ts runs the command line that is in the package when a person asks for a review or a PDF, pdf.ts the browser or
 * LibreOffice that is installed when a person asks for a PDF; code.ts compiles the program's own chunks.
 */
const STARTS_OWN = /^(?:client\/src\/tool|server\/src\/node\/(?:pdf|code))\.ts:/;

describe('our own sources', () => {
  test('import no module that reaches a network or another program, and make no code of text', () => {
    const found: string[] = [];
    for (const file of sourceFiles('server/src', 'client/src', 'page'))
      eachNode(file, (node) => {
        const module =
          ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
            ? node.moduleSpecifier
            : ts.isCallExpression(node) &&
                (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
                  node.expression.getText() === 'require')
              ? node.arguments[0]
              : undefined;
        if (
          module &&
          ts.isStringLiteral(module) &&
          FORBIDDEN_MODULES.test(module.text) &&
          !STARTS_OWN.test(placeOf(file, node))
        )
          found.push(`${placeOf(file, node)} ${module.text}`);
        if (
          (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
          ts.isIdentifier(node.expression) &&
          FORBIDDEN_CALLS.test(node.expression.text)
        )
          found.push(`${placeOf(file, node)} ${node.expression.text}`);
      });
    expect(found).toEqual([]);
  });
});

/** What stands in the bundles, by sign; each file that may hold it, with the reason. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  eval: {},
  'new Function': {
    'chunks/pdfjs': 'pdf.js asks whether code may be made of text; it is told not to (isEvalSupported)',
  },
  child_process: {
    'server/node': 'vscode-languageserver: the process of the client is watched',
    'client/node': 'vscode-languageclient: starts our server, and nothing else',
    'chunks/start': 'the server, for `disclosure lsp`',
  },
  'node:net': {
    'server/node': 'vscode-languageserver: --socket and --pipe, where the editor asks for them',
    'client/node': 'vscode-languageclient: its other transports; ours is IPC',
  },
  'node:http': {},
  'node:vm': {
    'chunks/chunk':
      'node/code.ts: takes up the compiled code of our own chunks; no other source has it (above)',
  },
  'fetch(': {
    'chunks/pdfjs': 'pdf.js reads files by address; it is given bytes',
  },
  XMLHttpRequest: {
    'chunks/pdfjs': 'pdf.js reads files by address; it is given bytes',
  },
  WebSocket: {},
};

const SIGNS: Readonly<Record<string, RegExp>> = {
  eval: /(?<![\w.$])eval\(/,
  'new Function': /new Function\b/,
  child_process: /["'](?:node:)?child_process["']/,
  'node:net': /["'](?:node:)?net["']/,
  'node:http': /["'](?:node:)?(?:http|https|http2|tls|dgram|dns)["']/,
  'node:vm': /["'](?:node:)?vm["']/,
  // A method of that name, by which pdf.js has its encodings from memory, reaches nothing.
  'fetch(': /(?<![\w.$]|\basync )fetch\(/,
  XMLHttpRequest: /\bXMLHttpRequest\b/,
  WebSocket: /\bWebSocket\b/,
};

describe('the bundles', () => {
  const files = ['.', 'server', 'client', 'chunks'].flatMap((folder) => {
    try {
      return readdirSync(join('dist', folder))
        .filter((n) => /\.[cm]?js$/.test(n))
        .map((n) => join(folder, n).replaceAll('\\', '/'));
    } catch {
      return [];
    }
  });

  test('are there', () => {
    expect(files).toContain('cli.js');
    expect(files).toContain('server/node.js');
  });

  const texts = new Map(files.map((f) => [f, readFileSync(join('dist', f), 'utf8')]));

  test.each(Object.keys(SIGNS))('%s', (sign) => {
    const holding = files.filter((f) => SIGNS[sign]!.test(texts.get(f) as string));
    const reasons = ALLOWED[sign]!;
    const unexplained = holding.filter((f) => !Object.keys(reasons).some((start) => f.startsWith(start)));
    expect(unexplained).toEqual([]);
    if (sign === 'node:vm') expect(holding).toHaveLength(1);
  });
});
