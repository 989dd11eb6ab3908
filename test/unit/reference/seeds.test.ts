import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Value = string | number | null;
interface Table {
  source: string;
  columns: string[];
  rows: Value[][];
}
interface Term {
  term: string;
  aliases: string[];
  definition: string;
  english: string;
  sources: string[];
}
interface CodeTerm {
  code: string;
  catalogue: string;
  name: string;
  definition: string;
  english: string;
  sources: string[];
  firstYear?: number | null;
  lastYear?: number | null;
}
interface CodeRow {
  code: string;
  name: string;
  level: string;
  fund: string | null;
  first: number | null;
  last: number | null;
  sources: number;
  basis: string;
  yearsBasis: string | null;
}

const text = (path: string): string =>
  readFileSync(new URL(`../../../seeds/${path}`, import.meta.url), 'utf8');
const json = <T>(path: string): T => JSON.parse(text(path)) as T;
const words = (s: string): string[] => s.split(/\s+/u).filter((w) => w !== '');

/** Names are compared without white space, width, brackets, quotes and stops. */
const fold = (s: string): string => s.normalize('NFKC').replace(/[\s()“”"‘’'、,;:。]/gu, '');

const COLUMNS = ['code', 'name', 'level', 'fund', 'firstYear', 'lastYear', 'sources', 'basis', 'yearsBasis'];
const LEVEL_OF_LENGTH: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };
const CATALOGUES = {
  functional: { rows: 1976, lead: '2' },
  economic_department: { rows: 118, lead: '3' },
  economic_government: { rows: 85, lead: '5' },
  revenue: { rows: 67, lead: '1' },
} as const;
type CatalogueName = keyof typeof CATALOGUES;
const CATALOGUE_NAMES = Object.keys(CATALOGUES) as CatalogueName[];

const codeRows = (name: CatalogueName): CodeRow[] =>
  json<Table>(`codes/${name}.json`).rows.map((row) => {
    const [code, title, level, fund, first, last, sources, basis, yearsBasis] = row;
    return { code, name: title, level, fund, first, last, sources, basis, yearsBasis } as CodeRow;
  });

/** Diffs stay readable only while every entry has a line to itself. */
const entryLines = (path: string): number =>
  text(path)
    .split('\n')
    .filter((line) => /^ {4}[[{].*[\]}],?$/u.test(line)).length;

describe.each(CATALOGUE_NAMES)('catalogue %s', (name) => {
  const rows = codeRows(name);

  test('is whole, one row a line', () => {
    const table = json<Table>(`codes/${name}.json`);
    expect(table.columns).toEqual(COLUMNS);
    expect(table.source).not.toBe('');
    expect(rows.length).toBeGreaterThanOrEqual(CATALOGUES[name].rows);
    expect(entryLines(`codes/${name}.json`)).toBe(rows.length);
    expect(table.rows.filter((row) => row.length !== COLUMNS.length)).toEqual([]);
  });

  test('has well-formed fields', () => {
    const year = (y: number | null): boolean => y === null || (Number.isInteger(y) && y > 2000 && y < 2100);
    const bad = rows.filter(
      (r) =>
        !/^\d+$/u.test(r.code) ||
        !r.code.startsWith(CATALOGUES[name].lead) ||
        r.name === '' ||
        r.name !== r.name.trim() ||
        r.fund === '' ||
        r.yearsBasis === '' ||
        !year(r.first) ||
        !year(r.last) ||
        (r.first !== null && r.last !== null && r.first > r.last) ||
        !Number.isInteger(r.sources) ||
        !['confirmed', 'corroborated', 'unconfirmed', 'doubtful'].includes(r.basis) ||
        (r.basis === 'confirmed') !== r.sources > 0,
    );
    expect(bad).toEqual([]);
  });

  test('levels match the digits', () => {
    expect(rows.filter((r) => LEVEL_OF_LENGTH[r.code.length] !== r.level)).toEqual([]);
  });

  test('is in order, and one code has one name at a time', () => {
    expect(rows.map((r) => r.code)).toEqual(rows.map((r) => r.code).sort());
    const clashes = rows.flatMap((a, i) =>
      rows
        .slice(i + 1)
        .filter(
          (b) =>
            b.code === a.code &&
            Math.max(a.first ?? 0, b.first ?? 0) <= Math.min(a.last ?? 9999, b.last ?? 9999),
        )
        .map((b) => [a.code, a.name, b.name]),
    );
    expect(clashes).toEqual([]);
  });

  test('every code has its parent', () => {
    const codes = new Set(rows.map((r) => r.code));
    const orphans = rows.filter((r) => r.code.length > 3 && !codes.has(r.code.slice(0, -2)));
    expect(orphans.map((r) => `${r.code} ${r.name}`)).toEqual([]);
  });
});

describe('renames and funds', () => {
  const rows = CATALOGUE_NAMES.flatMap(codeRows);

  test('a renamed code stands under both names in the catalogue', () => {
    const table = json<Table>('codes/renames.json');
    expect(table.columns).toEqual(['code', 'oldName', 'newName', 'year', 'basis', 'note']);
    expect(table.rows.length).toBeGreaterThanOrEqual(120);
    expect(entryLines('codes/renames.json')).toBe(table.rows.length);
    const known = new Set(rows.map((r) => `${r.code} ${r.name}`));
    const bad = table.rows.filter(([code, oldName, newName, year]) => {
      if (!/^\d+$/u.test(String(code))) return false;
      return (
        typeof newName !== 'string' ||
        typeof year !== 'number' ||
        !known.has(`${code} ${newName}`) ||
        (oldName !== null && !known.has(`${code} ${oldName}`))
      );
    });
    expect(bad).toEqual([]);
  });

  test('the classes that several budgets share are in the catalogue', () => {
    const table = json<Table>('codes/class_funds.json');
    expect(table.columns).toEqual(['code', 'fund', 'firstYear', 'note']);
    expect(new Set(table.rows.map((r) => r[0])).size).toBe(19);
    const codes = new Set(rows.map((r) => r.code));
    const funds = new Set(codeRows('functional').map((r) => r.fund));
    expect(table.rows.filter((r) => !codes.has(String(r[0])) || !funds.has(String(r[1])))).toEqual([]);
  });
});

const REQUIRED_TERMS = {
  // What the glossaries of the five reports define.
  glossaries:
    words(`财政拨款收入 一般公共预算财政拨款收入 一般公共预算拨款收入 政府性基金预算财政拨款收入 国有资本经营预算财政拨款收入
    财政专户管理资金收入 单位资金收入 上级补助收入 事业收入 经营收入 事业单位经营收入 附属单位上缴收入 其他收入 使用非财政拨款结余
    年初结转和结余 上年结转 结余分配 年末结转和结余 基本支出 项目支出 经营支出 事业单位经营支出 上缴上级支出 部门预算支出
    “三公”经费 机关运行经费 机关运行费`),
  // 决算 and 预算 tables: columns and rows.
  finalColumns:
    words(`项目 行次 栏次 决算数 预算数 金额 收入 支出 合计 小计 总计 本年收入合计 本年支出合计 收入总计 支出总计
    功能分类科目编码 科目编码 科目名称 类 款 项 本年收入 本年支出 对附属单位补助支出 人员经费 公用经费 人员经费合计 公用经费合计
    一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款 年初财政拨款结转和结余 年末财政拨款结转和结余 经济分类科目`),
  budgetColumns:
    words(`序号 功能分类科目 财政专户收入 财政专户管理资金 单位资金 上年结转结余 年终结转结余 上解上级支出 支出部门经济分类科目
    一般公共预算基本支出 资金性质 政府性基金预算拨款 国有资本经营预算拨款 一般公共预算拨款`),
  tables:
    words(`收入支出决算总表 收入决算表 支出决算表 财政拨款收入支出决算总表 一般公共预算财政拨款支出决算表
    一般公共预算财政拨款基本支出决算明细表 一般公共预算财政拨款支出决算明细表 政府性基金预算财政拨款收入支出决算表
    国有资本经营预算财政拨款支出决算表 财政拨款“三公”经费支出决算表 部门决算公开相关信息统计表 部门预算收支总表 部门预算收入总表
    部门预算支出总表 部门预算财政拨款收支总表 部门预算一般公共预算财政拨款支出表 部门预算一般公共预算财政拨款基本支出表
    部门预算政府基金预算财政拨款支出表 部门预算国有资本经营预算财政拨款支出表 部门预算财政拨款“三公”经费支出表 部门政府采购预算
    部门固定资产占用情况表 项目绩效目标表 项目支出绩效自评表 项目支出绩效自评情况汇总表 部门整体绩效自评表`),
  threePublic:
    words(`因公出国（境）费 公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费 公务接待费 国内接待费 国（境）外接待费
    团组 人次 批次 公务用车保有量 教学科研人员因公出国（境）费 其他因公出国（境）费 公务用车购置及运维费`),
  procurementAndAssets:
    words(`政府采购 政府采购货物支出 政府采购工程支出 政府采购服务支出 采购金额 授予中小企业合同金额
    授予小微企业合同金额 预留中小微企业份额 政府采购项目来源 预算资金 采购物品名称 政府采购目录序号 计量单位 数量 单价 国有资产占用情况
    资产总额 房屋 办公用房 车辆 其他固定资产 价值 车辆数合计 副部（省）级及以上领导用车 主要负责人用车 主要领导干部用车 机要通信用车
    应急保障用车 执法执勤用车 特种专业技术用车 离退休干部用车 离退休干部服务用车 其他用车 单价100万元（含）以上设备（不含车辆）`),
  carry: words('结转资金 结余资金 非财政拨款结余 专用结余 使用专用结余 经营结余 结余分配'),
  performance:
    words(`绩效自评 部门评价 重点绩效评价 整体支出绩效自评 绩效目标 一级指标 二级指标 三级指标 产出指标 效益指标 满意度指标
    数量指标 质量指标 时效指标 成本指标 经济效益指标 社会效益指标 生态效益指标 可持续影响指标 服务对象满意度指标 年度指标值 年初目标值
    实际完成指标值 实际完成值 分值 得分 总分 自评等级 执行率 年初预算数 全年预算数 全年执行数 执行数 年度资金总额 当年财政拨款
    上年结转资金 其他资金 资金结（转）余 偏差原因分析及改进措施 指标值确定依据 绩效指标描述 项目类别 项目属性 项目类型`),
  classification: words(
    '支出功能分类 部门预算支出经济分类 政府预算支出经济分类 行政运行 一般行政管理事务 机关服务 事业运行',
  ),
} as const;

describe('glossary of terms', () => {
  const entries = json<{ source: string; entries: Term[] }>('glossary/terms.json').entries;
  const names = entries.flatMap((e) => [e.term, ...e.aliases]);

  test('is well formed, one entry a line', () => {
    expect(entryLines('glossary/terms.json')).toBe(entries.length);
    const bad = entries.filter(
      (e) =>
        e.term === '' ||
        e.english === '' ||
        e.sources.length === 0 ||
        !e.definition.endsWith('。') ||
        e.definition.length < 8 ||
        e.definition.length > 150,
    );
    expect(bad).toEqual([]);
  });

  test('a name belongs to one entry', () => {
    const seen = new Set<string>();
    const twice = names.filter((n) => seen.has(fold(n)) || !seen.add(fold(n)));
    expect(twice).toEqual([]);
  });

  test.each(Object.entries(REQUIRED_TERMS))('defines %s', (_, required) => {
    const known = new Set(names.map(fold));
    expect(required.filter((term) => !known.has(fold(term)))).toEqual([]);
  });
});

/** Codes of the five reports; the two budgets break some of them in two, these are whole. */
const REPORTED_CODES =
  words(`203 20306 2030699 205 20502 2050201 20503 2050303 2050399 206 20699 2069999 208 20801 2080101 2080102
  2080104 2080105 2080106 2080107 2080108 2080109 2080110 2080112 2080115 2080116 2080199 20805 2080501 2080502 2080505 2080506 2080599
  20807 2080704 2080705 2080711 2080712 2080799 20808 2080899 20825 2082501 20899 2089999 210 21007 2100799 21011 2101101 2101102
  2101103 2101199 21099 2109999 213 21308 2130804 221 22102 2210201 2210202 223 22301 2230105`);

describe('glossary of codes', () => {
  const entries = json<{ source: string; entries: CodeTerm[] }>('glossary/codes.json').entries;

  test('is well formed, one entry a line', () => {
    expect(entryLines('glossary/codes.json')).toBe(entries.length);
    const bad = entries.filter(
      (e) =>
        e.sources.length === 0 ||
        !/^[A-Za-z][\w ,'()-]+$/.test(e.english) ||
        !e.definition.endsWith('。') ||
        e.definition.length > 150,
    );
    expect(bad).toEqual([]);
    // Only a code that came to mean another thing has a second entry, and then years tell the two apart.
    const key = (e: CodeTerm): string => `${e.catalogue} ${e.code}`;
    const undated = entries.filter(
      (e, i) =>
        entries.some((o, k) => k !== i && key(o) === key(e)) &&
        (e.firstYear ?? null) === null &&
        (e.lastYear ?? null) === null,
    );
    expect(undated).toEqual([]);
  });

  test('explains every functional code that the reports here print', () => {
    const terms = new Set(json<{ entries: Term[] }>('glossary/terms.json').entries.map((e) => fold(e.term)));
    const own = new Set(entries.filter((e) => e.catalogue === 'functional').map((e) => e.code));
    const printed = ['samples', 'test/fixtures/places'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.disclosure'))
        .flatMap(
          (name) =>
            readFileSync(`${folder}/${name}`, 'utf8').match(/(?<!\d)2\d{2}(?:\d{2}){0,2}(?!\d)/g) ?? [],
        ),
    );
    const rows = new Map(codeRows('functional').map((r) => [r.code, r.name]));
    const unexplained = [...new Set(printed)].filter(
      (code) => rows.has(code) && !own.has(code) && !terms.has(fold(rows.get(code) ?? '')),
    );
    expect(unexplained).toEqual([]);
  });

  test('every entry names a row of its catalogue', () => {
    const known = new Set(CATALOGUE_NAMES.flatMap((c) => codeRows(c).map((r) => `${c} ${r.code} ${r.name}`)));
    expect(entries.filter((e) => !known.has(`${e.catalogue} ${e.code} ${e.name}`))).toEqual([]);
  });

  test('defines every code of the five reports, every 类, and every economic code', () => {
    const known = new Set(entries.map((e) => `${e.catalogue} ${e.code}`));
    const classes = codeRows('functional').filter((r) => r.level === '类');
    const required = [
      ...REPORTED_CODES.map((c) => `functional ${c}`),
      ...classes.map((r) => `functional ${r.code}`),
      ...codeRows('economic_department').map((r) => `economic_department ${r.code}`),
      ...codeRows('economic_government').map((r) => `economic_government ${r.code}`),
    ];
    expect(required.filter((k) => !known.has(k))).toEqual([]);
  });
});
