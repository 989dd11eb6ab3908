/** The small faults that can be put into a source file, and where to note that a test came by. */
import ts from 'typescript';

/** One small fault: the text from `start` up to `end` of a file becomes `to`. */
export interface Mutant {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  /** The line of source it stands in, and where in it: what names a mutant while other lines move. */
  readonly line: number;
  readonly code: string;
  readonly at: number;
  /** How many of the same stand in lines of the same words before it. */
  readonly nth: number;
  /** The number, within its file, of the statement that a test must reach to notice it. */
  readonly probe: number;
}

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
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '&': '|',
  '|': '&',
};

/** Methods that are taken for one another. */
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  find: 'findLast',
  findLast: 'find',
  trimStart: 'trimEnd',
  trimEnd: 'trimStart',
};

/** Every fault that can be put into a text, in the order of the text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const probes = probesOf(tree);
  const lines = text.split('\n');
  const found: Mutant[] = [];
  const same = new Map<string, number>();
  const add = (node: ts.Node, to: string, start = node.getStart(), end = node.end) => {
    const { line, character } = tree.getLineAndCharacterOfPosition(start);
    const code = (lines[line] ?? '').trim();
    const at = character - ((lines[line] ?? '').length - (lines[line] ?? '').trimStart().length);
    const from = text.slice(start, end);
    const name = `${code} ${at} ${from} ${to}`;
    const nth = same.get(name) ?? 0;
    same.set(name, nth + 1);
    found.push({ file, start, end, from, to, line: line + 1, code, at, nth, probe: probeAt(probes, node) });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const swapped = SWAPS[node.operatorToken.getText()];
      // Texts are put together with +, too: what is no number then is told by the types.
      if (swapped && !/['"`]/.test(node.getText())) add(node.operatorToken, swapped);
    } else if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.ExclamationToken) add(node, node.operand.getText());
      else if (node.operator === ts.SyntaxKind.MinusToken && !ts.isLiteralExpression(node.operand))
        add(node, node.operand.getText());
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isNumericLiteral(node) && /^\d+$/.test(node.text)) add(node, String(Number(node.text) + 1));
    else if (ts.isBigIntLiteral(node)) add(node, `${BigInt(node.text.replace(/n$/, '')) + 1n}n`);
    else if (ts.isRegularExpressionLiteral(node)) {
      if (node.text.startsWith('/^')) add(node, `/${node.text.slice(2)}`);
      const dollar = node.text.lastIndexOf('$/');
      if (dollar > 0 && node.text[dollar - 1] !== '\\')
        add(node, node.text.slice(0, dollar) + node.text.slice(dollar + 1));
    } else if (ts.isIfStatement(node)) {
      add(node.expression, 'false');
      add(node.expression, 'true');
    } else if (ts.isConditionalExpression(node)) {
      add(node.condition, 'true');
      add(node.condition, 'false');
    } else if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) {
      // A case without its break is an error of the compiler.
      if (!ts.isCaseClause(node.parent)) add(node, ';');
    } else if (ts.isExpressionStatement(node)) add(node, ';');
    else if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
      const other = METHODS[node.name.text];
      if (other && node.parent.expression === node) add(node.name, other);
      if (node.name.text === 'filter' && node.parent.expression === node)
        add(node.parent, node.expression.getText());
    }
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return found;
}

interface Probe {
  readonly node: ts.Node;
  readonly kind: 'before' | 'wrap' | 'body';
}

/** The places where it can be told that a test came by: each statement, and the body of each short function. */
function probesOf(tree: ts.SourceFile): Map<ts.Node, Probe & { readonly index: number }> {
  const probes = new Map<ts.Node, Probe & { readonly index: number }>();
  const add = (node: ts.Node, kind: Probe['kind']) => probes.set(node, { node, kind, index: probes.size });
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    const { parent } = node;
    if (ts.isArrowFunction(parent ?? node) && (parent as ts.ArrowFunction).body === node && !ts.isBlock(node))
      add(node, 'body');
    else if (ts.isStatement(node) && !ts.isBlock(node)) {
      if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)) {
        if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) add(node, 'before');
      } else if (!ts.isLabeledStatement(parent)) add(node, 'wrap');
    }
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(tree, walk);
  return probes;
}

/** How many statements of a text are told apart. */
export const statementsOf = (file: string, text: string): number =>
  probesOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)).size;

function probeAt(probes: ReturnType<typeof probesOf>, node: ts.Node): number {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const probe = probes.get(at);
    if (probe) return probe.index;
  }
  return -1;
}

/** The text with a note of each statement that is reached: `__reached(number)`, counted from `first`. */
export function probed(file: string, text: string, first: number): string {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const pieces: { at: number; order: number; text: string }[] = [];
  for (const { node, kind, index } of probesOf(tree).values()) {
    const note = `globalThis.__reached(${first + index})`;
    const start = node.getStart();
    if (kind === 'before') pieces.push({ at: start, order: 1, text: `${note};` });
    else if (kind === 'wrap')
      pieces.push(
        { at: start, order: 1, text: `{${note};` },
        { at: node.end, order: -node.getStart(), text: '}' },
      );
    else
      pieces.push(
        { at: start, order: 1, text: `(${note}, ` },
        { at: node.end, order: -node.getStart(), text: ')' },
      );
  }
  // What ends at a place stands before what begins there; of two ends the inner comes first.
  pieces.sort((a, b) => a.at - b.at || a.order - b.order);
  let out = '';
  let from = 0;
  for (const piece of pieces) {
    out += text.slice(from, piece.at) + piece.text;
    from = piece.at;
  }
  return out + text.slice(from);
}
