/** Reports that name others: what may be read, what must agree, and what is said of links that lead nowhere. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/analysis/analysis.ts';
import { referenceWith } from '../../../server/src/analysis/user-forms.ts';
import { LinkReader } from '../../../server/src/cli/links.ts';
import { run } from '../../../server/src/cli/program.ts';
import { LinkedReportCache, type LinkSource } from '../../../server/src/features/linked-reports.ts';
import { Confined, commonFolder, foldersAbove } from '../../../server/src/node/files.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { hostilePaths } from '../../support/paths.ts';
import { findings, textAt } from '../../support/read.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '衔接 '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, text: string | Uint8Array): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

/** A report of one table; `head` are further lines of its front matter. */
function report(head: readonly string[], spent: number, year = 2023): string {
  const amount = `${spent.toFixed(2)}`;
  return `${[...head, '单位：某某局', `年度：${year}`, '类型：决算', '金额单位：万元'].join('\n')}

## 一般公共预算财政拨款支出决算表

| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | ${amount} | ${amount} |  |
| 201 | 一般公共服务支出 | ${amount} | ${amount} |  |
`;
}

/** 01 of a year with what is carried over at its two ends. */
function account(head: readonly string[], year: number, first: number, last: number): string {
  const [income, spent] = [100, 100 + first - last];
  const [from, to, out, all] = [first, last, spent, 100 + first].map((n) => n.toFixed(2));
  return `${[...head, '单位：某某局', `年度：${year}`, '类型：决算', '金额单位：万元'].join('\n')}

## 收入支出决算总表

| 收入/项目 | 收入/行次 | 收入/决算数 | 支出/项目 | 支出/行次 | 支出/决算数 |
| --- | ---: | ---: | --- | ---: | ---: |
| 一、一般公共预算财政拨款收入 | 1 | ${income.toFixed(2)} | 一、一般公共服务支出 | 32 | ${out} |
| 本年收入合计 | 27 | ${income.toFixed(2)} | 本年支出合计 | 58 | ${out} |
| 年初结转和结余 | 29 | ${from} | 年末结转和结余 | 60 | ${to} |
| 总计 | 31 | ${all} | 总计 | 62 | ${all} |
`;
}

function open(path: string, links = new LinkReader(folder, {})): Analysis {
  const absolute = join(folder, path);
  return analyse(readFileSync(absolute, 'utf8'), { links: links.of(absolute) });
}

const between = (analysis: Analysis) => findings(analysis, /^cross-report$/);
/** What is said of each link: the path and the reason. */
const problems = (analysis: Analysis) => analysis.links.problems.map((p) => `${p.path} ${p.reason}`);

