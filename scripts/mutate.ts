/**
 * Mutation testing of the engine, by a seeded sample: one small fault is put into one place of a source file while the
 * tests load it, and the tests of its room must notice. No file is changed. A run goes on where it stopped
 * (dist/mutants-<seed>.json) and is bounded in time; mutants that no test notices are printed.
 *
 * node scripts/run-ts.mjs scripts/mutate.ts --rooms base,model --count 100 --minutes 30 [--seed a]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Random } from '../test/fuzz/random.ts';

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
}

/** Tests that know a room, quickest first: a mutant that one of them notices needs no other. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  base: ['test/unit/base', 'test/unit/syntax', 'test/unit/relations', 'test/rules'],
  model: ['test/unit/model', 'test/unit/forms.test.ts', 'test/golden', 'test/rules'],
  relations: [
    'test/unit/relations',
    'test/rules',
    'test/unit/reports.test.ts',
    'test/samples/samples.test.ts',
  ],
  prose: [
    'test/unit/prose.test.ts',
    'test/unit/prose-corpus.test.ts',
    'test/rules',
    'test/samples/samples.test.ts',
  ],
};

const SWAPS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+': '-',
  '-': '+',
  '*': '+',
};

function mutantsOf(file: string): Mutant[] {
  const text = readFileSync(file, 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (node: ts.Node, to: string) => {
    const start = node.getStart();
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ file, line, start, end: node.end, from: node.getText(), to });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const swapped = SWAPS[node.operatorToken.getText()];
      // Texts are put together with +, too: what is no number then is told by the types.
      if (swapped && !/['"`]/.test(node.getText())) add(node.operatorToken, swapped);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, node.operand.getText());
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isNumericLiteral(node) && /^\d+$/.test(node.text)) add(node, String(Number(node.text) + 1));
    else if (ts.isBigIntLiteral(node)) add(node, `${BigInt(node.text.replace(/n$/, '')) + 1n}n`);
    else if (ts.isIfStatement(node)) add(node.expression, 'false');
    else if (ts.isConditionalExpression(node)) add(node.condition, 'true');
    else if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) add(node, ';');
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return found;
}

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const seed = option('seed', 'disclosure');
const count = Number(option('count', '100'));
const until = Date.now() + Number(option('minutes', '30')) * 60_000;
mkdirSync('dist', { recursive: true });
const state = `dist/mutants-${seed}.json`;
const results: Record<string, { killed: boolean; mutant: Mutant }> = existsSync(state)
  ? JSON.parse(readFileSync(state, 'utf8'))
  : {};

for (const room of option('rooms', 'base,model,prose,relations').split(',')) {
  const folder = join('server/src', room);
  const all = readdirSync(folder)
    .filter((n) => n.endsWith('.ts'))
    .sort()
    .flatMap((n) => mutantsOf(join(folder, n)));
  const r = new Random(`${seed}/${room}`);
  for (let i = 0; i < count && Date.now() < until; i++) {
    const mutant = r.pick(all);
    const id = `${room} ${mutant.file}:${mutant.start}:${mutant.to}`;
    if (results[id]) continue;
    let killed = false;
    for (const tests of TESTS[room] ?? []) {
      const run = spawnSync(
        process.execPath,
        [
          'node_modules/vitest/vitest.mjs',
          'run',
          '--config',
          'scripts/mutate.vitest.mts',
          '--bail=1',
          '--maxWorkers=1',
          '--reporter=dot',
          tests,
        ],
        { env: { ...process.env, MUTANT: JSON.stringify(mutant) }, encoding: 'utf8', timeout: 180_000 },
      );
      // One that runs for ever was noticed as well.
      killed = run.status !== 0;
      if (killed) break;
    }
    results[id] = { killed, mutant };
    writeFileSync(state, JSON.stringify(results, null, 1));
    if (!killed)
      console.log(
        `survived ${mutant.file}:${mutant.line} ${mutant.from.slice(0, 60)} → ${mutant.to.slice(0, 60)}`,
      );
  }
  const own = Object.entries(results).filter(([id]) => id.startsWith(`${room} `));
  const dead = own.filter(([, x]) => x.killed).length;
  console.log(
    `${room}: ${dead} of ${own.length} killed (${((100 * dead) / Math.max(own.length, 1)).toFixed(0)} %), ${all.length} possible`,
  );
}
