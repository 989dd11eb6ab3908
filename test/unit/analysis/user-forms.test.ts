/** Forms of a user's own: what they give, and what is said of their mistakes. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readUserForm, readUserForms, referenceWith } from '../../../server/src/analysis/user-forms.ts';
import { en } from '../../../server/src/messages/en.ts';
import { zh } from '../../../server/src/messages/zh.ts';
import { builtInReference, Reference } from '../../../server/src/reference/index.ts';
import type { Form } from '../../../server/src/reference/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { disclosureIn } from '../../support/cli.ts';
import { wrongUnder } from '../../support/draft7.ts';
import { caret, hoverText, offered } from '../../support/fixture.ts';
import { messagesIn, unmark } from '../../support/page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const schema = JSON.parse(readFileSync(join(root, 'docs/schema/form.schema.json'), 'utf8'));
const page = readFileSync(join(root, 'docs/forms/user-forms.md'), 'utf8');
const [, reportText = ''] = /```disclosure\n([\s\S]*?)```/.exec(page) ?? [];
const [, formText = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
const report = reportText.replace(/[⟦⟧]/g, '');

const seeds = readdirSync(join(root, 'seeds/forms'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readFileSync(join(root, 'seeds/forms', name), 'utf8')] as const);

describe('the schema', () => {
  test.each(seeds)('%s conforms, to the editors and to the program', async (name, text) => {
    expect(wrongUnder(schema, parse(text))).toEqual([]);
    const { form, problems } = await readUserForm(text, name);
    // Each replaces itself.
    expect(problems.filter((p) => p.severity !== 'information')).toEqual([]);
    expect(form).toMatchObject(parse(text));
  });

  test('every key is explained in Chinese', () => {
    const silent: string[] = [];
    const walk = (node: Record<string, unknown>, at: string) => {
      for (const [key, part] of Object.entries((node.properties ?? {}) as Record<string, typeof node>)) {
        const target = part.$ref ? schema.definitions[String(part.$ref).replace('#/definitions/', '')] : part;
        if (!/\p{Script=Han}/u.test(String(part.description ?? target.description ?? '')))
          silent.push(`${at}.${key}`);
        walk(part, `${at}.${key}`);
      }
    };
    walk(schema, '$');
    for (const [name, part] of Object.entries(schema.definitions))
      walk(part as Record<string, unknown>, name);
    expect(silent).toEqual([]);
  });
});

describe('a table that nobody foresaw', () => {
  let reference: Reference;
  beforeEach(async () => {
    const { form, problems } = await readUserForm(formText, '培训计划.yaml');
    expect(problems).toEqual([]);
    expect(formText.trim().split('\n').length).toBeLessThan(30);
    reference = new Reference([form as Form]);
  });

  test('without a form: not known, and its sums are not checked', () => {
    const wrong = analyse(report.replace('| 12.40 |', '| 12.50 |'));
    expect(wrong.findings.map((f) => f.rule)).toEqual(['unknown-table']);
  });

  test('sums of rows and columns', () => {
    expect(analyse(report, { reference }).findings).toEqual([]);
    const wrong = analyse(report.replace('| 12.40 |', '| 12.50 |'), { reference });
    expect(wrong.findings.map(({ rule, printed, expected }) => ({ rule, printed, expected }))).toEqual([
      { rule: 'row-sum', printed: '12.50', expected: '12.40' },
    ]);
  });

  test('counts are summed by rows but not with money', () => {
    const wrong = analyse(report.replace('| 5 | 260 |', '| 5 | 261 |'), { reference });
    expect(wrong.findings.map(({ rule, expected }) => ({ rule, expected }))).toEqual([
      { rule: 'total', expected: '260' },
    ]);
  });

  test('hover: the column by its term, the cell by its sums', () => {
    const options = { reference };
    const over = (line: string, mark: string) => ({
      ...caret(report, line, mark),
      analysis: analyse(report, options),
    });
    expect(hoverText(over('| 项目', '培训费'))).toContain(
      builtInReference().glossary.term('培训费')?.definition.slice(0, 10),
    );
    expect(hoverText(over('| 业务培训', '11.50'))).toMatch(/9\.40.*2\.10/s);
    expect(hoverText(over('## 2023', '培训计划'))).toContain('培训计划执行情况表');
  });

  test('completion: its title, its columns, its rows', async () => {
    const at = async (text: string) => {
      const offset = text.indexOf('$0');
      const before = text.slice(0, offset).split('\n');
      const position = { line: before.length - 1, character: (before.at(-1) as string).length };
      const plain = text.replace('$0', '');
      return offered({ text: plain, position, analysis: analyse(plain, { reference }) });
    };
    expect(await at(`${report}\n## 培训$0\n`)).toContain('培训计划执行情况表');
    expect(await at(report.replace('| 差旅费 |', '| $0 |'))).toContain('差旅费');
    expect(await at(`${report.replace(/\| 合计 \| 5.*\n/, '')}| $0 |\n`)).toContain('合计');
  });

  test('coverage: what passed, and what could not be checked', () => {
    const whole = analyse(report, { reference }).coverage;
    expect(whole.passed + whole.rounding).toBe(8);
    expect(whole.notChecked).toEqual([]);
    const without = analyse(report.replace(/\| 合计 \| 5.*\n/, ''), { reference }).coverage;
    expect(without.notChecked.map((n) => n.check)).toEqual([expect.stringContaining('培训计划.1')]);
  });
});

/** A form with a mistake at ⟦…⟧, and what is said of it. */
const MISTAKES: readonly (readonly [id: string, text: string])[] = [
  ['form.not-map', '⟦- 甲⟧\n'],
  ['form.wide-colon', '⟦id：培训计划⟧\n'],
  ['form.twice-key', `${small()}⟦title⟧: 乙表\n`],
  ['form.several-documents', `${small()}⟦---⟧\nid: 乙\n`],
  ['form.tab', 'id: 甲\npanels:\n⟦\t⟧- id: 子\n'],
  ['form.indent', 'id: 甲\npanels:\n  - id: 子\n⟦ ⟧columns: []\n'],
  ['form.tag', small({ id: '!!binary ⟦aGk=⟧' })],
  ['form.tag', small({ id: '!!js/function ⟦甲⟧' })],
  ['form.deep', small({ aliases: `&a [⟦*a⟧]` })],
  ['form.key', `${small()}? ⟦[a, b]⟧\n: 1\n`],
  ['form.yaml', small({ id: '⟦@⟧甲' })],
  ['form.quote', small({ id: '⟦2023⟧' })],
  ['form.type-string', small({ title: '⟦[甲]⟧' })],
  ['form.type-number', `${small()}relations: [{ grades: { row: 合计, scale: [[⟦高⟧, 优]] } }]\n`],
  ['form.type-boolean', small({ required: '⟦是⟧' })],
  ['form.type-array', small({ aliases: '⟦乙表⟧' })],
  ['form.type-object', small({ units: '⟦是⟧' })],
  ['form.few', 'id: 甲\ntitle: 甲表\npanels: ⟦[]⟧\n'],
  ['form.many', small({ aliases: `⟦[${Array.from({ length: 501 }, (_, i) => `第${i}种`).join(', ')}]⟧` })],
  ['form.empty', small({ title: '⟦""⟧' })],
  ['form.long', small({ title: `⟦${'长'.repeat(201)}⟧` })],
  ['form.choice', small({ kind: '⟦决算表⟧' })],
  ['form.pattern', small({ years: '⟦2019年起⟧' })],
  ['form.unknown-key', `${small()}⟦alias⟧: [乙表]\n`],
  ['form.missing-key', '⟦id⟧: 甲\npanels: [{ id: 子, columns: [{ id: 金额 }] }]\n'],
  ['form.no-way', `${small()}relations:\n  - { ⟦id⟧: 甲.1, rule: total }\n`],
  ['form.several-ways', `${small()}relations:\n  - { rows: 合计 = Σ项, ⟦columns⟧: 金额 = 金额 }\n`],
  ['form.replaces', small({ id: '⟦决算09⟧' })],
  ['form.title-taken', small({ aliases: '[乙表, ⟦收入决算表⟧]' })],
  ['form.unknown-row', `${small()}relations:\n  - { rows: 合计 = ⟦培训⟧ + Σ项 }\n`],
  ['form.unknown-row', `${small()}outline: { id: 段, total: ⟦总计⟧, heads: 小计 }\n`],
  ['form.unknown-column', `${small()}relations:\n  - columns: 金额 = ⟦数量⟧ * 2\n`],
  ['form.unknown-column', `${small()}relations:\n  - { ratio: { rate: ⟦比率⟧, of: 金额, to: 金额 } }\n`],
  ['form.unknown-group', `${small()}relations:\n  - { rows: 合计 = ⟦Σ各项⟧ }\n`],
  ['form.unknown-form', `${small()}relations:\n  - { cells: 甲.合计.金额 = ⟦决算99.合计.金额⟧ }\n`],
  [
    'form.unknown-form',
    `${small()}relations:\n  - { cells: 甲.合计.金额 = 甲.合计.金额, when: ⟦乙.注 含 全年⟧ }\n`,
  ],
  [
    'form.unknown-front',
    `${small()}relations:\n  - { cells: 甲.合计.金额 = 甲.合计.金额, when: ⟦编制性质 = 行政⟧ }\n`,
  ],
  ['form.twice', 'id: 甲\ntitle: 甲表\npanels: [{ id: 子, columns: [{ id: 金额 }, { id: ⟦金额⟧ }] }]\n'],
  ['form.twice', `${small()}relations: [{ id: 一, rows: 合计 = Σ项 }, { id: ⟦一⟧, rows: 合计 = Σ项 }]\n`],
  ['form.tree-missing', small({ structure: '⟦tree⟧' })],
  [
    'form.tree-structure',
    small({ structure: '⟦rows⟧', tree: '{ id: 级, catalogue: functional, total: 合计 }' }),
  ],
  [
    'form.grid-rows',
    'id: 甲\ntitle: 甲表\nstructure: ⟦grid⟧\npanels: [{ id: 子, columns: [{ id: 金额 }] }]\n',
  ],
  [
    'form.header-twice',
    'id: 甲\ntitle: 甲表\npanels: [{ id: 子, columns: [{ id: 金额 }, { id: 数, aliases: [⟦金额（万元）⟧] }] }]\n',
  ],
  ['form.only-cells', `${small()}acrossTables:\n  - ⟦{ rows: 合计 = Σ项 }⟧\n`],
  ['form.formula', `${small()}relations:\n  - { rows: 合计 = Σ项 ⟦+⟧ }\n`],
  ['form.formula', `${small()}relations:\n  - { columns: 金额 ⟦金⟧额 }\n`],
  ['form.left-one', `${small()}relations:\n  - { rows: ⟦合计 - 合计⟧ = Σ项 }\n`],
  ['form.use-when', `${small()}relations:\n  - { columns: ⟦"金额 = 金额，当 单位性质 = 行政"⟧ }\n`],
  ['form.no-range', `${small()}relations:\n  - { rows: 合计 = ⟦合计..合计⟧ }\n`],
  ['form.one-part', `${small()}relations:\n  - { rows: 合计 = ⟦甲.合计⟧ }\n`],
  ['form.three-parts', `${small()}relations:\n  - { cells: 甲.合计.金额 = ⟦决算02.合计⟧ }\n`],
  ['form.three-parts', `${small()}relations:\n  - { reports: 甲.合计.金额 = ⟦上年.合计.金额⟧ }\n`],
  ['form.code-parts', `${small()}relations:\n  - { codes: 甲.*.金额 = ⟦决算02.合计.金额⟧ }\n`],
  ['form.when-inside', `${small()}relations:\n  - { rows: 合计 = Σ项, when: ⟦单位性质 = 行政⟧ }\n`],
  ['form.in-codes', `${small()}relations:\n  - { codes: 甲.*.金额 = 甲.*.金额, in: [⟦金额⟧] }\n`],
  ['form.grades-of', `${small()}relations:\n  - grades: ⟦{ score: 金额, scale: [[90, 优]] }⟧\n`],
  [
    'form.scale-order',
    `${small()}relations:\n  - { grades: { row: 合计, scale: [[60, 中], ⟦[90, 优]⟧] } }\n`,
  ],
];

