/** A department and its units in one folder: joined where they add up, told where they do not. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReports, reviewAll } from '../../../server/src/review/index.ts';
import { disclosureIn } from '../../support/cli.ts';
import { bytes } from './folder.ts';

/** Spending of a unit, in hundredths of 万元: 基本, 项目 for two 类. */
type Amounts = readonly [number, number, number, number];

const money = (cents: number) => (cents / 100).toFixed(2);

function report(unit: string, [a, b, c, d]: Amounts, made = '', slip = 0): string {
  const row = (code: string, name: string, x: number, y: number, more = 0) =>
    `| ${code} | ${name} | ${money(x + y + more)} | ${money(x)} | ${money(y + more)} |`;
  return `标题：2023年度${unit}决算
单位：${unit}
年度：2023
类型：决算
金额单位：万元

# 第一部分 单位概况

## 一、机构设置

${made || '内设科室若干。'}

# 第二部分 决算表

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
${row('合计', '', a + c, b + d, slip)}
${row('206', '科学技术支出', a, b, slip)}
${row('212', '城乡社区支出', c, d)}
`;
}

const OWN: Amounts = [1_200, 340, 55, 0];
const HOUSE: Amounts = [410, 90, 0, 2_055];
const SUM = OWN.map((x, i) => x + (HOUSE[i] ?? 0)) as unknown as Amounts;
const MADE = '纳入汇总的预算单位共两家：1.海东县科技局（本级）；2.海东县科技馆。';

const files = (slip = 0) => [
  { name: '科技馆.disclosure', bytes: bytes(report('海东县科技馆', HOUSE)) },
  { name: '汇总.disclosure', bytes: bytes(report('海东县科技局', SUM, MADE, slip)) },
  { name: '本级.disclosure', bytes: bytes(report('海东县科技局本级', OWN)) },
];
const department = async (slip?: number, take = (name: string) => name !== '') => {
  const read = await readReports(files(slip).filter((f) => take(f.name)));
  const { reports } = await reviewAll(read);
  const found = reports.find((r) => r.name === '汇总');
  if (!found) throw new Error('no department');
  return found;
};
const crossed = (r: Awaited<ReturnType<typeof department>>) =>
  r.findings.filter((f) => f.rule === 'cross-report');

test('a department is joined with the units that it names', async () => {
  const found = await department();
  expect([...found.joined.units].sort()).toEqual(['本级', '科技馆'].sort());
  expect(crossed(found)).toEqual([]);
  expect(found.remarks.join()).not.toContain('加起来');
});

test('units that are lacking leave it by itself, and that is told', async () => {
  const found = await department(0, (name) => name !== '本级.disclosure');
  expect(found.joined.units).toEqual([]);
  expect(crossed(found)).toEqual([]);
  expect(found.remarks.join()).toContain('科技馆');
});

test('what differs from the sum of the units is told at its place, though it adds up by itself', async () => {
  const ROWS = 30;
  /** A report of many items, k hundredths and more each; `more` goes to the first of them and to the total. */
  const wide = (unit: string, k: number, made = '', more = 0) => {
    const row = (code: string, name: string, x: number) =>
      `| ${code} | ${name} | ${money(x)} | ${money(x)} |  |`;
    const items = Array.from({ length: ROWS }, (_, i) =>
      row(String(2_160_101 + i), `事项${i}`, k * (i + 1) + (i === 0 ? more : 0)),
    );
    const total = (k * ROWS * (ROWS + 1)) / 2 + more;
    const rows = [
      row('合计', '', total),
      row('216', '商业服务业等支出', total),
      row('21601', '商业流通事务', total),
    ];
    const table = report(unit, OWN, made).replace(/\| 合计[\s\S]*$/, [...rows, ...items].join('\n'));
    return bytes(`${table}\n`);
  };
  const read = await readReports([
    { name: '汇总.disclosure', bytes: wide('海东县科技局', 7, MADE, 45) },
    { name: '本级.disclosure', bytes: wide('海东县科技局本级', 3) },
    { name: '科技馆.disclosure', bytes: wide('海东县科技馆', 4) },
  ]);
  const { reports } = await reviewAll(read);
  const found = reports.find((r) => r.name === '汇总');
  expect([...(found?.joined.units ?? [])].sort()).toEqual(['本级', '科技馆'].sort());
  const told = found?.findings.filter((f) => f.rule === 'cross-report') ?? [];
  expect(told.map((f) => f.printed)).toContain('0.52');
  expect(told.find((f) => f.printed === '0.52')?.message).toContain('0.07');
});

test('the command joins them too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  try {
    mkdirSync(join(folder, '报送'));
    for (const { name, bytes: own } of files()) writeFileSync(join(folder, '报送', name), own);
    const { err } = await disclosureIn(folder, ['review', '报送', '-o', '审核', '--jobs', '1']);
    expect(err).toBe('');
    const lines = readFileSync(join(folder, '审核/审核意见.jsonl'), 'utf8').trimEnd().split('\n');
    const all = lines.map((l) => JSON.parse(l) as { path: string; report?: { joined: string[] } });
    expect(all.find((r) => r.path.endsWith('汇总.disclosure'))?.report?.joined).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
