/** The command line: what it prints, what it writes, how it ends. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { displayWidth, excerpt } from '../../../server/src/cli/width.ts';
import { mend } from '../../../server/src/features/mend.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { disclosureIn } from '../../support/cli.ts';
import { conforms } from '../../support/schema.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const schema = JSON.parse(readFileSync(join(root, 'docs/schema/check.schema.json'), 'utf8'));
const example = readFileSync(join(root, 'test/fixtures/example.disclosure'), 'utf8');
/** The example without its sentences: one mistake. */
const tables = example.slice(0, example.indexOf('# 第三部分'));

const clean = `单位：某某局
年度：2023
金额单位：万元

## 收入决算表

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 150.00 | 145.00 | 5.00 |
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '报告 '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  return target;
}

const disclosure = (...args: string[]) => disclosureIn(folder, args);

describe('check', () => {
  test('a figure of an imported report is told with its cell in the file that came', async () => {
    put(
      '来件/甲.csv',
      `某某局2023年度部门决算\n收入决算表\n单位：万元\n科目编码,科目名称,本年收入合计,财政拨款收入,其他收入\n合计,,150.00,144.00,5.00\n`,
    );
    const made = await disclosure('import', '来件/甲.csv', '--year', '2023', '-o', '甲.disclosure');
    expect(made.err).toBe('');
    const { out } = await disclosure('check', '甲.disclosure');
    expect(out).toContain('收入决算表');
    expect(out).toMatch(/· 原件：(?:来件\/)?甲\.csv .*第 5 行/);
    expect((await disclosure('check', '甲.disclosure', '--lang', 'en')).out).toMatch(/· .*甲\.csv .*line 5/i);
  });

  test('JSON is what the schema says, and what the analysis finds', async () => {
    put('a.disclosure', example);
    put('b/c.disclosure', clean);
    const { code, out, err } = await disclosure('check', '--format', 'json');
    expect(err).toBe('');
    expect(code).toBe(1);
    const json = JSON.parse(out);
    expect(conforms(json, schema)).toEqual([]);
    expect(json.files.map((f: { path: string }) => f.path)).toEqual(['a.disclosure', 'b/c.disclosure']);
    const { findings, coverage } = analyse(example);
    const [file] = json.files;
    expect(file.diagnostics.length).toBe(findings.length);
    findings.forEach((finding, i) => {
      const printed = file.diagnostics[i];
      expect(printed).toMatchObject({
        rule: finding.rule,
        severity: finding.severity,
        range: finding.range,
        message: finding.message,
      });
      expect(printed.printed).toBe(finding.printed);
      expect(printed.expected).toBe(finding.expected);
      expect(printed.related.length).toBe(finding.related.length);
      expect(printed.fix?.title).toBe(finding.fixes.find((f) => f.preferred)?.title);
      expect(printed.fixes?.length ?? 0).toBe(finding.fixes.length);
    });
    expect(file.coverage).toMatchObject({ passed: coverage.passed, broken: coverage.broken });
    const mistake = file.diagnostics.find((d: { severity: string }) => d.severity === 'error');
    expect(mistake).toMatchObject({
      rule: 'row-sum',
      printed: '342.53',
      expected: '342.35',
      range: { start: { line: 31 } },
    });
  });

  test('a file that cannot be read does not keep the others from being checked', async () => {
    put('good.disclosure', clean);
    put('gbk.disclosure', new Uint8Array([0xb1, 0xea, 0xcc, 0xe2]));
    const { code, out, err } = await disclosure(
      'check',
      '--format',
      'json',
      'none.disclosure',
      'gbk.disclosure',
      'good.disclosure',
    );
    expect(code).toBe(2);
    const json = JSON.parse(out);
    expect(conforms(json, schema)).toEqual([]);
    expect(json.files.map((f: { path: string; error?: string }) => [f.path, f.error !== undefined])).toEqual([
      ['gbk.disclosure', true],
      ['good.disclosure', false],
      ['none.disclosure', true],
    ]);
    expect(err).toContain('none.disclosure');
  });

  test('a byte order mark and line ends change no place', async () => {
    put('bom.disclosure', `\ufeff${example.replaceAll('\n', '\r\n')}`);
    put('plain.disclosure', example);
    const { out } = await disclosure('check', '--format', 'json');
    const [bom, plain] = JSON.parse(out).files;
    expect(bom.diagnostics.map((d: { range: unknown }) => d.range)).toEqual(
      plain.diagnostics.map((d: { range: unknown }) => d.range),
    );
  });

  test('folders, globs, names with brackets; node_modules, hidden folders and links left out', async () => {
    put('报告[1].disclosure', clean);
    put('甲/乙/丙.disclosure', clean);
    put('甲/说明.txt', 'x');
    put('node_modules/x/y.disclosure', clean);
    put('.git/z.disclosure', clean);
    symlinkSync(folder, join(folder, '甲/圈'));
    const paths = async (...args: string[]) => {
      const { out } = await disclosure('check', '--format', 'json', ...args);
      return JSON.parse(out).files.map((f: { path: string }) => f.path);
    };
    expect(await paths()).toEqual(['报告[1].disclosure', '甲/乙/丙.disclosure']);
    expect(await paths('报告[1].disclosure')).toEqual(['报告[1].disclosure']);
    expect(await paths('甲/**/*')).toEqual(['甲/乙/丙.disclosure']);
    expect(await paths(join(folder, '甲'))).toEqual(['甲/乙/丙.disclosure']);
    expect(await paths('甲', '甲/乙/*.disclosure', '.')).toEqual([
      '报告[1].disclosure',
      '甲/乙/丙.disclosure',
    ]);
  });

  test('exit codes', async () => {
    put('a.disclosure', tables);
    put('b.disclosure', clean);
    expect((await disclosure('check', 'a.disclosure')).code).toBe(1);
    expect((await disclosure('check', 'b.disclosure')).code).toBe(0);
    expect((await disclosure('check', '--fail-on', 'never', 'a.disclosure')).code).toBe(0);
    expect((await disclosure('check', '--rule', 'row-sum=warning', 'a.disclosure')).code).toBe(0);
    expect(
      (await disclosure('check', '--fail-on', 'warning', '--rule', 'row-sum=warning', 'a.disclosure')).code,
    ).toBe(1);
    expect(
      (await disclosure('check', '--rule', 'row-sum=off', '--fail-on', 'error', 'a.disclosure')).code,
    ).toBe(0);
    for (const args of [
      ['check', '--format', 'xml'],
      ['check', '--nonsense'],
      ['nonsense'],
      ['check', '--rule', 'rowsum=off'],
      ['check', '--rule', 'row-sum=loud'],
      ['check', 'empty/**'],
      ['explain', 'rowsum'],
      ['codes'],
    ]) {
      const { code, err } = await disclosure(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(err).toMatch(/^错误：/);
    }
  });

  test('pretty: the mark stands under the figure, by the width of a terminal', async () => {
    put('a.disclosure', example);
    const { out } = await disclosure('check', 'a.disclosure');
    expect(out).not.toContain('\u001b');
    const lines = out.split('\n');
    const at = lines.findIndex(
      (l) => l.includes('^^^^^^') && lines[lines.indexOf(l) - 1]?.includes('342.53'),
    );
    const [above, below] = [lines[at - 1] ?? '', lines[at] ?? ''];
    expect(displayWidth(below.slice(0, below.indexOf('^')))).toBe(
      displayWidth(above.slice(0, above.indexOf('342.53'))),
    );
    expect(out).toContain('a.disclosure:32:25  错误 row-sum');
    expect(out).toMatch(/\d+ 项通过/);
  });

  test('pretty: a report cannot steer the terminal', async () => {
    put('a.disclosure', example.replace('档案馆 | 342.53', '档案\u001b[2J馆\u202e | 342.53'));
    const { out } = await disclosure('check', 'a.disclosure');
    for (const char of ['\u001b', '\u202e']) expect(out).not.toContain(char);
  });

  test('sarif, github and junit', async () => {
    put('a b.disclosure', tables);
    put('甲.disclosure', new Uint8Array([0xff]));
    const sarif = JSON.parse((await disclosure('check', '--format', 'sarif')).out);
    const result = sarif.runs[0].results.find((r: { level: string }) => r.level === 'error');
    expect(sarif.version).toBe('2.1.0');
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'a%20b.disclosure' },
      region: { startLine: 32, startColumn: 25, endLine: 32, endColumn: 31 },
    });
    expect(sarif.runs[0].invocations[0].executionSuccessful).toBe(false);
    const github = (await disclosure('check', '--format', 'github')).out;
    expect(github).toMatch(
      /^::error file=a b\.disclosure,line=32,endLine=32,col=25,endColumn=30,title=row-sum::/m,
    );
    expect(
      github
        .trim()
        .split('\n')
        .every((l) => /^::(error|warning|notice) file=/.test(l)),
    ).toBe(true);
    const junit = (await disclosure('check', '--format', 'junit')).out;
    expect(junit).toContain('<testsuite name="a b.disclosure"');
    expect(junit.match(/<failure /g)?.length).toBe(1);
    expect(junit.match(/<error /g)?.length).toBe(1);
  });

  test('reports that the front matter names are read, but never outside the working folder', async () => {
    put('外/中心.disclosure', clean);
    put('内/a.disclosure', `汇总：../外/中心.disclosure\n${clean}`);
    put('内/b.disclosure', `上年：c.disclosure\n${clean}`);
    put('内/c.disclosure', clean.replace('2023', '2022'));
    const rules = async (...args: string[]) => {
      const { files } = JSON.parse((await disclosure('check', '--format', 'json', ...args)).out);
      return files[0].diagnostics
        .filter((d: { rule: string }) => d.rule === 'cross-report')
        .map((d: { message: string }) => d.message);
    };
    expect(await rules('内/b.disclosure')).toEqual([]);
    expect(await rules('内/a.disclosure')).toEqual([]);
    const inner = folder;
    folder = join(folder, '内');
    expect((await rules('a.disclosure')).join()).toContain('工作区之外');
    symlinkSync('../外/中心.disclosure', join(folder, '链接.disclosure'));
    put('d.disclosure', `汇总：链接.disclosure\n${clean}`);
    expect((await rules('d.disclosure')).join()).toContain('工作区之外');
    folder = inner;
  });
});

describe('fix', () => {
  const pasted = `单位：某某局\n年度：2023\n金额单位：万元\n\n## 收入决算表\n\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入\n合计\t\t150.00\t145.00\t5.00\n205\t教育支出\t150.00\t145.00\t5.00\n`;

  test('safe fixes alone, and the preferred ones with --all', async () => {
    const target = put(
      'a.disclosure',
      `\ufeff${pasted}\n${example.slice(example.indexOf('## 二'), example.indexOf('勾稽：'))}`,
    );
    chmodSync(target, 0o640);
    const before = readFileSync(target, 'utf8');
    expect((await disclosure('fix', '--dry-run', 'a.disclosure')).out).toContain('+ | 205 |');
    expect(readFileSync(target, 'utf8')).toBe(before);
    const safe = await disclosure('fix', 'a.disclosure');
    const after = readFileSync(target, 'utf8');
    expect(after).toMatch(/^\ufeff单位：某某局/);
    expect(after).toContain('| 205 | 教育支出 | 150.00 | 145.00 | 5.00 |');
    expect(after).toContain('342.53');
    expect(safe.code).toBe(1);
    if (process.platform !== 'win32') expect(statSync(target).mode & 0o777).toBe(0o640);
    const all = await disclosure('fix', '--all', 'a.disclosure');
    expect(readFileSync(target, 'utf8')).toBe(after.replace('342.53', '342.35'));
    expect(all.code).toBe(0);
    expect((await disclosure('fix', '--all', 'a.disclosure')).out).toContain('改了 0 个文件');
  });

  test('a link stays a link', async () => {
    const target = put('a.disclosure', pasted);
    symlinkSync(target, join(folder, 'l.disclosure'));
    await disclosure('fix', 'l.disclosure');
    expect(readFileSync(target, 'utf8')).toContain('| 205 |');
  });

  test('what is mended stays mended', () => {
    const once = mend(example, {}, true);
    expect(once.applied.map((a) => a.rule)).toContain('row-sum');
    expect(mend(once.text, {}, true).applied).toEqual([]);
  });
});

