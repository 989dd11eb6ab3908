/**
 * Tries the engine on many generated reports and prints what came out:
 *   npm run generated -- --count 500 --seed 1,2,3,4 [--slips 3] [--halves 2] [--write] [--show FOLDER]
 * `--count` reports are made of each seed. `--write` puts the result into docs/measured/generated.md; `--show` writes each
 * report that was not right to a folder. `--keep FOLDER` keeps what this run found there, and tells what all runs found
 * that were kept there: a long measurement in slices (`--count 0` makes none).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { print } from './print.ts';
import { linesOf, make } from './report.ts';
import { type Alarm, Trial, type TrialResult } from './trial.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    slips: { type: 'string', default: '3' },
    halves: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    show: { type: 'string' },
    print: { type: 'string' },
    keep: { type: 'string' },
  },
});

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;

/** What the trial found, as a page. */
function page(trial: Trial): string {
  const sums = { made: 0, owed: 0, told: 0, pinned: 0, here: 0, mended: 0 };
  const slips = [...trial.slips].map(([kind, c]) => {
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += c[key];
    return `| ${kind} | ${c.made} | ${c.owed} | ${percent(c.told, c.owed)} | ${c.pinned} | ${percent(c.here, c.pinned)} | ${percent(c.mended, c.owed)} |`;
  });
  const halves = [...trial.halves].map(
    ([kind, c]) => `| ${kind} | ${c.made} | ${c.alarmed} | ${c.changed} |`,
  );
  return `# 生成的报告

\`npm run generated -- --count N --seed S --write\` 生成各地样式的决算、预算报告（数字按构造对得上，每条等式生成时都核过），看程序怎么说，并更新本页。生成器在 test/generate，不问程序什么是对的。

${new Date().toISOString().slice(0, 10)}，种子 ${seedsOf(trial)}，${trial.reports} 份报告：**${trial.alarmed.size} 份有误报**的错误或警告（${percent(trial.alarmed.size, trial.reports)}；目标不超过 0.5%）。

## 笔误

- **破坏勾稽**：超出尾数误差、至少破坏一条等式的笔误。**报出**：有错误或警告（目标 ≥ 99%）。
- **可定位**：破坏的等式中有两条除该数外没有共同的数字。**在该数**：错误或警告就在该数上（目标 ≥ 96%）。
- **自动改回**：\`fix --all\` 改回了原来的数。其余的都没有动；改成第三个数、或改后多出错误的，列在“误报的规则”里。

| 笔误 | 次数 | 破坏勾稽 | 报出 | 可定位 | 在该数 | 自动改回 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${slips.join('\n')}
| **合计** | ${sums.made} | ${sums.owed} | ${percent(sums.told, sums.owed)} | ${sums.pinned} | ${percent(sums.here, sums.pinned)} | ${percent(sums.mended, sums.owed)} |

## 没有填完的报告

没有填完的表不应引出错误或警告，\`fix --all\` 不应改动任何数字。

| 情形 | 次数 | 有错误或警告 | 改动了数字 |
| --- | ---: | ---: | ---: |
${halves.join('\n')}

## 误报的规则

${rulesOf(trial.alarms)}
`;
}

/** The seeds that reports were made of. */
function seedsOf(trial: Trial): string {
  return [...trial.seeds].sort((a, b) => Number(a) - Number(b)).join('、');
}

/** Keeps what a run found, and adds what those before it did. */
function kept(folder: string, own: Trial): Trial {
  mkdirSync(folder, { recursive: true });
  const { seed, from, count } = values;
  if (own.reports > 0)
    writeFileSync(join(folder, `${seed}-${from}-${count}.json`), JSON.stringify(own.result));
  const all = new Trial();
  for (const name of readdirSync(folder).filter((f) => f.endsWith('.json')))
    all.add(JSON.parse(readFileSync(join(folder, name), 'utf8')) as TrialResult);
  return all;
}

/** The rules that gave false alarms, in how many texts. */
function rulesOf(alarms: readonly Alarm[]): string {
  if (alarms.length === 0) return '没有。';
  const by = new Map<string, Set<string>>();
  for (const { what, rule, seed } of alarms) {
    const key = `${what} | ${rule}`;
    by.set(key, (by.get(key) ?? new Set()).add(seed));
  }
  const rows = [...by].map(([key, seeds]) => `| ${key} | ${seeds.size} |`);
  return ['| 情形 | 规则 | 份数 |', '| --- | --- | ---: |', ...rows].join('\n');
}

/** Kinds of alarms, the commonest first, an example each. */
function kinds(alarms: readonly Alarm[]): string[] {
  const by = new Map<string, { seeds: Set<string>; first: Alarm }>();
  for (const a of alarms) {
    const key = `${a.what} ${a.rule}`;
    const own = by.get(key) ?? { seeds: new Set<string>(), first: a };
    own.seeds.add(a.seed);
    by.set(key, own);
  }
  return [...by]
    .sort((a, b) => b[1].seeds.size - a[1].seeds.size)
    .map(
      ([key, { seeds, first }]) =>
        `${seeds.size} × ${key} (${[...seeds].slice(0, 5).join(' ')})\n    ${first.message.slice(0, 400)}`,
    );
}

function show(folder: string, alarms: readonly Alarm[]): void {
  mkdirSync(folder, { recursive: true });
  for (const a of alarms) {
    const name = `${a.seed.replace(':', '-')}-${a.what.replace(/[：/]/g, '-')}`;
    writeFileSync(join(folder, `${name}.disclosure`), a.text);
    writeFileSync(join(folder, `${name}.txt`), `${a.rule} ${a.message}\n`, { flag: 'a' });
  }
}

if (values.print !== undefined) {
  const made = make(values.print);
  process.stdout.write(print(linesOf(made)).text);
  for (const [path, text] of values.show ? made.others : [])
    writeFileSync(join(values.show ?? '', path), text);
} else {
  const own = new Trial();
  const first = Number(values.from);
  for (const seed of values.seed.split(','))
    for (let i = first; i < first + Number(values.count); i++)
      own.run(`${seed}:${i}`, Number(values.slips), Number(values.halves));
  const trial = values.keep === undefined ? own : kept(values.keep, own);
  const told = page(trial);
  console.log(told);
  for (const kind of kinds([...trial.alarms, ...trial.missed])) console.log(kind);
  if (values.show) show(values.show, [...own.alarms, ...own.missed]);
  if (values.write) {
    mkdirSync('docs/measured', { recursive: true });
    writeFileSync('docs/measured/generated.md', told);
  }
}
