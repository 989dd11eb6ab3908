/** Rule ids are one typed list: where code speaks of a rule, the compiler knows it. */
import { existsSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../../../server/src/base/rule-ids.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { eachNode, sourceFiles } from '../../support/source.ts';

/** What a person writes may name no rule: the text of a waiver, an argument of the command line. */
const WRITTEN = ['server/src/syntax/line/types.ts', 'server/src/cli/'];

const files = sourceFiles('server/src');

describe('rule ids', () => {
  test('nothing that is called a rule is any string', () => {
    const loose: string[] = [];
    for (const file of files) {
      const { path } = file;
      if (WRITTEN.some((w) => path.startsWith(w))) continue;
      eachNode(file, (node) => {
        const named =
          (ts.isPropertySignature(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node)) &&
          /^(?:rule|ruleId)$/.test(node.name.getText());
        if (named && node.type?.kind === ts.SyntaxKind.StringKeyword)
          loose.push(`${path}: ${node.getText()}`);
      });
    }
    expect(loose).toEqual([]);
  });

  test('no list of rules is a list of any strings', () => {
    const ids = new Set<string>(RULE_IDS);
    const loose: string[] = [];
    for (const file of files) {
      eachNode(file, (node) => {
        if (!ts.isVariableDeclaration(node) || !node.type || !node.initializer) return;
        if (!/\bstring\b/.test(node.type.getText())) return;
        const texts: string[] = [];
        const gather = (inner: ts.Node) => {
          if (ts.isArrayLiteralExpression(inner))
            for (const item of inner.elements) if (ts.isStringLiteral(item)) texts.push(item.text);
          ts.forEachChild(inner, gather);
        };
        gather(node.initializer);
        if (texts.length > 1 && texts.every((t) => ids.has(t)))
          loose.push(`${file.path}: ${node.name.getText()}`);
      });
    }
    expect(loose).toEqual([]);
  });

  test('each rule is a file of its family and a page', () => {
    expect(rules.map((r) => r.id)).toEqual([...RULE_IDS]);
    for (const { id, family } of rules) {
      expect(existsSync(`server/src/rules/${family}/${id}.ts`), id).toBe(true);
      expect(existsSync(`docs/rules/${id}.md`), id).toBe(true);
    }
  });
});
