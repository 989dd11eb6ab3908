/** What is spread into arguments stands on the stack: a list as long as a report's lines overflows it. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { eachNode, placeOf, sourceFiles } from '../../support/source.ts';

const TAKES_ALL = /(?:^|\.)(?:push|unshift|splice|fromCharCode|fromCodePoint)$|^Math\.(?:max|min)$/;

test('no list is spread into the arguments of a call that takes any number', () => {
  const found: string[] = [];
  for (const file of sourceFiles('server/src', 'client/src'))
    eachNode(file, (node) => {
      if (
        ts.isCallExpression(node) &&
        TAKES_ALL.test(node.expression.getText()) &&
        // A part of a typed array has the length that the code gives it.
        node.arguments.some((a) => ts.isSpreadElement(a) && !a.getText().includes('.subarray('))
      )
        found.push(`${placeOf(file, node)} ${node.getText().slice(0, 80)}`);
    });
  expect(found).toEqual([]);
});
