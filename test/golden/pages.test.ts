/**
 * Goldens of what is told of the samples of the rules' and the forms' pages, and of the small reports beside, with changes
 * of a hand one at a time: each rule at the border of what it tells. And of what formulas of one's own come to, whose names
 * are drawn from what tables print.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { type Analysis, open } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';
import { changesOf } from '../support/changes.ts';
import { expectGolden } from '../support/golden.ts';
import { analysePage, readPage, unmark } from '../support/page.ts';
import { changeTold, counts, cut } from '../support/told.ts';

const folder = fileURLToPath(new URL('./pages', import.meta.url));
mkdirSync(folder, { recursive: true });

const ON_RULES = 6;
const ON_FORMS = 4;
const ON_CASES = 50;
/** Lines that are written out of what one change makes told. */
const MOST = 3;

const namesIn = (path: string, end: string) =>
  readdirSync(path)
    .filter((f) => f.endsWith(end) && f !== 'README.md')
    .sort();

function dumped(name: string, text: string, count: number, analyse: (text: string) => Analysis): string[] {
  const base = analyse(text);
  const out = [`# ${name}, checks ${counts(base)}`];
  // Each second change is made beside the one before it.
  let now = base;
  const random = new Random(`pages/${name}`);
  for (let i = 0; i < count; i++) {
    const [change] = changesOf(random, i % 2 === 0 ? base : now, 1);
    if (!change) continue;
    now = analyse(change.text);
    const also = i % 2 === 0 ? '' : 'and ';
    out.push(
      `${also}${change.line} ${change.what}, checks ${counts(now)}`,
      ...changeTold(base.findings, now.findings, MOST),
    );
  }
  return out;
}

test.each(namesIn('docs/rules', '.md'))('rules: %s', (name) => {
  const page = readPage(readFileSync(`docs/rules/${name}`, 'utf8'));
  const out = page.samples.flatMap(({ line, source }) =>
    dumped(`${name}:${line}`, source, ON_RULES, (text) => analysePage(page, text)),
  );
  expectGolden(join(folder, `${basename(name, '.md')}.told`), out.join('\n'));
});

test('forms', () => {
  const out = namesIn('docs/forms', '.md').flatMap((name) => {
    const text = readFileSync(`docs/forms/${name}`, 'utf8');
    return [...text.matchAll(/```disclosure\n([\s\S]*?)```/g)].flatMap(([, body = ''], i) =>
      dumped(`${name} ${i}`, unmark(body.split('\n')).source, ON_FORMS, (t) => open(t)),
    );
  });
  expectGolden(join(folder, 'forms.told'), out.join('\n'));
});

const cases = namesIn('test/golden/cases', '.disclosure').map(
  (name) => [name, readFileSync(`test/golden/cases/${name}`, 'utf8')] as const,
);

test.each(cases)('small reports: %s', (name, text) => {
  const out = dumped(name, text, ON_CASES, (t) => open(t));
  expectGolden(join(folder, `case-${basename(name, '.disclosure')}.told`), out.join('\n'));
});

describe('formulas', () => {
  const places = namesIn('test/fixtures/places', '.disclosure');

  test.each(places)('%s', (name) => {
    const text = readFileSync(`test/fixtures/places/${name}`, 'utf8');
    const random = new Random(`formulas/${name}`);
    const tables = open(text).report.tables.filter(({ table }) => table.rows.some((r) => r.cells.size > 0));
    const reference = () => {
      const { table } = random.pick([...tables]);
      const rows = table.rows.filter((r) => r.cells.size > 0);
      const [row, next] = [random.pick([...rows]), random.pick([...rows])];
      const column = random.pick([...table.columns]);
      const last = column.path.at(-1) ?? '';
      const label = random.pick([
        row.label,
        `“${row.label}”`,
        row.label.replace(/^[一二三四五六七八九十、\d.]+/, ''),
      ]);
      const line = random.pick([row.code ?? label, label, `${1 + random.below(12)}行`, '合计', 'Σ类']);
      const range = `${row.code ?? '1行'}..${next.code ?? '9行'}`;
      return [
        random.pick([`公开0${1 + random.below(9)}`, table.title, `“${table.title}”`, '上年.公开01']),
        random.oneIn(5) ? range : line,
        random.pick([`${1 + random.below(5)}栏`, last, column.path.join('/'), '金额', '预算数', '决算数']),
      ]
        .slice(random.oneIn(6) ? 1 : 0, random.oneIn(6) ? 2 : 3)
        .join('.');
    };
    const side = () =>
      random.pick([
        () => reference(),
        () => `${reference()} + ${reference()}`,
        () => `${reference()} - ${reference()}`,
        () => `(${reference()} + ${reference()}) * 0.5`,
        () => `${reference()} / ${reference()}`,
        () => `${100 + random.below(900)}.${random.below(10)}`,
      ])();
    const condition = () =>
      random.pick([
        '',
        '',
        '，当 单位性质 = 行政',
        `，当 ${reference()} 非空`,
        `，当 年度 ≠ 2020 且 ${reference()} ≥ 0`,
        `，当 ${tables[0]?.table.title}.注 含 本表`,
      ]);
    const formulas = Array.from(
      { length: 60 },
      () => `勾稽：${side()} ${random.pick(['=', '=', '≤', '≥', '>='])} ${side()}${condition()}`,
    );
    const lines = text.split('\n');
    // Half of them under a table, where its name may be left out.
    const under = random.pick([...tables]);
    const at = under.line + under.table.block.lines.length;
    const own = [
      ...lines.slice(0, at),
      ...formulas.slice(0, 30),
      ...lines.slice(at),
      '',
      ...formulas.slice(30),
      '',
    ];
    const analysis = open(own.join('\n'));
    const before = open(text);
    const made = analysis.graph.relations.flatMap((r) =>
      r.source.kind === 'line'
        ? [`  ${r.source.line + 1} ${r.shape} ${r.outcome?.state} ${r.outcome?.reason ?? ''}`]
        : [],
    );
    expectGolden(
      join(folder, `formulas-${basename(name, '.disclosure')}.told`),
      [
        ...formulas,
        `checks ${counts(before)}, ${counts(analysis)}`,
        ...made,
        ...analysis.findings
          .filter((f) => own[f.range.start.line]?.startsWith('勾稽'))
          .map(
            (f) =>
              `${f.range.start.line + 1}:${f.range.start.character} ${f.severity} ${f.rule}: ${f.message}`,
          ),
        ...cut(analysis.coverage.notChecked.map((n) => `? ${n.check}: ${n.reason}`)),
      ].join('\n'),
    );
  });
});
