/**
 * What the editor tells is what a fresh check of the same files tells, whatever became of the reports that others name:
 * edited, taken back, saved, closed, deleted, put back.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { disclosureIn } from '../support/cli.ts';
import { randomFrom } from '../support/edits.ts';
import { cases } from '../support/everything.ts';
import { fileUri, LspClient, PULL, PUSH } from '../support/lsp-client.ts';

const SEVERITY = ['', 'error', 'warning', 'information', 'hint'];
const NAMES = ['局2023', '甲2023', '乙2023', '甲2022', '甲2021', '甲2023预算', '甲2022预算'] as const;
type Name = (typeof NAMES)[number];

/** What each names, and other ways to name them: one more year, a circle, a file that never was. */
const HEADS: Readonly<Record<Name, readonly string[]>> = {
  局2023: ['汇总：甲2023.disclosure、乙2023.disclosure', '汇总：甲2023.disclosure'],
  甲2023: [
    '上年：甲2022.disclosure\n预算：甲2023预算.disclosure',
    '上年：甲2022预算.disclosure、甲2022.disclosure',
    '预算：甲2023预算.disclosure\n上年：没有.disclosure、甲2022预算.disclosure',
    '上年：甲2021.disclosure',
    '预算：甲2022预算.disclosure',
  ],
  乙2023: ['', '上年：局2023.disclosure'],
  甲2022: ['上年：甲2021.disclosure', '', '上年：甲2023.disclosure'],
  甲2021: ['', '上年：甲2023.disclosure'],
  甲2023预算: ['上年：甲2022预算.disclosure、甲2022.disclosure', '', '预算：甲2022预算.disclosure'],
  甲2022预算: ['', '上年：甲2021.disclosure', '上年：甲2023.disclosure'],
};

function report(name: Name, head: string, amount: number): string {
  const n = (x: number) => x.toFixed(2);
  return name.endsWith('预算')
    ? budget(name, head, amount)
    : `单位：示例县${name.slice(0, 1)}局
年度：${name.slice(1, 5)}
类型：决算
金额单位：万元
${head}

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | ${n(amount)} | ${n(amount - 40)} | 40.00 |
| 205 | 教育支出 | ${n(amount)} | ${n(amount - 40)} | 40.00 |

## 支出决算情况说明

本年支出合计${n(amount)}万元，年初预算110.00万元，比上年增加10.00万元。
`;
}

function budget(name: Name, head: string, amount: number): string {
  const n = (x: number) => x.toFixed(2);
  return `单位：示例县${name.slice(0, 1)}局
年度：${name.slice(1, 5)}
类型：预算
金额单位：万元
${head}

## 支出预算总表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | ${n(amount)} | ${n(amount - 40)} | 40.00 |
| 205 | 教育支出 | ${n(amount)} | ${n(amount - 40)} | 40.00 |

## 支出预算情况说明

支出预算${n(amount)}万元，比${Number(name.slice(1, 5)) - 1}年预算增加10.00万元。
`;
}

let folder: string;
let client: LspClient;
const path = (name: Name) => join(folder, `${name}.disclosure`);
const uri = (name: Name) => fileUri(path(name));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '相连 '));
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** What a check of these texts finds in each, by file name. */
async function fresh(texts: ReadonlyMap<Name, string>): Promise<Map<string, string[]>> {
  const mirror = mkdtempSync(join(tmpdir(), '镜 '));
  try {
    for (const [name, text] of texts) writeFileSync(join(mirror, `${name}.disclosure`), text);
    const { out, err } = await disclosureIn(mirror, ['check', '--format', 'json', '--fail-on', 'never', '.']);
    expect(err).toBe('');
    const { files } = JSON.parse(out) as {
      files: {
        path: string;
        diagnostics: {
          rule: string;
          severity: string;
          message: string;
          range: { start: { line: number; character: number } };
        }[];
      }[];
    };
    return new Map(
      files.map((f) => [
        f.path.replace(/\.disclosure$/, ''),
        f.diagnostics
          .map((d) => `${d.range.start.line}:${d.range.start.character} ${d.severity} ${d.rule} ${d.message}`)
          .sort(),
      ]),
    );
  } finally {
    rmSync(mirror, { recursive: true, force: true });
  }
}

/** What the editor shows of an open report. */
function shown(name: Name): string[] | undefined {
  return client
    .lastPublished(uri(name))
    ?.diagnostics.map(
      (d) =>
        `${d.range.start.line}:${d.range.start.character} ${SEVERITY[d.severity ?? 0]} ${d.code} ${d.message}`,
    )
    .sort();
}

/** The files and open documents of one run, and what a person does to them. */
class Desk {
  readonly disk = new Map<Name, string>();
  readonly open = new Map<Name, string>();
  private readonly undo = new Map<Name, string>();

  constructor(
    private readonly random: (below: number) => number,
    private readonly tells: boolean,
  ) {}

  private pick<T>(items: readonly T[]): T {
    return items[this.random(items.length)] as T;
  }

  newText(name: Name): string {
    return report(name, this.pick(HEADS[name]), 100 + 10 * this.random(3));
  }

