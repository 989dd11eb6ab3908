/**
 * The doors by which text, bytes and words of others come in. Each entry point makes a case from a seed and holds it
 * against what must be true of every answer; a case that throws is a defect.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { abs, divideRound, formatScaled, parseNumber, scaledOf } from '../../server/src/base/amount.ts';
import { significant } from '../../server/src/base/decimal.ts';
import { foldName, foldWidth, hanNumber } from '../../server/src/base/fold.ts';
import { splitLines } from '../../server/src/base/lines.ts';
import type { Position, Range } from '../../server/src/base/range.ts';
import { run as runCli } from '../../server/src/cli/program.ts';
import { importText } from '../../server/src/exchange/import/index.ts';
import { mend } from '../../server/src/features/mend.ts';
import { Edits } from '../../server/src/lsp/edits.ts';
import { comparable, isInside, resolvePath } from '../../server/src/lsp/folders.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import {
  type Action,
  type Analysis,
  calleesOf,
  callersOf,
  codeLenses,
  complete,
  definition,
  documentLinks,
  documentSymbols,
  fixAll,
  foldingRanges,
  formatDocument,
  formatOnType,
  formatRange,
  highlights,
  hover,
  inlayHints,
  matchingPlaces,
  namedPlaces,
  type OutlineSymbol,
  open,
  prepareCalls,
  quickFixes,
  readUserForm,
  refactorings,
  references,
  referenceWith,
  renameEdits,
  renameSubject,
  ruleIds,
  selectionRanges,
  semanticTokens,
} from '../../server/src/service.ts';
import { parseConditions, parseFormula, parsePrintedFormulas } from '../../server/src/syntax/formula.ts';
import { parse, reparse, stretchOf } from '../../server/src/syntax/tree.ts';
import { equal, lost, must, numbers, Places, sound } from './checks.ts';
import { type Entry, entry } from './entry.ts';
import { asPage, imported, letter, page, workbook } from './files.ts';
import type { Random } from './random.ts';
import { amounts, lossless, shape } from './reading.ts';
import { formatEntries } from './rooms/formats.ts';
import { patterns } from './rooms/prose.ts';
import { desk, review, reviewing } from './rooms/review.ts';
import { serving } from './rooms/server.ts';
import { states } from './rooms/states.ts';
import {
  anyText,
  characters,
  FORMS,
  LARGE,
  mutate,
  nearlyRight,
  number,
  ODD,
  REPORTS,
  SMALL,
  WORDS,
} from './texts.ts';

// ---- text ----

const parsing = entry(
  'parse',
  520,
  (r) => {
    const text = anyText(r);
    return r.oneIn(3) ? { text, later: r.times(1, 2, () => mutate(r, text)) } : { text, later: [] };
  },
  ({ text, later }) => {
    let tree = parse(text);
    lossless(text, tree);
    for (const next of later) {
      tree = reparse(tree, stretchOf(next, tree));
      lossless(next, tree);
      equal(shape(tree), shape(parse(next)), 'reparse gives another tree');
    }
  },
);

const numbersAndNames = entry(
  'numbers',
  200,
  (r) => ({
    text: r.oneIn(2) ? number(r) : r.times(0, 8, () => r.pick([...ODD, ...'0123456789,.-+%（）'])).join(''),
    decimals: r.below(20),
    unit: r.pick([0, 2, 3, 4, 6, 8]),
    divide: r.between(-3000, 3000),
  }),
  ({ text, decimals, unit, divide }) => {
    must(foldWidth(text).length === text.length, 'folding changes the length');
    // White space between two stars is gone after the first time, and then they are emphasis.
    must(
      /[*<]/.test(text) || foldName(foldName(text)) === foldName(text),
      'folding a name twice gives another',
      text,
    );
    hanNumber(text);
    significant(text, 15);
    const printed = parseNumber(text);
    if (!printed) return;
    const value = scaledOf(printed, unit);
    const style = { decimals: printed.decimals, grouped: false };
    const again = parseNumber(formatScaled(value, style, unit));
    must(again !== undefined && scaledOf(again, unit) === value, 'a number is not what was written', text);
    const rounded = parseNumber(
      formatScaled(value, { decimals: Math.min(decimals, 15), grouped: true }, unit),
    );
    must(rounded !== undefined, 'a number that cannot be read back', text, decimals);
    if (divide !== 0) {
      const quotient = divideRound(value, BigInt(divide));
      const rest = abs(value - quotient * BigInt(divide));
      must(rest * 2n <= abs(BigInt(divide)), 'rounded to a number that is not the nearest', text, divide);
    }
  },
);

const analysing = entry('analyse', 25, anyText, (text) => {
  const analysis = open(text);
  lossless(text, analysis.tree);
  sound(analysis);
});

const english = entry('analyse-en', 4, anyText, (text) => sound(open(text, { locale: 'en', blame: false })));

interface Versions {
  readonly text: string;
  readonly later: readonly string[];
  /** What is asked of each version before the next: nothing, the tree, or everything. */
  readonly ask: readonly number[];
}