/** A sound form, some keys of it given otherwise. */
function small(keys: Readonly<Record<string, string>> = {}): string {
  const all = {
    id: '甲',
    title: '甲表',
    ...keys,
    panels: '[{ id: 子, otherGroup: 项, columns: [{ id: 金额 }], rows: [{ id: 合计 }] }]',
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

describe('mistakes', () => {
  test('the sound form is sound', async () => {
    expect(await readUserForm(small(), '甲.yaml')).toMatchObject({
      form: { id: '甲', structure: 'rows', source: '甲.yaml' },
      problems: [],
    });
  });

  test.each(MISTAKES)('%s', async (id, text) => {
    const { source, marks } = unmark(text.replace(/\n$/, '').split('\n'));
    const { problems } = await readUserForm(source, '甲.yaml');
    expect(problems.map((p) => [p.range, told(p.message)])).toEqual([[marks[0], id]]);
  });

  test('every message is shown, in both languages', async () => {
    const shown = new Set<string>(MISTAKES.map(([id]) => id));
    const elsewhere = ['form.near', 'form.big', 'form.references', 'form.unreadable', 'form.same-id'];
    const all = Object.keys(zh).filter((id) => id.startsWith('form.'));
    expect(all.filter((id) => !shown.has(id) && !elsewhere.includes(id))).toEqual([]);
    const { problems } = await readUserForm(`${small()}alias: []\n`, '甲.yaml', 'en');
    expect(problems.map((p) => p.message)).toEqual(["There is no key 'alias'. Is it 'aliases'?"]);
  });

  test('a relation with a mistake is left out; a form with one elsewhere is not used', async () => {
    const bad = await readUserForm(
      `${small()}relations:\n  - { rows: 合计 = Σ各项 }\n  - { rows: 合计 = Σ项 }\n`,
      '甲.yaml',
    );
    expect(bad.form?.relations).toEqual([{ id: '甲.2', rule: 'total', rows: '合计 = Σ项' }]);
    expect((await readUserForm(`${small()}alias: []\n`, '甲.yaml')).form).toBeUndefined();
    // What is only said in passing keeps nothing from being used.
    expect((await readUserForm(small({ id: '决算09' }), '甲.yaml')).form?.id).toBe('决算09');
  });

  test('rules of relations that do not name one', async () => {
    const { form, problems } = await readUserForm(
      `${small()}relations:
  - { rows: 合计 = Σ项 }
  - { columns: 金额 = 金额 * 1 }
  - { cells: 甲.合计.金额 = 决算02.合计.本年收入合计 }
  - { codes: 甲.*.金额 = 决算02.*.本年收入合计 }
  - { reports: 甲.合计.金额 = 上年.甲.合计.金额 }
  - { ratio: { rate: 金额, of: 金额, to: 金额 } }
  - { grades: { row: 合计, scale: [[60, 中]] } }
`,
      '甲.yaml',
    );
    expect(problems).toEqual([]);
    expect(form?.relations?.map((r) => r.rule)).toEqual([
      'total',
      'row-sum',
      'cross-table',
      'cross-table',
      'cross-report',
      'execution-rate',
      'grade',
    ]);
  });

  test('a near name is offered, a far one is not', async () => {
    const near = async (group: string) =>
      (await readUserForm(`${small()}relations: [{ rows: 合计 = Σ${group} }]\n`, '甲.yaml')).problems[0]
        ?.message;
    expect(await near('项目')).toBe('没有“项目”这一组。是“项”吗？');
    expect(await near('培训班')).toBe('没有“培训班”这一组。');
  });
});

describe('bounds', () => {
  const message = async (text: string) =>
    told((await readUserForm(text, '甲.yaml')).problems[0]?.message ?? '');

  test('size, references, nesting', async () => {
    expect(await message(`# ${'长'.repeat(256 * 1024)}\n`)).toBe('form.big');
    expect(await message(small({ aliases: `[&a 乙表${', *a'.repeat(60)}]` }))).toBe('form.references');
    // Each level names the one before ten times: 10⁹ entries.
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    // Read to its end it would not come back before the test is given up.
    expect(await message(`l0: &l0 [a]\n${levels.join('\n')}\n`)).toBe('form.references');
    expect(await message(`${'['.repeat(20_000)}`)).toMatch(/^form\./);
    expect(await message(`${'{a: '.repeat(5000)}`)).toMatch(/^form\./);
  });

  test('a reference or two is no harm', async () => {
    const { form, problems } = await readUserForm(
      small({ aliases: '&names [乙表]', set: '套' }).replace(
        'rows: [{ id: 合计 }]',
        'rows: [{ id: 合计, aliases: *names }]',
      ),
      '甲.yaml',
    );
    expect(problems).toEqual([]);
    expect(form?.panels[0]?.rows?.[0]?.aliases).toEqual(['乙表']);
  });

  test('names of the language itself are plain names', async () => {
    const { problems } = await readUserForm(`${small()}__proto__: { id: 乙 }\nconstructor: 1\n`, '甲.yaml');
    expect(problems.map((p) => told(p.message))).toEqual(['form.unknown-key', 'form.unknown-key']);
  });

  test('whatever is written, it is read, and every place lies in the text', async () => {
    const [, text] = seeds[3] as (typeof seeds)[number];
    const piece = fc.constantFrom(
      '',
      ' ',
      '\n',
      ':',
      '：',
      '[',
      ']',
      '{',
      '}',
      '"',
      '*a',
      '&a ',
      '!',
      '- ',
      '1',
      '合计',
      '\t',
      '#',
      '|',
      '=',
      '\r',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(text.length), fc.nat(12), piece), { minLength: 1, maxLength: 4 }),
        async (edits) => {
          const changed = edits.reduce(
            (t, [at, length, by]) => t.slice(0, at) + by + t.slice(at + length),
            text,
          );
          const lines = changed.split(/\r\n|\n|\r/);
          for (const { range } of (await readUserForm(changed, '甲.yaml')).problems) {
            expect(range.end.character).toBeLessThanOrEqual(lines[range.end.line]?.length ?? -1);
            expect(range.start.line).toBeLessThanOrEqual(range.end.line);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('several forms', () => {
  test('they may name each other; of one id the first counts', async () => {
    const other = small({ id: '乙', title: '乙表' });
    const naming = `${small()}relations:\n  - { cells: 甲.合计.金额 = 乙.合计.金额 }\n`;
    const forms = await readUserForms([
      { path: 'f/a.yaml', text: naming },
      { path: 'f/b.yaml', text: other },
      { path: 'f/c.yaml', text: small({ title: '丙表' }) },
      { path: 'f/d.yaml', text: undefined },
    ]);
    expect(forms.map((f) => [f.form?.id, f.problems.map((p) => told(p.message))])).toEqual([
      ['甲', []],
      ['乙', []],
      [undefined, ['form.same-id']],
      [undefined, ['form.unreadable']],
    ]);
    expect(forms[2]?.problems[0]?.message).toContain('a.yaml');
  });

  test('one of a folder above is replaced, and may be named', async () => {
    const [above] = await readUserForms([{ path: 'f/a.yaml', text: small() }]);
    const naming = `${small({ id: '乙', title: '乙表' })}relations:\n  - { cells: 乙.合计.金额 = 甲.合计.金额 }\n`;
    const inner = await readUserForms(
      [
        { path: 'f/g/a.yaml', text: small({ title: '新表' }) },
        { path: 'f/g/b.yaml', text: naming },
      ],
      'zh',
      [above?.form as Form],
    );
    expect(inner.map((f) => f.problems.map((p) => told(p.message)))).toEqual([['form.replaces'], []]);
    const library = referenceWith([...inner.map((f) => f.form as Form), above?.form as Form]).forms;
    expect(library.get('甲')?.title).toBe('新表');
    expect(library.forms.filter((f) => f.id === '甲')).toHaveLength(1);
  });

  test('one with the id of a built-in form stands in its place', async () => {
    const { form } = await readUserForm(small({ id: '决算01', title: '本地总表' }), '甲.yaml');
    const { forms } = referenceWith([form as Form]);
    expect(forms.get('决算01')?.title).toBe('本地总表');
    expect(forms.forms.length).toBe(builtInReference().forms.forms.length);
  });

  test('without any, all share the built-in reference', () => {
    expect(referenceWith([])).toBe(builtInReference());
  });
});

describe('the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), '表式 '));
    put('报告/a.disclosure', report.replace('| 12.40 |', '| 12.50 |'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  const disclosure = (...args: string[]) => disclosureIn(folder, args, {});

  const rules = (out: string) =>
    (JSON.parse(out) as { files: { diagnostics: { rule: string }[] }[] }).files.flatMap((f) =>
      f.diagnostics.map((d) => d.rule),
    );

  test.each(['.disclosure/forms/a.yaml', '报告/.disclosure/forms/a.yaml'])('check uses %s', async (path) => {
    expect(rules((await disclosure('check', '--format', 'json')).out)).toEqual(['unknown-table']);
    put(path, formText);
    const { code, out, err } = await disclosure('check', '--format', 'json');
    expect([code, err, rules(out)]).toEqual([1, '', ['row-sum']]);
  });

  test('the nearest form of an id counts', async () => {
    put('.disclosure/forms/a.yaml', formText);
    put('报告/.disclosure/forms/a.yaml', formText.replace(/ {2}- \{ columns.*\n/, ''));
    expect(rules((await disclosure('check', '--format', 'json')).out)).toEqual(['total']);
  });

  test('a form with a mistake is told, and is no pass', async () => {
    put('报告/a.disclosure', report);
    put('.disclosure/forms/a.yaml', formText.replace('aliases:', 'alias:'));
    const { code, out, err } = await disclosure('check', '--format', 'json');
    expect([code, rules(out)]).toEqual([2, ['unknown-table']]);
    expect(err).toBe('.disclosure/forms/a.yaml:4:1 错误：没有“alias”这个键。是“aliases”吗？\n');
  });

  test('forms lists them with their file', async () => {
    put('.disclosure/forms/a.yaml', formText);
    const all = await disclosure('forms');
    expect(all.out).toMatch(/培训计划 +培训计划执行情况表\n +自定，写在 \.disclosure\/forms\/a\.yaml\n/);
    expect(all.out).toContain('决算01');
    const one = await disclosure('forms', '报告/a.disclosure');
    expect(one.out).toContain('→ 培训计划 培训计划执行情况表');
  });

  test('forms outside the working folder are not read', async () => {
    const other = mkdtempSync(join(tmpdir(), '外面 '));
    try {
      mkdirSync(join(other, 'forms'));
      writeFileSync(join(other, 'forms', 'a.yaml'), formText);
      mkdirSync(join(folder, '报告/.disclosure'));
      symlinkSync(join(other, 'forms'), join(folder, '报告/.disclosure/forms'));
      expect(rules((await disclosure('check', '--format', 'json')).out)).toEqual(['unknown-table']);
      rmSync(join(folder, '报告/.disclosure/forms'));
      mkdirSync(join(folder, '报告/.disclosure/forms'));
      symlinkSync(join(other, 'forms/a.yaml'), join(folder, '报告/.disclosure/forms/a.yaml'));
      expect(rules((await disclosure('check', '--format', 'json')).out)).toEqual(['unknown-table']);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

/** The id of the message that a text is, a suggestion at its end aside. */
function told(text: string): string {
  const ids = (Object.keys(zh) as (keyof typeof zh)[]).filter(
    (id) => id.startsWith('form.') && id !== 'form.near',
  );
  const says = Object.fromEntries(ids.map((id) => [id, { zh: zh[id], en: en[id] }]));
  return messagesIn(text.replace(/是“[^”]*”吗？$/, ''), says)[0] ?? text;
}