  async put(name: Name, text: string | undefined): Promise<void> {
    const kind = text === undefined ? 3 : this.disk.has(name) ? 2 : 1;
    if (text === undefined) {
      rmSync(path(name), { force: true });
      this.disk.delete(name);
    } else {
      writeFileSync(path(name), text);
      this.disk.set(name, text);
    }
    if (this.tells)
      await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(name), type: kind }] });
  }

  async show(name: Name): Promise<void> {
    const text = readFileSync(path(name), 'utf8');
    this.open.set(name, text);
    await client.open(uri(name), text);
  }

  private async write(name: Name, text: string): Promise<void> {
    this.open.set(name, text);
    await client.change(uri(name), text);
  }

  /** Does one thing to one report, and says what. */
  async act(): Promise<string> {
    const name = this.pick(NAMES);
    const text = this.open.get(name);
    if (text !== undefined) {
      switch (this.random(5)) {
        case 0:
        case 1:
          this.undo.set(name, text);
          await this.write(name, this.newText(name));
          return `edit ${name}`;
        case 2: {
          const before = this.undo.get(name) ?? text;
          this.undo.delete(name);
          await this.write(name, before);
          return `undo ${name}`;
        }
        case 3:
          await this.put(name, text);
          return `save ${name}`;
        default:
          if (this.open.size === 1) return 'nothing';
          this.open.delete(name);
          await client.close(uri(name));
          return `close ${name}`;
      }
    }
    if (!this.disk.has(name)) {
      await this.put(name, this.newText(name));
      return `put back ${name}`;
    }
    switch (this.random(3)) {
      case 0:
        await this.put(name, undefined);
        return `delete ${name}`;
      case 1:
        await this.put(name, this.newText(name));
        return `replace ${name}`;
      default:
        await this.show(name);
        return `open ${name}`;
    }
  }
}

const WITHOUT_WATCH: ClientCapabilities = {
  ...PUSH,
  workspace: { ...PUSH.workspace, didChangeWatchedFiles: { dynamicRegistration: false } },
};

it.each([
  ['a client that tells of files', PUSH, true],
  ['a client that does not', WITHOUT_WATCH, false],
] as const)('%s', { timeout: 600_000 }, async (_, capabilities, tells) => {
  client = await LspClient.start({ capabilities, folder, timeout: 60_000 });
  const desk = new Desk(randomFrom(tells ? 20_231 : 20_232), tells);
  for (const name of NAMES) await desk.put(name, report(name, HEADS[name][0] as string, 110));
  await desk.show('局2023');
  await desk.show('甲2023');
  const done: string[] = [];
  for (let i = 0; i < cases(120, 15); i++) {
    done.push(await desk.act());
    const expected = await fresh(new Map([...desk.disk, ...desk.open]));
    for (const name of desk.open.keys()) {
      const want = expected.get(name);
      const told = () => (JSON.stringify(shown(name)) === JSON.stringify(want) ? true : undefined);
      await client.until('', told).catch(() => {
        expect(shown(name), `${name} after ${done.slice(-6).join(', ')}`).toEqual(want);
      });
    }
  }
  expect(done.filter((what) => what !== 'nothing').length).toBeGreaterThan(cases(15, 8));
});

it('pulled findings are named by what they are, not by a version that begins anew', async () => {
  mkdirSync(folder, { recursive: true });
  const text = report('甲2021', '', 100);
  const wrong = text.replace('| 合计 |  | 100.00', '| 合计 |  | 123.00');
  writeFileSync(path('甲2021'), text);
  client = await LspClient.start({ capabilities: PULL, folder });
  const at = uri('甲2021');
  await client.open(at, text);
  const first = await client.pull(at);
  await client.close(at);
  await client.open(at, wrong);
  const second = await client.pull(at, first.resultId);
  expect(second.kind).toBe('full');
  await client.close(at);
  await client.open(at, wrong);
  expect((await client.pull(at, second.resultId)).kind).toBe('unchanged');
  // Another process: what it tells of the same text is the same.
  await client.stop();
  client = await LspClient.start({ capabilities: PULL, folder });
  await client.open(at, wrong);
  expect((await client.pull(at, second.resultId)).kind).toBe('unchanged');
  expect((await client.pull(at, first.resultId)).kind).toBe('full');
});

it('a pull for the workspace that nobody waits for any more is answered as cancelled', async () => {
  for (let i = 0; i < 60; i++) writeFileSync(join(folder, `${i}.disclosure`), report('甲2021', '', 100 + i));
  client = await LspClient.start({ capabilities: PULL, folder });
  const { CancellationTokenSource } = await import('vscode-languageserver/node');
  const source = new CancellationTokenSource();
  const answer = client.request('workspace/diagnostic', { previousResultIds: [] }, source.token);
  source.cancel();
  await expect(answer).rejects.toMatchObject({ code: -32_800 });
  const all = await client.request<{ items: unknown[] }>('workspace/diagnostic', { previousResultIds: [] });
  expect(all.items).toHaveLength(60);
});