const incremental = entry(
  'incremental',
  6,
  (r): Versions => {
    const text = r.oneIn(400) ? r.pick(REPORTS) : anyText(r);
    const later: string[] = [];
    let now = text;
    for (let i = r.between(1, 3); i > 0; i--) {
      // Undone now and then: what was taken over must be as it was.
      now = r.oneIn(5) ? text : mutate(r, now);
      later.push(now);
    }
    return { text, later, ask: r.times(4, 4, () => r.below(4)) };
  },
  ({ text, later, ask }) => {
    let before = open(text);
    const look = (analysis: Analysis, how: number) => {
      if (how === 1) void analysis.tree;
      else if (how === 2) void analysis.report;
      else if (how === 3) void analysis.findings;
    };
    look(before, ask[0] ?? 3);
    later.forEach((now, i) => {
      const after = open(now, {}, before);
      look(after, ask[i + 1] ?? 3);
      if (ask[i + 1] === 3 || i === later.length - 1) {
        const fresh = open(now);
        equal(after.findings, fresh.findings, 'other findings than from scratch');
        equal(after.coverage, fresh.coverage, 'another coverage than from scratch');
      }
      before = after;
    });
  },
);

interface Keys {
  readonly text: string;
  /** Ranges in parts of 1000 of the text as it then is, and what is put there. */
  readonly keys: readonly { readonly from: number; readonly length: number; readonly put: string }[];
  readonly ask: readonly number[];
}

const typing = entry(
  'typing',
  6,
  (r): Keys => ({
    text: r.oneIn(300) ? r.pick(REPORTS) : anyText(r),
    keys: r.times(1, 6, () => ({
      from: r.below(1000),
      length: r.oneIn(2) ? 0 : r.below(r.oneIn(6) ? 300 : 4),
      put: r.oneIn(4) ? '' : r.oneIn(3) ? r.pick(ODD) : r.oneIn(2) ? number(r) : r.pick(WORDS),
    })),
    ask: r.times(6, 6, () => r.below(4)),
  }),
  ({ text, keys, ask }) => {
    const edits = new Edits();
    let document = edits.create('file:///x', 'disclosure', 0, text);
    const whole = TextDocument.create('file:///x', 'disclosure', 0, text);
    let analysis = open(text);
    let first = analysis;
    keys.forEach(({ from, length, put }, i) => {
      const now = whole.getText();
      const at = Math.floor((from * now.length) / 1000);
      const range = {
        start: whole.positionAt(at),
        end: whole.positionAt(Math.min(now.length, at + length)),
      };
      TextDocument.update(whole, [{ range, text: put }], i + 1);
      document = edits.update(document, [{ range, text: put }], i + 1);
      const how = ask[i] ?? 3;
      // Not asked at all: the next edit is then told together with this one.
      if (how === 0 && i < keys.length - 1) return;
      analysis = open(document.text, {}, analysis, edits.take(document));
      if (how === 1) void analysis.tree;
      else if (how === 2) void analysis.report;
      else if (how === 3) {
        const fresh = open(whole.getText());
        equal(analysis.findings, fresh.findings, 'other findings than from scratch');
        equal(analysis.coverage, fresh.coverage, 'another coverage than from scratch');
        first = analysis;
      }
    });
    const fresh = open(whole.getText());
    equal(shape(analysis.tree), shape(fresh.tree), 'another tree than from scratch');
    equal(analysis.findings, fresh.findings, 'other findings than from scratch');
    equal(analysis.coverage, fresh.coverage, 'another coverage than from scratch');
    equal(semanticTokens(analysis), semanticTokens(fresh), 'other colours than from scratch');
    equal(formatDocument(analysis), formatDocument(fresh), 'another layout than from scratch');
    // A version that was left behind may be asked once more.
    equal(analysis.text, whole.getText(), 'another text than the library has');
    equal(first.findings, open(first.text).findings, 'a version left behind says something else');
  },
);