test('fmt aligns bars and touches nothing else', async () => {
  const target = put('a.disclosure', clean);
  expect((await disclosure('fmt', '--check')).code).toBe(1);
  expect(readFileSync(target, 'utf8')).toBe(clean);
  expect((await disclosure('fmt')).code).toBe(0);
  const laid = readFileSync(target, 'utf8');
  expect(laid).not.toBe(clean);
  expect(laid.replace(/[ -]+/g, '')).toBe(clean.replace(/[ -]+/g, ''));
  expect((await disclosure('fmt', '--check')).code).toBe(0);
});

describe('looking things up', () => {
  test('codes by number and by name', async () => {
    expect((await disclosure('codes', '2210202')).out).toMatch(
      /2210202\s+住房保障支出 › 住房改革支出 › 提租补贴/,
    );
    expect((await disclosure('codes', '住房公积金')).out).toContain('2210201');
    expect((await disclosure('codes', '没有这个科目')).code).toBe(1);
  });

  test('forms, and what the tables of a file were taken for', async () => {
    expect((await disclosure('forms')).out).toContain('决算02');
    put('a.disclosure', example);
    expect((await disclosure('forms', 'a.disclosure')).out).toMatch(/支出决算表\n\s+→ 决算03/);
  });

  test('explain prints the page of a rule', async () => {
    const { out, code } = await disclosure('explain', 'row-sum');
    expect(out).toBe(readFileSync(join(root, 'docs/rules/row-sum.md'), 'utf8'));
    expect(code).toBe(0);
    expect((await disclosure('explain')).out).toContain('row-sum');
    expect((await disclosure('explain', 'row-sun')).err).toContain('row-sum');
    expect((await disclosure('explain', '../README')).code).toBe(2);
  });

  test('help speaks Chinese, or English where it is asked for', async () => {
    expect((await disclosure('--help')).out).toContain('用法：');
    expect((await disclosure('check', '--help', '--lang', 'en')).out).toContain('Usage:');
    expect((await disclosure('check', '--lang', 'en', '--nonsense')).err).toMatch(
      /^Error: there is no option/,
    );
  });
});

