/** The server's own requests (docs/protocol.md), as a client meets them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic, Range, TextEdit } from 'vscode-languageserver/node';
import { applyEdits } from '../../server/src/base/edits.ts';
import { EXAMPLE } from '../support/fixture.ts';
import { fileUri, LspClient, PULL, type StartOptions } from '../support/lsp-client.ts';

const URI = 'file:///w/%E5%86%B3%E7%AE%97.disclosure';

interface Overview {
  readonly title: string;
  readonly groups: readonly {
    readonly title: string;
    readonly range: Range;
    readonly table: boolean;
    readonly passed: number;
    readonly broken: number;
    readonly notChecked: number;
    readonly findings: readonly Diagnostic[];
  }[];
  readonly coverage: {
    readonly passed: number;
    readonly notChecked: readonly { check: string; reason: string }[];
  };
}

let client: LspClient;
const folders: string[] = [];

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start(options);
}

afterEach(() => {
  client.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-requests-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('disclosure/mend', () => {
  it('says what all fixes beyond doubt would make of the open text, and changes nothing itself', async () => {
    await start();
    await client.open(URI, EXAMPLE);
    const ask = (uri: string) =>
      client.request<{
        version: number;
        edits: TextEdit[];
        applied: { rule: string; title: string; line: number }[];
      } | null>('disclosure/mend', { textDocument: { uri } });
    const made = await ask(URI);
    expect(made?.applied.map((a) => a.rule)).toContain('row-sum');
    expect(made?.applied.every((a) => a.title !== '' && a.line > 0)).toBe(true);
    const mended = applyEdits(EXAMPLE, made?.edits ?? []);
    expect(mended).not.toBe(EXAMPLE);
    expect(await ask(URI)).toEqual(made);
    await client.open('file:///w/b.disclosure', mended);
    expect((await ask('file:///w/b.disclosure'))?.applied).toEqual([]);
    expect(await ask('file:///w/not-open.disclosure')).toBeNull();
  });
});

describe('disclosure/makeForm', () => {
  it('writes a form from the table at a line, and says where there is none', async () => {
    await start();
    await client.open(URI, EXAMPLE);
    const ask = (line: unknown) =>
      client.request<{ title?: string; name?: string; text?: string; problem?: string } | null>(
        'disclosure/makeForm',
        { textDocument: { uri: URI }, line },
      );
    const line = EXAMPLE.split('\n').findIndex((l) => l.startsWith('| ---'));
    const made = await ask(line);
    expect(made?.text).toContain(`title: ${made?.name?.replace(/\.yaml$/, '')}`);
    expect(await ask(0)).toEqual({ problem: 'no-table-here' });
    expect(await ask('x')).toBeNull();
  });
});

describe('disclosure/overview', () => {
  it('has the findings of an open report by table, the very ones that are pushed', async () => {
    await start();
    await client.open(URI, EXAMPLE);
    const pushed = await client.diagnostics(URI);
    const overview = await client.request<Overview>('disclosure/overview', { textDocument: { uri: URI } });
    expect(overview.title).toContain('决算');
    const listed = overview.groups.flatMap((g) => g.findings);
    const key = (d: Diagnostic) => `${d.range.start.line}:${d.range.start.character} ${d.code} ${d.message}`;
    expect(listed.map(key).sort()).toEqual(pushed.map(key).sort());
    const lines = overview.groups.map((g) => g.range.start.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    const planted = overview.groups.find((g) => g.findings.some((f) => f.code === 'row-sum'));
    expect(planted).toMatchObject({ table: true });
    expect(EXAMPLE.split('\n')[planted!.range.start.line]).toContain(planted!.title);
    expect(planted!.broken).toBeGreaterThan(0);
    expect(overview.coverage.passed).toBeGreaterThan(0);
    for (const { check, reason } of overview.coverage.notChecked) {
      expect(check).not.toBe('');
      expect(reason).not.toBe('');
    }
  });

  it('speaks of a file of the workspace that is not open, and of nothing else', async () => {
    const folder = folderWith({ 'a.disclosure': EXAMPLE });
    await start({ folder, capabilities: PULL });
    const about = (name: string) =>
      client.request<Overview | null>('disclosure/overview', {
        textDocument: { uri: fileUri(join(folder, name)) },
      });
    expect((await about('a.disclosure'))?.groups.some((g) => g.findings.length > 0)).toBe(true);
    expect(await about('b.disclosure')).toBeNull();
    expect(await about('../a.disclosure')).toBeNull();
  });
});

describe('disclosure/newReport', () => {
  const wishes = { scope: '单位', year: 2024, unit: '示例局' };

  it('offers layouts, and makes a report of each that the server finds no mistake in', async () => {
    await start();
    const { outlines } = await client.request<{ outlines: { id: string; kind: string; title: string }[] }>(
      'disclosure/outlines',
      {},
    );
    expect(new Set(outlines.map((o) => o.kind))).toEqual(new Set(['决算', '预算']));
    for (const { id } of outlines) {
      const made = await client.request<{ name: string; text: string }>('disclosure/newReport', {
        ...wishes,
        outline: id,
      });
      expect(made.name).toMatch(/^示例局2024[决预]算\.disclosure$/);
      await client.open(URI, made.text);
      const told = await client.diagnostics(URI);
      expect(told.filter((d) => (d.severity ?? 1) < 3)).toEqual([]);
      await client.close(URI);
    }
  });

  it('puts the owed forms of the folder into it', async () => {
    const folder = folderWith({});
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(folder, '.disclosure', 'forms'), { recursive: true });
    writeFileSync(
      join(folder, '.disclosure', 'forms', 'own.yaml'),
      'id: 自定01\nnumber: "50"\nkind: 决算\ntitle: 某市专项资金公开表\nrequired: true\nstructure: tree\ntree: { id: own.tree, catalogue: functional, total: 合计 }\npanels: [{ id: 支出, columns: [{ id: 专项资金, required: true }], rows: [{ id: 合计, required: true }] }]\n',
    );
    await start({ folder });
    const made = await client.request<{ text: string }>('disclosure/newReport', {
      ...wishes,
      outline: '决算通用',
      folder: fileUri(folder),
    });
    expect(made.text).toContain('## 某市专项资金公开表\n公开10表');
  });

  it('makes next year’s of an open report', async () => {
    await start();
    await client.open(URI, EXAMPLE);
    const made = await client.request<{ text: string }>('disclosure/newReport', {
      like: URI,
      year: 2031,
      lastYear: '去年.disclosure',
    });
    expect(made.text).toContain('年度：2031\n');
    expect(made.text).toContain('上年：去年.disclosure\n');
    expect(made.text).not.toContain('342.53');
  });

  it('answers nothing to what makes no sense', async () => {
    await start();
    const bad = [
      {},
      null,
      { ...wishes, outline: '没有' },
      { ...wishes, outline: '决算通用', year: 'x' },
      { like: 'file:///no', year: 2024 },
    ];
    for (const params of bad) expect(await client.request('disclosure/newReport', params)).toBeNull();
    const made = await client.request<{ text: string }>('disclosure/newReport', {
      ...wishes,
      outline: '决算通用',
      unit: '甲\n# 乙',
    });
    expect(made.text).toContain('单位：甲 # 乙\n');
  });
});

describe('disclosure/paste', () => {
  const TABLE = '## 收入决算表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 |  |\n';
  const at = { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } };

  it('answers with edits for the version that it saw, or with nothing', async () => {
    await start();
    await client.open(URI, TABLE);
    const ask = (more: object) =>
      client.request('disclosure/paste', { textDocument: { uri: URI }, range: at, ...more });
    expect(await ask({ text: '5.00\r\n' })).toMatchObject({
      version: client.version(URI),
      kind: 'cells',
      edits: [{ newText: expect.stringContaining('5.00') }],
    });
    expect(await ask({ text: '一句话' })).toBeNull();
    expect(await ask({})).toBeNull();
    expect(await ask({ html: '<p>没有表</p>' })).toBeNull();
  });
});