// ---- features ----

interface Asked {
  readonly text: string;
  readonly places: readonly Position[];
  readonly word: string;
}

function placeIn(r: Random, text: string): Position {
  const lines = splitLines(text);
  if (r.oneIn(25)) return { line: r.below(lines.length + 5), character: r.below(500) };
  const line = r.below(lines.length);
  const of = lines[line]?.text ?? '';
  const character = r.below(of.length + 1);
  // No caret stands between the halves of a character.
  const between = /^[\ud800-\udbff][\udc00-\udfff]$/.test(
    of.slice(Math.max(character - 1, 0), character + 1),
  );
  return { line, character: between ? character - 1 : character };
}

const features = entry(
  'features',
  10,
  (r): Asked => {
    const text = r.oneIn(500) ? r.pick(REPORTS) : anyText(r);
    return {
      text,
      places: r.times(1, 3, () => placeIn(r, text)),
      word: r.oneIn(3) ? characters(r, 6) : r.pick(WORDS),
    };
  },
  async ({ text, places: asked, word }) => {
    const analysis = open(text);
    const places = new Places(text);
    const own = (at: { readonly range: Range; readonly path?: string | undefined }, what: string) => {
      if (at.path === undefined) places.range(at.range, what);
    };
    let last = { line: -1, start: 0, length: 0 };
    for (const token of semanticTokens(analysis)) {
      const behind =
        token.line > last.line || (token.line === last.line && token.start >= last.start + last.length);
      must(behind && token.length > 0, 'colours lie over each other', last, token);
      places.range(
        {
          start: { line: token.line, character: token.start },
          end: { line: token.line, character: token.start + token.length },
        },
        'colour',
      );
      last = token;
    }
    const symbols = (list: readonly OutlineSymbol[], parent?: Range) => {
      for (const s of list) {
        places.range(s.range, 'symbol');
        places.range(s.selection, 'symbol');
        must(s.name !== '', 'a symbol without a name', s);
        must(
          inside(places, s.selection, s.range),
          'a symbol whose name lies outside it',
          s.range,
          s.selection,
        );
        if (parent) must(inside(places, s.range, parent), 'a symbol outside its parent', s.range, parent);
        symbols(s.children, s.range);
      }
    };
    symbols(documentSymbols(analysis));
    for (const fold of foldingRanges(analysis)) {
      must(fold.start >= 0 && fold.start < fold.end && fold.end < places.lines.length, 'fold', fold);
    }
    for (const link of documentLinks(analysis)) places.range(link.range, 'link');
    for (const lens of codeLenses(analysis)) places.range(lens.range, 'lens');
    matchingPlaces(namedPlaces(analysis), word);
    const whole = { start: { line: 0, character: 0 }, end: { line: places.lines.length, character: 0 } };
    for (const hint of inlayHints(analysis, whole)) places.position(hint.position, 'hint');
    for (const position of asked) {
      const outside =
        position.line >= places.lines.length ||
        position.character > (places.lines[position.line]?.length ?? 0);
      const shown = hover(analysis, position);
      if (shown) {
        places.range(shown.range, 'hover');
        must(shown.markdown.trim() !== '', 'an empty hover');
        must(
          !/\bundefined\b(?!-term)|\bNaN\b|\[object /.test(shown.markdown) ||
            /undefined|NaN|object/.test(text),
          'an odd hover',
          shown.markdown,
        );
      }
      const offered = await complete(analysis, position);
      for (const item of offered?.items ?? []) {
        places.range(item.range, 'completion');
        must(item.label !== '', 'an offer without a label');
        const { start, end } = item.range;
        must(
          outside || (start.line === position.line && end.line === position.line),
          'an offer on another line',
          item.range,
          position,
        );
        must(
          outside || (start.character <= position.character && position.character <= end.character),
          'an offer beside the caret',
          item.range,
          position,
        );
        places.edits([...item.more, { range: item.range, newText: `${item.newText}\u0001` }], 'completion');
      }
      const found = definition(analysis, position);
      if (found) {
        places.range(found.origin, 'origin');
        for (const t of found.targets) {
          own(t, 'target');
          own({ range: t.selection, path: t.path }, 'selection');
        }
      }
      for (const at of references(analysis, position, true)) own(at, 'reference');
      for (const at of highlights(analysis, position)) places.range(at.range, 'highlight');
      for (const item of [
        prepareCalls(analysis, position),
        ...callersOf(analysis, position),
        ...calleesOf(analysis, position),
      ])
        if (item) own(item, 'call');
      const around = selectionRanges(analysis, position);
      for (const [i, range] of around.entries()) {
        places.range(range, 'selection');
        const inner = around[i - 1];
        if (inner) must(inside(places, inner, range), 'a selection that does not grow', inner, range);
      }
      const subject = renameSubject(analysis, position);
      if (subject) {
        places.range(subject.range, 'rename');
        const edits = renameEdits(analysis, subject, word);
        if (edits) {
          places.edits(
            edits.filter((e) => places.textOf(e.range) !== e.newText),
            'rename',
          );
          open(places.apply(edits)).tree;
        }
      }
      for (const char of ['|', '\n']) places.edits(formatOnType(analysis, position, char), 'on type');
    }
  },
);

function inside(places: Places, inner: Range, outer: Range): boolean {
  return (
    places.offset(outer.start) <= places.offset(inner.start) &&
    places.offset(inner.end) <= places.offset(outer.end)
  );
}

// ---- changes ----

/** Rules whose findings say that the file cannot be read as it stands. */
const SYNTAX = new Set(['ragged-row', 'bad-number', 'bad-waiver', 'bad-reference']);
const unreadable = (analysis: Analysis) => analysis.findings.filter((f) => SYNTAX.has(f.rule)).length;

/** An action changes what its title names, and nothing else. */
function honest(places: Places, analysis: Analysis, action: Action): string {
  const what = `${action.kind} ${action.title}`;
  must(action.edits.length > 0, `${what}: no edits`);
  must(
    action.title !== '' &&
      !/\{\w+\}/.test(action.title.replaceAll(/\{\w+\}/g, (m) => (places.text.includes(m) ? '' : m))),
    `${what}: gap`,
  );
  places.edits(action.edits, what);
  const after = places.apply(action.edits);
  must(after !== places.text, `${what}: nothing changes`);
  must(places.undo(action.edits) === places.text, `${what}: undo gives another text`);
  const before = numbers(places.text);
  const now = numbers(after);
  const gone = lost(before, now);
  const come = lost(now, before);
  const safe = action.kind === 'source.fixAll.disclosure';
  if (/^换成 \d+ 年度/.test(action.title)) {
    // Years alone, each in its place (a line of the front matter is changed as a whole): no figure is among them.
    const front = analysis.report.front.entries.map((e) => e.valueSpan.line);
    const odd = action.edits.filter(
      (e) =>
        !front.includes(e.range.start.line) &&
        !/^\d{4}-\d{4}$/.test(`${places.textOf(e.range)}-${e.newText}`),
    );
    const read = lost(amounts(analysis), amounts(open(after)));
    must(odd.length === 0 && read.length === 0, `${what}: not the year alone`, odd, read);
  } else if (action.kind === 'refactor.rewrite' && /排|序|bar|竖线/.test(action.title)) {
    must(gone.length === 0 && come.length === 0, `${what}: figures changed`, gone, come);
  } else if (action.kind === 'refactor.insert') {
    must(gone.length === 0, `${what}: figures lost`, gone);
  } else if (!safe) {
    // What stands in one cell or word is one figure, however it is written (`1,15 0.00`).
    const pieces = action.edits.filter(
      (e) => !/[|\n]/.test(places.textOf(e.range)) && places.textOf(e.range).length < 40,
    );
    must(
      gone.length <= 2 || (pieces.length === action.edits.length && pieces.length <= 2),
      `${what}: more than one figure changed`,
      gone,
      come,
      action.edits,
    );
  }
  if (safe) {
    const read = lost(amounts(analysis), amounts(open(after)));
    must(read.length === 0, `${what}: amounts changed`, read, gone, come);
  }
  return after;
}

const fixes = entry(
  'fixes',
  5,
  (r) => {
    const text = r.oneIn(700) ? r.pick(REPORTS) : nearlyRight(r);
    return { text, at: placeIn(r, text), to: placeIn(r, text) };
  },
  ({ text, at, to }) => {
    const analysis = open(text);
    const places = new Places(text);
    const [start, end] = places.offset(at) <= places.offset(to) ? [at, to] : [to, at];
    const whole = { start: { line: 0, character: 0 }, end: { line: places.lines.length, character: 0 } };
    const all = fixAll(analysis);
    const broken = unreadable(analysis);
    for (const action of [
      ...quickFixes(analysis, whole).slice(0, 12),
      ...refactorings(analysis, { start, end }),
      ...(all ? [all] : []),
    ]) {
      const after = honest(places, analysis, action);
      if (action.kind !== 'refactor.insert' && action.kind !== 'refactor.rewrite') {
        const now = open(after, {}, analysis);
        must(
          unreadable(now) <= broken,
          `${action.kind} ${action.title}: unreadable afterwards`,
          broken,
          unreadable(now),
          now.findings.filter((f) => SYNTAX.has(f.rule)).map((f) => [f.rule, f.message]),
          action.edits,
        );
      }
    }
  },
);

const mending = entry(
  'mend',
  2,
  (r) => ({ text: nearlyRight(r), all: r.oneIn(2) }),
  ({ text, all }) => {
    const once = mend(text, {}, all);
    const twice = mend(once.text, {}, all);
    must(twice.text === once.text, 'fixes go on and on', once.applied, twice.applied);
    if (!all) {
      const gone = lost(amounts(open(text)), amounts(once.analysis));
      must(gone.length === 0, 'fix changed an amount', gone, once.applied);
    }
  },
);

/** A text without what formatting may change. */
const bare = (text: string) => text.replace(/[\s\u3000|:-]+/gu, '');

const formatting = entry(
  'format',
  8,
  (r) => {
    const text = r.oneIn(500) ? r.pick(REPORTS) : r.oneIn(3) ? nearlyRight(r) : anyText(r);
    return { text, at: placeIn(r, text), lines: r.below(5) };
  },
  ({ text, at, lines }) => {
    const analysis = open(text);
    const places = new Places(text);
    const edits = formatDocument(analysis);
    places.edits(edits, 'format');
    const after = places.apply(edits);
    must(bare(after) === bare(text), 'formatting changed more than white space', bare(text), bare(after));
    must(places.undo(edits) === text, 'undo gives another text');
    const again = open(after);
    equal(formatDocument(again), [], 'formatting twice gives another text');
    equal(lost(amounts(analysis), amounts(again)), [], 'formatting changed an amount');
    // Of findings on one line the first may change: what stands before it is another width.
    const said = (a: Analysis) =>
      a.findings.map((f) => `${f.range.start.line} ${f.rule} ${f.message}`).sort();
    equal(said(again), said(analysis), 'formatting changed the findings');
    const part = { start: { line: at.line, character: 0 }, end: { line: at.line + lines, character: 0 } };
    places.edits(formatRange(analysis, part), 'format range');
  },
);

// ---- formulas and forms ----

const FORMULA = [
  ...'=≥≤+-×÷*/()（）“”"．.…；;，,、：:Σ1234567890%＝',
  '..',
  '行',
  '栏',
  '各行',
  '当',
  '且',
  '不',
  '合计',
  '其中',
  '本年收入合计',
  '决算05.合计.本年支出合计',
  'Σ费用',
  '类型',
  '=决算',
  '有数',
  ' ',
];

const formulas = entry(
  'formula',
  120,
  (r) => r.times(0, 24, () => (r.oneIn(12) ? characters(r, 2) : r.pick(FORMULA))).join(''),
  (text) => {
    const span = (s: { start: number; end: number }, what: string) =>
      must(s.start >= 0 && s.start <= s.end && s.end <= text.length, what, s, text.length);
    const { formula, error } = parseFormula(text);
    must((formula === undefined) !== (error === undefined), 'neither formula nor error, or both');
    span(formula ?? (error as NonNullable<typeof error>), 'formula');
    parseConditions(text);
    for (const printed of parsePrintedFormulas(text)) {
      span(printed, 'printed formula');
      if (printed.misprint) span(printed.misprint, 'misprint');
    }
    if (text.length % 4 === 0 && text.length < 40) {
      const report = `单位：某局\n金额单位：万元\n\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 | 其他收入 |\n| --- | --- | --- | --- |\n| 合计 |  | 3.00 | 1.00 |\n| 205 | 教育支出 | 3.00 | 1.00 |\n勾稽：${text}\n注：${text}\n`;
      sound(open(report));
    }
  },
);

const YAML = [
  'id: ',
  'title: ',
  'aliases: ',
  'panels:\n',
  '  - id: ',
  '    columns:\n',
  '      - { id: 合计, required: true }\n',
  'relations:\n',
  '  - { id: a, rule: row-sum, columns: 合计 = Σ费用 }\n',
  'rows:\n',
  'kind: 决算\n',
  'years: [2022, 2023]\n',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!js/function ',
  '!!binary ',
  '!<tag:x> ',
  '[',
  ']',
  '{',
  '}',
  '- ',
  '? ',
  ': ',
  '：',
  '|\n',
  '>\n',
  '\n',
  '  ',
  '\t',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  'null',
  'true',
  '1e999',
  '0x1F',
  '.inf',
  '__proto__: ',
  'constructor: ',
  '"',
  "'",
  '# ',
];

const forms = entry(
  'form',
  4,
  (r) => {
    let yaml = r.oneIn(4) ? r.times(0, 30, () => r.pick([...YAML, ...WORDS])).join('') : r.pick(FORMS);
    const most = 1 + r.below(4);
    for (let i = 0; i < most; i++) {
      const at = r.below(yaml.length + 1);
      const lines = yaml.split('\n');
      const line = r.below(lines.length);
      switch (r.below(5)) {
        case 0:
          yaml = yaml.slice(0, at) + r.pick(YAML) + yaml.slice(at);
          break;
        case 1:
          yaml = yaml.slice(0, at) + yaml.slice(at + r.below(30));
          break;
        case 2:
          yaml = yaml.slice(0, at) + characters(r, 3) + yaml.slice(at);
          break;
        case 3:
          lines.splice(line, r.between(1, 5));
          yaml = lines.join('\n');
          break;
        default:
          lines.splice(line, 0, r.pick(lines));
          yaml = lines.join('\n');
      }
    }
    return { yaml, text: r.pick(SMALL) };
  },
  async ({ yaml, text }) => {
    const { form, problems } = await readUserForm(yaml, 'x.yaml');
    const places = new Places(yaml);
    for (const { range, message } of problems) {
      places.range(range, 'problem of a form');
      must(message !== '' && !/^form\./.test(message), 'a problem without words', message);
    }
    if (form) sound(open(text, { reference: referenceWith([form]) }));
    must(({} as Record<string, unknown>).合计 === undefined, 'a prototype was changed');
  },
);

// ---- import ----

const imports = entry(
  'import',
  10,
  (r) => {
    const text = r.oneIn(4) ? page(r) : anyText(r);
    const ending = r.pick(['.txt', '.html', '.csv', '.tsv', '.md', '', '.xlsx', '.HTM']);
    if (r.oneIn(15)) return { name: `x${ending}`, text: '', bytes: [...r.bytes(r.below(120))] };
    if (/htm/i.test(ending) && r.oneIn(2))
      return { name: `x${ending}`, text: mutate(r, asPage(r, text)), bytes: [] };
    if (/sv/.test(ending) && r.oneIn(2))
      return { name: `x${ending}`, text: text.replaceAll('|', r.pick([',', '\t', '"', ';'])), bytes: [] };
    return { name: `x${ending}`, text, bytes: [] };
  },
  async ({ name, text, bytes }) => {
    await imported(name, bytes.length > 0 ? Uint8Array.from(bytes) : new TextEncoder().encode(text));
    if (bytes.length === 0) open(importText(text).text).tree;
  },
);

const archives = entry(
  'archive',
  6,
  (r) => {
    const book = r.oneIn(2);
    const parts = book ? workbook(r) : letter(r);
    for (let i = r.below(3); i > 0; i--) {
      const name = r.pick(Object.keys(parts));
      const text = parts[name] as string;
      const at = r.below(text.length + 1);
      parts[name] = r.oneIn(2)
        ? text.slice(0, at) + text.slice(at + r.below(20))
        : text.slice(0, at) + r.pick([...ODD, '<', '>', '/>', '<a>', '&', '"']) + text.slice(at);
    }
    if (r.oneIn(10)) delete parts[r.pick(Object.keys(parts))];
    const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
    let bytes = zipSync(files, { level: r.oneIn(2) ? 0 : 1, mtime: new Date(2020, 1, 1) });
    if (r.oneIn(3)) {
      bytes = bytes.slice();
      for (let i = r.between(1, 4); i > 0; i--) bytes[r.below(bytes.length)] = r.below(256);
      if (r.oneIn(4)) bytes = bytes.slice(0, r.below(bytes.length));
    }
    return { name: book ? 'x.xlsx' : 'x.docx', bytes: Buffer.from(bytes).toString('base64') };
  },
  async ({ name, bytes }) => {
    await imported(name, Uint8Array.from(Buffer.from(bytes, 'base64')));
  },
);

// ---- command line and settings ----

/** Whether a text holds control characters that a terminal obeys, colours aside, or marks that turn its order round. */
function printsControls(text: string): boolean {
  return [...text].some((char) => {
    const code = char.charCodeAt(0);
    if (code === 9 || code === 10 || code === 13 || code === 27) return false;
    return (
      code < 32 || code === 127 || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
    );
  });
}

const ARGUMENTS = [
  'check',
  'fix',
  'fmt',
  'import',
  'explain',
  'codes',
  'forms',
  'help',
  '--help',
  '--version',
  '--format',
  'json',
  'sarif',
  'github',
  'junit',
  'pretty',
  '--fail-on',
  'never',
  'warning',
  '--rule',
  'row-sum=off',
  'row-sum=',
  'rollup:hint',
  '--all',
  '--dry-run',
  '--check',
  '--coverage',
  '--lang',
  'en',
  'zh',
  '--force',
  '-o',
  '-o-',
  '--output=-',
  'out.disclosure',
  'a.disclosure',
  'b.disclosure',
  'x.csv',
  'none.disclosure',
  '.',
  '*.disclosure',
  '{a,b}*',
  '[',
  '**',
  '--',
  '-',
  '',
  'row-sum',
  '公务',
  '205',
  '--nonsense',
  '-x',
];

const commands = entry(
  'cli',
  2,
  (r) => ({
    args: [
      r.pick(ARGUMENTS.slice(0, 8)),
      ...r.times(0, 5, () => (r.oneIn(8) ? characters(r, 5) : r.pick(ARGUMENTS))),
    ].filter((a) => !/\.\.|^[/\\]|=[/\\]|-o./.test(a)),
    text: nearlyRight(r),
    columns: r.pick([0, 1, 20, 80]),
  }),
  async ({ args, text, columns }) => {
    const folder = mkdtempSync(join(tmpdir(), 'disclosure-fuzz-'));
    try {
      mkdirSync(join(folder, 'in'));
      const cwd = join(folder, 'in');
      writeFileSync(join(cwd, 'a.disclosure'), text);
      writeFileSync(join(cwd, 'b.disclosure'), '');
      writeFileSync(join(cwd, 'x.csv'), text);
      let out = '';
      const stream = { write: (s: string) => (out += s), ...(columns ? { columns, isTTY: true } : {}) };
      const code = await runCli(args, {
        stdout: stream,
        stderr: stream,
        cwd,
        env: { LANG: 'zh_CN.UTF-8' },
        root: process.cwd(),
      });
      must([0, 1, 2].includes(code), 'an odd exit code', code);
      must(!/\n\s+at .*\.[mc]?[jt]s:\d/.test(out), 'a stack was printed', out);
      // Terminals obey control characters; only the colours of the program itself may come out.
      if (!args.some((a) => a.startsWith('-o') || a.startsWith('--output')))
        must(!printsControls(out), 'control characters were printed', out.slice(0, 200));
      equal(readdirSync(folder), ['in'], 'written outside its folder');
      must(!readdirSync(cwd).some((n) => n.endsWith('.tmp')), 'a temporary file was left');
      if (args[0] === 'check')
        must(readFileSync(join(cwd, 'a.disclosure')).equals(Buffer.from(text)), 'check changed a file');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function anyValue(r: Random, depth = 0): unknown {
  switch (r.below(depth > 3 ? 6 : 9)) {
    case 0:
      return null;
    case 1:
      return r.oneIn(2);
    case 2:
      return r.pick([0, -1, 2023, 1.5, 1e308, Number.MAX_SAFE_INTEGER]);
    case 3:
      return r.pick(['error', 'off', 'hint', 'zh', '']);
    case 4:
      return characters(r, 4);
    case 5:
      return r.pick(ruleIds());
    case 6:
      return r.times(0, 3, () => anyValue(r, depth + 1));
    default:
      return Object.fromEntries(
        r.times(0, 4, () => [
          r.pick([
            'severity',
            'rounding',
            'hints',
            'rounding.hints',
            'blame',
            'catalogueYear',
            'row-sum',
            'rollup',
            '__proto__',
            'toString',
          ]),
          anyValue(r, depth + 1),
        ]),
      );
  }
}

const settings = entry(
  'settings',
  40,
  (r) => ({
    value: anyValue(r),
    uri:
      r.pick(['file:///a/b.disclosure', 'untitled:x', 'vscode-vfs://h/a%20b/c', '', '%', 'file:///%E5%8']) +
      characters(r, 3),
    path: r
      .times(0, 5, () =>
        r.pick(['..', '/', '\\', '甲', 'c:', '%2e%2e', '.', '\u0000', '//h', 'file://', '#', '?']),
      )
      .join(''),
  }),
  ({ value, uri, path }) => {
    const options = readSettings(value);
    for (const severity of Object.values(options.severities ?? {}))
      must(typeof severity === 'string', 'an odd severity', severity);
    const year = options.catalogueYear;
    must(year === undefined || Number.isInteger(year), 'an odd year', year);
    if (year !== undefined)
      sound(open('## 收入决算表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 2.00 |\n', options));
    comparable(uri);
    const target = resolvePath('file:///w/a/b.disclosure', path);
    // What is refused is undefined; what is not and leads out is told apart by its place.
    if (target !== undefined && isInside(target, 'file:///w'))
      must(!decodeURIComponent(target).includes('/../'), 'a way out', target);
    resolvePath(uri, path);
  },
);

// ---- size ----

export const large: Entry = entry(
  'large',
  0,
  (_, n) => (LARGE[n % LARGE.length] as (typeof LARGE)[number]).name,
  (name) => {
    const text = (LARGE.find((l) => l.name === name) as (typeof LARGE)[number]).make();
    const analysis = open(text);
    void analysis.findings;
    void analysis.coverage;
    documentSymbols(analysis);
    foldingRanges(analysis);
    semanticTokens(analysis);
    formatDocument(analysis);
    codeLenses(analysis);
    // A key typed at the end, as an editor sends it.
    void open(`${text}。`, {}, analysis).findings;
  },
);

export type { Entry } from './entry.ts';

export const entries: readonly Entry[] = [
  parsing,
  numbersAndNames,
  analysing,
  english,
  incremental,
  typing,
  features,
  fixes,
  mending,
  formatting,
  formulas,
  forms,
  imports,
  archives,
  ...formatEntries,
  patterns,
  states,
  review,
  reviewing,
  desk,
  serving,
  commands,
  settings,
  large,
];

export function entryNamed(name: string): Entry {
  const found = entries.find((e) => e.name === name);
  if (!found) throw new Error(`no entry point ${name}`);
  return found;
}

/** The length of an input, in characters: what its time is held against. */
export function sizeOf(name: string, input: unknown): number {
  if (name === 'large') return (LARGE.find((l) => l.name === input) as (typeof LARGE)[number]).make().length;
  return JSON.stringify(input).length;
}