test('edits are applied from the text as it was', () => {
  const range = (line: number, from: number, to: number) => ({
    start: { line, character: from },
    end: { line, character: to },
  });
  const edits = [
    { range: range(1, 1, 2), newText: 'XY' },
    { range: range(0, 0, 1), newText: '' },
    { range: range(1, 2, 2), newText: '!' },
  ];
  expect(applyEdits('𠀀ab\r\ncde', edits.slice(0, 1))).toBe('𠀀ab\r\ncXYe');
  expect(applyEdits('ab\r\ncde', edits)).toBe('b\r\ncXY!e');
});

test.each([
  ['a long line', 60, 80],
  ['a line that holds a whole report', 60_000, 80_000],
])('an excerpt keeps what is marked in sight: %s', (_, before, behind) => {
  const line = `| ${'说明'.repeat(before)} | 342.53 | ${'乙'.repeat(behind)} |`;
  const from = line.indexOf('342.53');
  const piece = excerpt(line, from, from + 6, 60);
  expect(displayWidth(piece.text)).toBeLessThanOrEqual(60);
  expect(piece.marked).toBe(6);
  expect(displayWidth(piece.text.slice(0, piece.text.indexOf('342.53')))).toBe(piece.indent);
});

test('the built program runs', () => {
  put('a.disclosure', example);
  const result = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'check', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'zh_CN.UTF-8' },
  });
  expect(result.status).toBe(1);
  expect(conforms(JSON.parse(result.stdout), schema)).toEqual([]);
  expect(result.stderr).toBe('');
});