describe('what may be read', () => {
  const find = (path: string, confined = new Confined([folder])) => {
    const found = confined.find(join(folder, '报告'), path);
    return typeof found === 'string' ? found : (found.read() ?? 'unreadable');
  };

  beforeEach(() => {
    put('报告/a.disclosure', '甲');
    put('b.disclosure', '乙');
  });

  test('files of the folder, by paths from the report', () => {
    expect(find('a.disclosure')).toBe('甲');
    expect(find('../b.disclosure')).toBe('乙');
    expect(find('..\\b.disclosure')).toBe('乙');
    expect(find('./x/../../b.disclosure')).toBe('乙');
    expect(find(join(folder, 'b.disclosure'))).toBe('乙');
    expect(find('c.disclosure')).toBe('missing');
    expect(find('a\0.disclosure')).toBe('missing');
  });

  test('nothing outside, whether it exists or not', () => {
    for (const path of [
      '../../x.disclosure',
      '/etc/passwd',
      '/etc/none',
      '..\\..\\x',
      '../..',
      '//host/share/x',
    ])
      expect(find(path)).toBe('outside');
    // A folder whose name only begins alike is another.
    expect(find(`../../${basename(folder)}2/x`)).toBe('outside');
    // Two dots may begin a name.
    put('..c.disclosure', '丙');
    expect(find('../..c.disclosure')).toBe('丙');
  });

  test('links are followed and checked', () => {
    const other = mkdtempSync(join(tmpdir(), '外面 '));
    try {
      writeFileSync(join(other, 'x.disclosure'), '外');
      symlinkSync(join(other, 'x.disclosure'), join(folder, '报告/out.disclosure'));
      symlinkSync(other, join(folder, '报告/外'));
      symlinkSync('../b.disclosure', join(folder, '报告/in.disclosure'));
      symlinkSync('loop.disclosure', join(folder, '报告/loop.disclosure'));
      expect(find('out.disclosure')).toBe('outside');
      expect(find('外/x.disclosure')).toBe('outside');
      expect(find('in.disclosure')).toBe('乙');
      expect(find('loop.disclosure')).toBe('missing');
      // The workspace itself may be reached by a link.
      symlinkSync(folder, join(other, '工作区'));
      const found = new Confined([join(other, '工作区')]).find(join(other, '工作区/报告'), '../b.disclosure');
      expect(typeof found === 'string' ? found : found.read()).toBe('乙');
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('no path of any kind leads to a file outside', () => {
    const other = mkdtempSync(join(tmpdir(), '外面 '));
    try {
      const secret = join(other, 'x.disclosure');
      const way = `../../${basename(other)}/x.disclosure`;
      writeFileSync(secret, '外');
      const there = hostilePaths(secret, way).map((path) => find(path));
      for (const answer of there) expect(['outside', 'missing', 'unreadable']).toContain(answer);
      // Nor is it told whether there is such a file.
      rmSync(secret);
      expect(hostilePaths(secret, way).map((path) => find(path))).toEqual(there);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('only text files of a bearable size', () => {
    put('报告/bytes.disclosure', new Uint8Array([0xb5, 0xa5, 0xce, 0xbb]));
    expect(find('bytes.disclosure')).toBe('unreadable');
    expect(find('../报告')).toBe('unreadable');
    put('报告/big.disclosure', new Uint8Array(33 * 1024 * 1024));
    expect(find('big.disclosure')).toBe('unreadable');
    // A pipe that nobody writes to would never end.
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, '报告/pipe.disclosure')]);
    expect(find('pipe.disclosure')).toBe('unreadable');
  });

  test('folders above a file, and the one that holds several', () => {
    expect(foldersAbove('/a/b/c/x', '/a')).toEqual(['/a/b/c', '/a/b', '/a']);
    expect(foldersAbove('/b/x', '/a')).toEqual([]);
    expect(commonFolder(['/a/b/x', '/a/c/d/y'])).toBe('/a');
    expect(commonFolder(['/a/b/x'])).toBe('/a/b');
    expect(commonFolder(['/a/x', '/b/y'])).toBeUndefined();
    expect(commonFolder([])).toBeUndefined();
  });
});

describe('last year', () => {
  test('this 年初 is last 年末', () => {
    put('2022.disclosure', account([], 2022, 2, 4));
    put('2023.disclosure', account(['上年：2022.disclosure'], 2023, 4, 3));
    const right = open('2023.disclosure');
    expect([problems(right), between(right)]).toEqual([[], []]);
    expect(right.coverage.broken).toBe(0);
    put('2023.disclosure', account(['上年：2022.disclosure'], 2023, 5, 3));
    const wrong = open('2023.disclosure');
    expect(between(wrong)).toEqual([expect.stringMatching(/:5\.00 cross-report warning/)]);
    const [finding] = wrong.findings.filter((f) => f.rule === 'cross-report');
    expect(finding?.message).toContain('2022.disclosure');
    expect(finding?.related.map((r) => r.path)).toContain('2022.disclosure');
  });

  test('a report that cannot be had takes nothing else with it', () => {
    put('2023.disclosure', account(['上年：2022.disclosure'], 2023, 4, 3));
    const analysis = open('2023.disclosure');
    expect(problems(analysis)).toEqual(['2022.disclosure missing']);
    expect(between(analysis)).toEqual(['1:2022.disclosure cross-report warning']);
    expect(analysis.coverage.passed + analysis.coverage.rounding).toBeGreaterThan(0);
  });
});

describe('units', () => {
  const department = (spent: number) => report(['汇总：本级.disclosure、下属/中心.disclosure'], spent);

  beforeEach(() => {
    put('本级.disclosure', report([], 100));
    put('下属/中心.disclosure', report([], 50));
  });

  test('the department is their sum', () => {
    put('局.disclosure', department(150));
    expect(between(open('局.disclosure'))).toEqual([]);
    put('局.disclosure', department(160));
    expect(between(open('局.disclosure'))).toEqual([
      expect.stringMatching(/:160\.00 cross-report warning/),
      expect.stringMatching(/:160\.00 cross-report warning/),
    ]);
  });

  test('without one of them no sum is owed', () => {
    rmSync(join(folder, '下属/中心.disclosure'));
    put('局.disclosure', department(160));
    const analysis = open('局.disclosure');
    expect(problems(analysis)).toEqual(['下属/中心.disclosure missing']);
    expect(between(analysis)).toEqual(['1:下属/中心.disclosure cross-report warning']);
  });

  test('one that is named twice is added up once', () => {
    put('局.disclosure', report(['汇总：本级.disclosure、下属/中心.disclosure、./本级.disclosure'], 150));
    expect(between(open('局.disclosure'))).toEqual([]);
  });

  test('tables of a form of one’s own are added up too', () => {
    const form = {
      id: '甲',
      title: '甲表',
      structure: 'rows' as const,
      panels: [{ id: '子', columns: [{ id: '金额' }], rows: [{ id: '合计' }] }],
      units: {},
      source: 'a.yaml',
    };
    const reference = referenceWith([form]);
    const table = (amount: string, head = '') =>
      `${head}单位：某某局\n年度：2023\n金额单位：万元\n\n## 甲表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 | ${amount} |\n`;
    put('本级.disclosure', table('1.00'));
    put('下属/中心.disclosure', table('2.00'));
    const path = put('局.disclosure', table('4.00', '汇总：本级.disclosure、下属/中心.disclosure\n'));
    const links = new LinkReader(folder, {}).of(path, { reference });
    const analysis = analyse(readFileSync(path, 'utf8'), { reference, links });
    expect(between(analysis)).toEqual([expect.stringMatching(/:4\.00 cross-report/)]);
  });
});

describe('links that lead back', () => {
  test('a report that names itself', () => {
    put('a.disclosure', report(['上年：./a.disclosure'], 1));
    const analysis = open('a.disclosure');
    expect(problems(analysis)).toEqual(['./a.disclosure cycle']);
    const [finding] = analysis.findings.filter((f) => f.rule === 'cross-report');
    expect(finding && textAt(analysis, finding.range)).toBe('./a.disclosure');
  });

  test('two that name each other, and three in a ring', () => {
    put('a.disclosure', report(['上年：b.disclosure'], 1));
    put('b.disclosure', report(['上年：a.disclosure'], 1, 2022));
    expect(problems(open('a.disclosure'))).toEqual(['b.disclosure cycle']);
    expect(problems(open('b.disclosure'))).toEqual(['a.disclosure cycle']);
    put('b.disclosure', report(['上年：c.disclosure'], 1, 2022));
    put('c.disclosure', report(['汇总：x.disclosure、a.disclosure'], 1, 2021));
    expect(problems(open('a.disclosure'))).toEqual(['b.disclosure cycle']);
    expect(problems(open('c.disclosure'))).toEqual(['x.disclosure missing', 'a.disclosure cycle']);
  });

  test('a ring further on is the affair of those in it', () => {
    put('a.disclosure', report(['上年：b.disclosure'], 1));
    put('b.disclosure', report(['上年：c.disclosure'], 1, 2022));
    put('c.disclosure', report(['上年：b.disclosure'], 1, 2021));
    expect(problems(open('a.disclosure'))).toEqual([]);
    expect(problems(open('b.disclosure'))).toEqual(['c.disclosure cycle']);
  });

  test('two ways to one report are no ring', () => {
    put('局2023.disclosure', report(['上年：局2022.disclosure', '汇总：本级2023.disclosure'], 1));
    put('局2022.disclosure', report(['汇总：本级2022.disclosure'], 1, 2022));
    put('本级2023.disclosure', report(['上年：本级2022.disclosure'], 1));
    put('本级2022.disclosure', report([], 1, 2022));
    expect(problems(open('局2023.disclosure'))).toEqual([]);
  });

  test('by another name it is the same report', () => {
    put('a.disclosure', report(['上年：b.disclosure'], 1));
    symlinkSync('a.disclosure', join(folder, 'b.disclosure'));
    expect(problems(open('a.disclosure'))).toEqual(['b.disclosure cycle']);
  });

  test('a long chain of years is looked through within bounds', () => {
    for (let i = 0; i < 260; i++) put(`${i}.disclosure`, `上年：${i + 1}.disclosure\n类型：决算\n`);
    const links = new LinkReader(folder, {});
    expect(problems(open('0.disclosure', links))).toEqual([]);
    const looked = links.lookUps(join(folder, '0.disclosure')).length;
    expect(looked).toBeGreaterThan(1);
    expect(looked).toBeLessThan(250);
  });
});

describe('analyses of linked reports', () => {
  test('are kept by content', () => {
    put('b.disclosure', report([], 1, 2022));
    put('a.disclosure', report(['上年：b.disclosure'], 1));
    const links = new LinkReader(folder, {}).of(join(folder, 'a.disclosure'));
    const first = links.get('b.disclosure');
    expect(links.get('./b.disclosure')).toBe(first);
    expect(links.fresh()).toBe(true);
    // Written again with the same text: another time, the same analysis.
    put('b.disclosure', report([], 1, 2022));
    utimesSync(join(folder, 'b.disclosure'), 1, 1);
    expect(links.fresh()).toBe(true);
    put('b.disclosure', report([], 23, 2022));
    expect(links.fresh()).toBe(false);
    rmSync(join(folder, 'b.disclosure'));
    expect(links.get('b.disclosure')).toBe('missing');
  });

  test('one that is open in an editor comes before the disk', () => {
    const texts = new Map([['b', report([], 1, 2022)]]);
    const opened = analyse(report([], 2, 2022));
    let version = 0;
    const source: LinkSource = {
      find: (_, path) => {
        const text = texts.get(path);
        if (text === undefined) return 'missing';
        return {
          key: path,
          stamp: `${version}`,
          read: () => text,
          ...(version > 0 ? { analysis: opened } : {}),
        };
      },
    };
    const links = new LinkedReportCache(source).of('a', {});
    expect((links.get('b') as Analysis).text).toBe(texts.get('b'));
    version = 1;
    expect(links.fresh()).toBe(false);
    expect(links.get('b')).toBe(opened);
  });
});

describe('the command line', () => {
  async function check(cwd: string, ...args: string[]): Promise<Record<string, string[]>> {
    let out = '';
    await run(['check', '--format', 'json', ...args], {
      stdout: { write: (text) => (out += text) },
      stderr: { write: () => undefined },
      cwd,
      env: {},
      root,
    });
    const { files } = JSON.parse(out) as {
      files: { path: string; diagnostics: { rule: string; message: string }[] }[];
    };
    return Object.fromEntries(
      files.map((f) => [
        f.path.split('/').at(-1),
        f.diagnostics.filter((d) => d.rule === 'cross-report').map((d) => d.message),
      ]),
    );
  }

  beforeEach(() => {
    put('2022/a.disclosure', account([], 2022, 2, 4));
    put('2023/b.disclosure', account(['上年：../2022/a.disclosure'], 2023, 4, 3));
  });

  test('the working folder bounds what is read', async () => {
    expect(await check(folder, '2023')).toEqual({ 'b.disclosure': [] });
    expect(await check(join(folder, '2023'), '.')).toEqual({
      'b.disclosure': ['“../2022/a.disclosure”在工作区之外，出于安全没有打开。'],
    });
  });

  test('for files elsewhere, the folder that holds them all', async () => {
    const elsewhere = put('别处/x', '');
    const [a, b] = [join(folder, '2022/a.disclosure'), join(folder, '2023/b.disclosure')];
    expect(await check(dirname(elsewhere), b)).toEqual({
      'b.disclosure': [expect.stringContaining('在工作区之外')],
    });
    expect(await check(dirname(elsewhere), a, b)).toEqual({ 'a.disclosure': [], 'b.disclosure': [] });
  });
});

describe('the sample of a department with two units and two years', () => {
  const place = join(root, 'samples/示例部门');
  const name = (part: string) => join(place, `示例市林业${part}决算.disclosure`);
  const department = readFileSync(name('局2023'), 'utf8');
  const links = new LinkReader(place, {});
  const read = (text: string) => analyse(text, { links: links.of(name('局2023')) });

  test('is in order, and its relations are counted', () => {
    const analysis = read(department);
    expect([problems(analysis), between(analysis)]).toEqual([[], []]);
    const alone = analyse(department).coverage;
    expect(analysis.coverage.passed).toBeGreaterThan(alone.passed + 100);
    expect(analysis.coverage.broken).toBe(0);
  });

  test('a carry-over that is not last year’s is told', () => {
    const [row = ''] = /\| 年初结转和结余 \| 29 \|.*/.exec(department) ?? [];
    const amount = row.split('|')[3]?.trim() ?? '';
    const changed = department.replace(row, row.replace(amount, String(Number(amount) + 1)));
    expect(read(changed).findings.map((f) => f.rule)).toContain('cross-report');
  });

  test.each(['局本级2023', '科学研究所2023'])(
    'an amount of %s that is 1.00 more is told in the department',
    (unit) => {
      const text = readFileSync(name(unit), 'utf8');
      const table = text.indexOf('一般公共预算财政拨款支出决算表');
      const [row = ''] = /\| 2\d{6} \|.*/.exec(text.slice(table)) ?? [];
      const [amount = ''] = row.match(/[\d,]+\.\d\d/) ?? [];
      const more = (Number(amount.replaceAll(',', '')) + 1).toFixed(2);
      const changed = analyse(
        text.slice(0, table) + text.slice(table).replace(row, row.replace(amount, more)),
      );
      const own = links.of(name('局2023'));
      const analysis = analyse(department, {
        links: { get: (path) => (path.includes(unit) ? changed : own.get(path)) },
      });
      expect(analysis.findings.map((f) => f.rule)).toContain('cross-report');
    },
  );
});
