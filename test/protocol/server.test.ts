import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentLink,
  DocumentSymbol,
  Hover,
  InlayHint,
  LocationLink,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { some } from '../support/everything.ts';
import { EXAMPLE } from '../support/fixture.ts';
import { applyEdits, fileUri, LspClient, PULL, PUSH, type StartOptions } from '../support/lsp-client.ts';
import { hostilePaths } from '../support/paths.ts';

const URI = 'file:///work%20space/%E5%86%B3%E7%AE%97.disclosure';
const WRONG = '342.53';
const RIGHT = '342.35';
const AT = { line: 31, character: 24 };

const isPlanted = (d: Diagnostic) => d.code === 'row-sum' && d.range.start.line === AT.line;

let client: LspClient;

async function start(options: StartOptions = {}): Promise<LspClient> {
  client = await LspClient.start(options);
  return client;
}

async function opened(options: StartOptions = {}): Promise<LspClient> {
  await start(options);
  await client.open(URI, EXAMPLE);
  return client;
}

const document = { textDocument: { uri: URI } };

afterEach(() => client.kill());

describe('a session over stdio', () => {
  it('finds the planted mistake, explains, mends and ends', async () => {
    await opened();
    const diagnostics = await client.diagnostics(URI);
    const planted = diagnostics.find(isPlanted)!;
    expect(planted).toMatchObject({
      severity: 1,
      source: 'disclosure',
      range: { start: AT, end: { line: AT.line, character: AT.character + WRONG.length } },
      codeDescription: { href: expect.stringMatching(/\/docs\/rules\/row-sum\.md$/) },
    });
    expect(planted.message).toContain(RIGHT);
    expect(planted.relatedInformation?.length).toBeGreaterThan(0);

    const hover = await client.request<Hover>('textDocument/hover', {
      ...document,
      position: { line: 28, character: 3 },
    });
    expect(JSON.stringify(hover.contents)).toContain('一般公共服务支出');

    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      ...document,
      range: planted.range,
      context: { diagnostics: [planted], only: ['quickfix'] },
    });
    expect(actions[0]).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'row-sum' }],
    });
    const [change] = (actions[0]!.edit as WorkspaceEdit).documentChanges as {
      textDocument: unknown;
      edits: TextEdit[];
    }[];
    expect(change!.textDocument).toEqual({ uri: URI, version: 1 });
    expect(applyEdits(EXAMPLE, change!.edits)).toBe(EXAMPLE.replace(`| ${WRONG} |`, `| ${RIGHT} |`));

    await client.change(URI, [{ range: change!.edits[0]!.range, text: change!.edits[0]!.newText }]);
    expect((await client.diagnostics(URI)).some(isPlanted)).toBe(false);
    expect(await client.stop()).toBe(0);
    expect(client.stderr).toBe('');
  });

  it('tells its version and counts with every set of diagnostics', async () => {
    await opened();
    await client.diagnostics(URI);
    const status = await client.until('status', () =>
      client.received.find((m) => m.method === 'disclosure/status'),
    );
    expect(status.params).toMatchObject({
      uri: URI,
      version: 1,
      errors: expect.any(Number),
      coverage: { passed: expect.any(Number), broken: expect.any(Number), notChecked: expect.any(Number) },
    });
    expect(client.initialized.serverInfo?.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('never publishes for a version that is not the newest', async () => {
    await opened();
    for (let i = 0; i < 20; i++) {
      await client.change(URI, [{ range: { start: AT, end: AT }, text: '1' }]);
      await client.change(URI, [
        { range: { start: AT, end: { line: AT.line, character: AT.character + 1 } }, text: '' },
      ]);
    }
    expect((await client.diagnostics(URI)).some(isPlanted)).toBe(true);
    const versions = client.received
      .filter((m) => m.method === 'textDocument/publishDiagnostics')
      .map((m) => (m.params as { version: number }).version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.at(-1)).toBe(41);
  });

  it('takes its findings back when a document closes', async () => {
    await opened();
    await client.diagnostics(URI);
    await client.close(URI);
    await client.until('empty', () =>
      client.lastPublished(URI)?.diagnostics.length === 0 ? true : undefined,
    );
    expect(
      await client.request('textDocument/hover', { ...document, position: { line: 0, character: 0 } }),
    ).toBeNull();
  });

  it('follows the settings', async () => {
    await opened({ settings: { severity: { 'row-sum': 'off' } } });
    expect((await client.diagnostics(URI)).some(isPlanted)).toBe(false);
    await client.configure({ severity: { 'row-sum': 'warning' } });
    const again = await client.until('a warning', () =>
      client.lastPublished(URI)?.diagnostics.find(isPlanted),
    );
    expect(again.severity).toBe(2);
  });

  it('speaks English where the editor does', async () => {
    await opened({ locale: 'en' });
    const planted = (await client.diagnostics(URI)).find(isPlanted)!;
    expect(planted.message).toMatch(/342\.35/);
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', document);
    expect(lenses.map((l) => l.command?.title).join()).toMatch(/passed/);
  });
});

describe('pulled diagnostics', () => {
  it('answers once in full, then that nothing changed, and pushes none', async () => {
    await opened({ capabilities: PULL });
    const first = await client.pull(URI);
    expect(first.kind).toBe('full');
    expect((first as { items: Diagnostic[] }).items.some(isPlanted)).toBe(true);
    expect(await client.pull(URI, first.resultId)).toMatchObject({ kind: 'unchanged' });
    await client.change(URI, EXAMPLE.replace(WRONG, RIGHT));
    const later = await client.pull(URI, first.resultId);
    expect((later as { items: Diagnostic[] }).items.some(isPlanted)).toBe(false);
    await client.until('status', () =>
      client.received.find(
        (m) => m.method === 'disclosure/status' && (m.params as { version: number }).version === 2,
      ),
    );
    expect(client.lastPublished(URI)).toBeUndefined();
  });

  describe('of the workspace', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'disclosure 决算-'));
      writeFileSync(join(folder, '一.disclosure'), EXAMPLE);
      writeFileSync(join(folder, 'other.txt'), EXAMPLE);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const ask = (previousResultIds: { uri: string; value: string }[] = []) =>
      client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });

    it('reports on files that are not open, and takes back what is gone', async () => {
      await start({ capabilities: PULL, folder });
      const first = await ask();
      expect(first.items).toHaveLength(1);
      const [item] = first.items;
      expect(item).toMatchObject({ kind: 'full', version: null });
      expect((item as { items: Diagnostic[] }).items.some(isPlanted)).toBe(true);
      const known = [{ uri: item!.uri, value: item!.resultId! }];
      expect((await ask(known)).items[0]).toMatchObject({ kind: 'unchanged' });
      rmSync(join(folder, '一.disclosure'));
      await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: item!.uri, type: 3 }] });
      expect((await ask(known)).items).toEqual([{ kind: 'full', uri: item!.uri, version: null, items: [] }]);
    });

    it('takes an open document before its file', async () => {
      await start({ capabilities: PULL, folder });
      const uri = fileUri(join(folder, '一.disclosure'));
      await client.open(uri, EXAMPLE.replace(WRONG, RIGHT));
      const { items } = await ask();
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ version: 1 });
      expect((items[0] as { items: Diagnostic[] }).items.some(isPlanted)).toBe(false);
    });
  });
});

describe('every request', () => {
  const requests: [string, object][] = [
    ['textDocument/hover', { position: { line: 0, character: 0 } }],
    ['textDocument/completion', { position: { line: 0, character: 0 } }],
    ['textDocument/definition', { position: { line: 0, character: 0 } }],
    [
      'textDocument/references',
      { position: { line: 0, character: 0 }, context: { includeDeclaration: true } },
    ],
    ['textDocument/documentHighlight', { position: { line: 0, character: 0 } }],
    ['textDocument/documentSymbol', {}],
    ['textDocument/foldingRange', {}],
    ['textDocument/selectionRange', { positions: [{ line: 0, character: 0 }] }],
    ['textDocument/documentLink', {}],
    ['textDocument/codeLens', {}],
    [
      'textDocument/inlayHint',
      { range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } } },
    ],
    ['textDocument/formatting', { options: { tabSize: 2, insertSpaces: true } }],
    [
      'textDocument/rangeFormatting',
      {
        range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } },
        options: { tabSize: 2, insertSpaces: true },
      },
    ],
    [
      'textDocument/onTypeFormatting',
      { position: { line: 0, character: 0 }, ch: '|', options: { tabSize: 2, insertSpaces: true } },
    ],
    ['textDocument/semanticTokens/full', {}],
    [
      'textDocument/semanticTokens/range',
      { range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } } },
    ],
    [
      'textDocument/codeAction',
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [] },
      },
    ],
    ['textDocument/prepareRename', { position: { line: 0, character: 0 } }],
    ['textDocument/prepareCallHierarchy', { position: { line: 0, character: 0 } }],
  ];

  it('answers with nothing for a document that is not open', async () => {
    await start();
    for (const [method, params] of requests)
      expect(await client.request(method, { ...document, ...params }), method).toBeNull();
  });

  it('stands any place, in the text or outside it', async () => {
    await opened();
    const lines = EXAMPLE.split('\n');
    const places = [
      { line: 9999, character: 0 },
      { line: lines.length - 1, character: 9999 },
      { line: 0, character: 9999 },
      ...some([...lines.entries()], 30).flatMap(([line, text]) =>
        [0, 1, text.length >> 1, text.length, text.length + 1].map((character) => ({ line, character })),
      ),
    ];
    const answers = places.flatMap((position) =>
      requests
        .filter(([, params]) => 'position' in params || 'positions' in params)
        .map(([method, params]) =>
          client.request(method, {
            ...document,
            ...params,
            ...('position' in params ? { position } : { positions: [position] }),
          }),
        ),
    );
    await Promise.all(answers);
    expect(client.received.filter((m) => m.method === 'window/logMessage')).toEqual([]);
  });

  it('is handled, in order, though it came before the answer to initialize', async () => {
    const { spawn } = await import('node:child_process');
    const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = await import(
      'vscode-languageserver/node'
    );
    const bare = spawn(process.execPath, ['dist/server/node.js', '--stdio'], { stdio: 'pipe' });
    try {
      const message = (body: object) => {
        const text = JSON.stringify({ jsonrpc: '2.0', ...body });
        return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
      };
      const params = { processId: process.pid, rootUri: null, capabilities: {} };
      const opened = { uri: URI, languageId: 'disclosure', version: 1, text: EXAMPLE };
      const range = { start: AT, end: { line: AT.line, character: AT.character + WRONG.length } };
      const change = { textDocument: { uri: URI, version: 2 }, contentChanges: [{ range, text: RIGHT }] };
      const connection = createProtocolConnection(
        new StreamMessageReader(bare.stdout),
        new StreamMessageWriter(bare.stdin),
      );
      const found = new Promise<Diagnostic[]>((resolve) => {
        connection.onNotification('textDocument/publishDiagnostics', ({ version, diagnostics }) => {
          if (version === 2) resolve(diagnostics);
        });
      });
      connection.listen();
      // One piece: whoever writes does not wait.
      bare.stdin.write(
        message({ id: 'hello', method: 'initialize', params }) +
          message({ method: 'initialized', params: {} }) +
          message({ method: 'textDocument/didOpen', params: { textDocument: opened } }) +
          message({ method: 'textDocument/didChange', params: change }),
      );
      expect((await found).filter(isPlanted)).toEqual([]);
      connection.dispose();
    } finally {
      bare.kill();
    }
  });

  it('is refused before initialize', async () => {
    await start();
    // A fresh connection that never said hello.
    const { spawn } = await import('node:child_process');
    const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = await import(
      'vscode-languageserver/node'
    );
    const bare = spawn(process.execPath, ['dist/server/node.js', '--stdio'], { stdio: 'pipe' });
    try {
      const connection = createProtocolConnection(
        new StreamMessageReader(bare.stdout),
        new StreamMessageWriter(bare.stdin),
      );
      connection.listen();
      await expect(
        connection.sendRequest('textDocument/hover', { ...document, position: AT }),
      ).rejects.toMatchObject({ code: -32002 });
      connection.dispose();
    } finally {
      bare.kill();
    }
  });
});

describe('reading aids', () => {
  beforeEach(() => opened());

  it('shows the outline', async () => {
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', document);
    expect(symbols.map((s) => s.name)).toContain('第二部分 2023 年度部门决算表');
  });

  it('sends tokens whole, then what changed of them', async () => {
    const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', document);
    expect(full.data.length % 5).toBe(0);
    await client.change(URI, [{ range: { start: AT, end: AT }, text: '1' }]);
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      ...document,
      previousResultId: full.resultId,
    });
    expect(delta.edits.length).toBeGreaterThan(0);
    const data = [...full.data];
    for (const { start, deleteCount, data: put } of [...delta.edits].sort((a, b) => b.start - a.start))
      data.splice(start, deleteCount, ...(put ?? []));
    const again = await client.request<SemanticTokens>('textDocument/semanticTokens/full', document);
    expect(data).toEqual(again.data);
  });

  it('lays out the tables, and then has nothing to do', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.request<TextEdit[]>('textDocument/formatting', { ...document, options });
    const text = applyEdits(EXAMPLE, edits);
    await client.change(URI, text);
    expect(await client.request('textDocument/formatting', { ...document, options })).toEqual([]);
    expect(text.replace(/[ -]/g, '')).toBe(EXAMPLE.replace(/[ -]/g, ''));
  });

  it('completes a code by the initials of its name', async () => {
    await client.change(URI, EXAMPLE.replace('| 208 |  |  | 社会', '| 20 | gy\n| 208 |  |  | 社会'));
    const list = await client.request<CompletionList>('textDocument/completion', {
      ...document,
      position: { line: 32, character: 4 },
    });
    expect(list.items.length).toBeGreaterThan(3);
  });

  it('follows the settings of hints and formatting', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = () => client.request<InlayHint[]>('textDocument/inlayHint', { ...document, range });
    expect((await hints()).map((h) => h.label)).toContain('差 +0.18');
    await client.configure({
      inlayHints: { differences: false, shares: false },
      format: { thousandsSeparators: 'remove' },
    });
    await client.diagnostics(URI);
    expect(await hints()).toEqual([]);
    const edits = await client.request<TextEdit[]>('textDocument/formatting', {
      ...document,
      options: { tabSize: 2, insertSpaces: true },
    });
    const text = applyEdits(EXAMPLE, edits);
    expect(text).toContain(' 1027.00 |');
    expect(text).toContain('支出合计 1,027.00 万元');
  });

  it('begins the next row at a line end', async () => {
    const after = EXAMPLE.split('\n')[28]!;
    await client.change(URI, EXAMPLE.replace(`${after}\n`, `${after}\n| \n`));
    const edits = await client.request<TextEdit[]>('textDocument/onTypeFormatting', {
      ...document,
      position: { line: 29, character: 2 },
      ch: '\n',
      options: { tabSize: 2, insertSpaces: true },
    });
    const own = edits.filter((e) => e.range.start.line === 29);
    expect(own).toEqual([
      {
        range: { start: { line: 29, character: 2 }, end: { line: 29, character: 2 } },
        newText: ' |  |  |  |  |  |  |',
      },
    ]);
  });

  it('sends the rest of an item when it is looked at', async () => {
    const completion = {
      completionItem: { snippetSupport: true, resolveSupport: { properties: ['detail', 'documentation'] } },
    };
    client.kill();
    await opened({ capabilities: { ...PUSH, textDocument: { ...PUSH.textDocument, completion } } });
    expect(client.initialized.capabilities.completionProvider?.resolveProvider).toBe(true);
    const ask = async () => {
      const list = await client.request<CompletionList>('textDocument/completion', {
        ...document,
        position: { line: 28, character: 5 },
      });
      return list.items.find((i) => i.label.startsWith('201 '))!;
    };
    const item = await ask();
    expect(item.documentation).toBeUndefined();
    const whole = await client.request<CompletionItem>('completionItem/resolve', item);
    expect(whole).toMatchObject({ label: item.label, textEdit: item.textEdit });
    expect(JSON.stringify(whole.documentation)).toContain('一般公共服务支出');
    // A list that another has taken the place of is told no more of.
    await ask();
    expect(await client.request('completionItem/resolve', item)).toEqual(item);
  });

  it('goes from a code to its entry in the glossary', async () => {
    const links = await client.request<LocationLink[]>('textDocument/definition', {
      ...document,
      position: { line: 31, character: 19 },
    });
    expect(links[0]?.targetUri).toBe(URI);
    expect(EXAMPLE.split('\n')[links[0]!.targetSelectionRange.start.line]).toContain('档案馆（项）');
  });

  it('links paths inside the workspace alone', async () => {
    await client.change(
      URI,
      `单位：某局\n上年：2022/去年.disclosure\n汇总：../x.disclosure、下级.disclosure、/etc/passwd\n`,
    );
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', document);
    expect(links.map((l) => decodeURIComponent(l.target ?? ''))).toEqual([
      'file:///work space/2022/去年.disclosure',
      'file:///work space/下级.disclosure',
    ]);
  });
});

describe('reports that name others', () => {
  const summary = (carry: string, year: number, link = '') =>
    [
      `单位：甲局`,
      `年度：${year}`,
      '类型：决算',
      '金额单位：万元',
      ...(link ? [`上年：${link}`] : []),
      '',
      '## 收入支出决算总表',
      '公开01表',
      '',
      '| 收入/项目 | 收入/金额 | 支出/项目 | 支出/金额 |',
      '| --- | ---: | --- | ---: |',
      '| 一般公共预算财政拨款收入 | 10.00 | 一般公共服务支出 | 10.00 |',
      '| 本年收入合计 | 10.00 | 本年支出合计 | 10.00 |',
      `| 年初结转和结余 | ${carry} | 年末结转和结余 | ${carry} |`,
      `| 总计 | 1${carry} | 总计 | 1${carry} |`,
      '',
    ].join('\n');
  const cross = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((d) => d.code === 'cross-report');
  let folder: string;
  let uri: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
    mkdirSync(join(folder, '本年'));
    uri = fileUri(join(folder, '本年', '2023.disclosure'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are checked against the file, and again when it changes', async () => {
    writeFileSync(join(folder, '2022.disclosure'), summary('4.00', 2022));
    await start({ folder });
    await client.open(uri, summary('5.00', 2023, '../2022.disclosure'));
    const found = cross(await client.diagnostics(uri));
    expect(found).toHaveLength(1);
    const places = found[0]!.relatedInformation!.map((r) => r.location.uri);
    expect(places.some((place) => place.endsWith('/2022.disclosure'))).toBe(true);

    writeFileSync(join(folder, '2022.disclosure'), summary('5.00', 2022));
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: fileUri(join(folder, '2022.disclosure')), type: 2 }],
    });
    await client.until('nothing', () =>
      cross(client.lastPublished(uri)?.diagnostics ?? found).length === 0 ? true : undefined,
    );
  });

  it('are checked against the document that is open rather than its file', async () => {
    writeFileSync(join(folder, '2022.disclosure'), summary('4.00', 2022));
    const other = fileUri(join(folder, '2022.disclosure'));
    await start({ folder });
    await client.open(uri, summary('5.00', 2023, '../2022.disclosure'));
    expect(cross(await client.diagnostics(uri))).toHaveLength(1);
    await client.open(other, summary('5.00', 2022));
    await client.until('nothing', () =>
      cross(client.lastPublished(uri)?.diagnostics ?? []).length === 0 ? true : undefined,
    );
    await client.close(other);
    await client.until('again', () =>
      cross(client.lastPublished(uri)?.diagnostics ?? []).length === 1 ? true : undefined,
    );
  });

  it('are told where they lead in a circle', async () => {
    writeFileSync(join(folder, '2022.disclosure'), summary('4.00', 2022, '2021.disclosure'));
    writeFileSync(join(folder, '2021.disclosure'), summary('4.00', 2021, '本年/2023.disclosure'));
    await start({ folder });
    await client.open(uri, summary('4.00', 2023, '../2022.disclosure'));
    const found = cross(await client.diagnostics(uri));
    expect(found).toHaveLength(1);
    expect(found[0]!.range.start).toEqual({ line: 4, character: 3 });
    await client.change(uri, summary('4.00', 2023, '2023.disclosure'));
    expect(cross(await client.diagnostics(uri))).toHaveLength(1);
  });

  it('never read a file outside the workspace, whatever a link says', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'disclosure-'));
    try {
      writeFileSync(join(outside, 'x.disclosure'), summary('4.00', 2022));
      symlinkSync(join(outside, 'x.disclosure'), join(folder, 'link.disclosure'));
      await start({ folder });
      await client.open(uri, '');
      for (const link of [
        `../../${basename(outside)}/x.disclosure`,
        `${outside}/x.disclosure`,
        '../link.disclosure',
        fileUri(outside),
      ]) {
        await client.change(uri, summary('5.00', 2023, link));
        const found = cross(await client.diagnostics(uri));
        expect(found.map((d) => d.message).join(), link).toContain('工作区之外');
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});

describe('a workspace that is not on a disk', () => {
  it('is checked like any other, and no file is looked for in its place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
    try {
      // A file of the same path lies on the disk: it is another.
      writeFileSync(join(folder, 'b.disclosure'), EXAMPLE);
      await start();
      const uri = `vscode-vfs://github${folder}/a.disclosure`;
      await client.open(uri, EXAMPLE.replace(/^单位：/m, '上年：b.disclosure\n单位：'));
      const found = await client.diagnostics(uri);
      expect(found.map((d) => d.code)).toContain('row-sum');
      const links = found.filter((d) => d.code === 'cross-report');
      expect(links.map((d) => d.severity)).toEqual([3]);
      for (const { relatedInformation = [] } of found)
        for (const { location } of relatedInformation) expect(location.uri).toBe(uri);
      expect(await client.request('textDocument/documentSymbol', { textDocument: { uri } })).not.toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('paths that lead elsewhere', () => {
  it('reach no file and are no links, in 上年 and 汇总 alike', async () => {
    const base = mkdtempSync(join(tmpdir(), 'disclosure-'));
    try {
      const folder = join(base, '内');
      mkdirSync(join(folder, '本年'), { recursive: true });
      mkdirSync(join(base, '外'));
      const secret = join(base, '外', 'x.disclosure');
      writeFileSync(
        secret,
        '单位：甲局\n年度：2022\n类型：决算\n\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 |\n| --- | --- | ---: |\n| 合计 |  | 31415.92 |\n',
      );
      symlinkSync(join(base, '外'), join(folder, '本年', '链接'));
      symlinkSync(secret, join(folder, '本年', 'y.disclosure'));
      await start({ folder });
      const uri = fileUri(join(folder, '本年', 'a.disclosure'));
      await client.open(uri, '');
      const paths = [...hostilePaths(secret, '../../外/x.disclosure'), '链接/x.disclosure', 'y.disclosure'];
      const head = '单位：甲局\n年度：2023\n类型：决算\n金额单位：万元\n';
      const table =
        '\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 |\n| --- | --- | ---: |\n| 合计 |  | 1.00 |\n';
      const inside = `${fileUri(folder)}/`;
      const texts = paths.map((path) => `${head}上年：${path}\n${table}`);
      texts.push(`${head}汇总：${paths.filter((p) => p.length < 1000).join('、')}\n${table}`);
      for (const text of texts) {
        await client.change(uri, text);
        const found = await client.diagnostics(uri);
        const told = JSON.stringify(found);
        expect(told, text).not.toContain('31415');
        expect(told, text).not.toContain('31,415');
        for (const { relatedInformation = [] } of found)
          for (const { location } of relatedInformation) expect(location.uri).toBe(uri);
        const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
          textDocument: { uri },
        });
        for (const { target } of links)
          expect(target?.startsWith(inside) && !/(?:^|\/)(?:\.|%2e){2}(?:\/|$)/i.test(target), target).toBe(
            true,
          );
      }
      expect(client.stderr).toBe('');
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});

describe('rename', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'disclosure 改名-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const report = (unit: string, more = '') =>
    `单位：${unit}\n年度：2023\n类型：决算\n${more}\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 205 | 教育 | 1.00 |\n\n某某局的支出见支出决算表。\n`;
  const at = (line: number, character: number, uri: string) => ({
    textDocument: { uri },
    position: { line, character },
  });
  const changes = (edit: WorkspaceEdit) =>
    (
      edit.documentChanges as { textDocument: { uri: string; version: number | null }; edits: TextEdit[] }[]
    ).map(({ textDocument, edits }) => ({
      name: decodeURIComponent(textDocument.uri).split('/').at(-1),
      version: textDocument.version,
      edits,
    }));

  it('goes through the reports that go together, open or not, and no other', async () => {
    writeFileSync(join(folder, '部门.disclosure'), report('某某局', '汇总：中心.disclosure\n'));
    writeFileSync(join(folder, '中心.disclosure'), report('培训中心', '上年：去年.disclosure\n'));
    writeFileSync(join(folder, '去年.disclosure'), report('中心'));
    writeFileSync(join(folder, '去年部门.disclosure'), report('某某局'));
    writeFileSync(join(folder, '别处.disclosure'), report('别的局'));
    await start({ folder });
    const uri = fileUri(join(folder, '部门.disclosure'));
    const open = report('某某局', '汇总：中心.disclosure\n');
    await client.open(uri, open);
    expect(await client.request('textDocument/prepareRename', at(0, 4, uri))).toEqual({
      range: { start: { line: 0, character: 3 }, end: { line: 0, character: 6 } },
      placeholder: '某某局',
    });
    const unit = changes(
      await client.request<WorkspaceEdit>('textDocument/rename', { ...at(0, 4, uri), newName: '新局' }),
    );
    expect(unit.map((c) => [c.name, c.version]).sort()).toEqual([
      ['中心.disclosure', null],
      ['去年.disclosure', null],
      ['去年部门.disclosure', null],
      ['部门.disclosure', 1],
    ]);
    expect(applyEdits(open, unit.find((c) => c.version === 1)!.edits)).toBe(
      open.replaceAll('某某局', '新局'),
    );
    const code = changes(
      await client.request<WorkspaceEdit>('textDocument/rename', { ...at(9, 8, uri), newName: '教育支出' }),
    );
    expect(code).toHaveLength(4);
    for (const { edits } of code) expect(edits).toHaveLength(1);
    const title = changes(
      await client.request<WorkspaceEdit>('textDocument/rename', { ...at(5, 5, uri), newName: '甲表' }),
    );
    expect(title.find((c) => c.version === 1)!.edits).toHaveLength(2);
    expect(title).toHaveLength(4);
  });

  it('says why it cannot', async () => {
    await opened();
    const wrong = { ...document, position: AT, newName: '甲' };
    await expect(client.request('textDocument/rename', wrong)).rejects.toThrow('没有可以改名');
    const empty = { ...document, position: { line: 1, character: 5 }, newName: ' ' };
    await expect(client.request('textDocument/rename', empty)).rejects.toThrow('不能为空');
  });
});

describe('forms of one’s own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'disclosure 表-'));
    mkdirSync(join(folder, '.disclosure', 'forms'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const FORM = [
    'id: 培训计划',
    'title: 培训计划表',
    'panels:',
    '  - id: 培训',
    '    columns:',
    '      - { id: 合计, required: true }',
    '      - { id: 场地, group: 费用 }',
    '      - { id: 师资, group: 费用 }',
    'relations:',
    '  - { id: 培训.row, rule: row-sum, columns: 合计 = Σ费用 }',
    '',
  ].join('\n');
  const TEXT =
    '# 培训计划表\n\n| 项目 | 合计 | 场地 | 师资 |\n| --- | ---: | ---: | ---: |\n| 甲 | 5.00 | 1.00 | 3.00 |\n';

  it('are checked against, and again when they change', async () => {
    const path = join(folder, '.disclosure', 'forms', '培训.yaml');
    const uri = fileUri(join(folder, '甲.disclosure'));
    await start({ folder });
    await client.open(uri, TEXT);
    expect((await client.diagnostics(uri)).map((d) => d.code)).toContain('unknown-table');
    writeFileSync(path, FORM);
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: fileUri(path), type: 1 }] });
    const found = await client.until('row-sum', () =>
      client.lastPublished(uri)?.diagnostics.find((d) => d.code === 'row-sum'),
    );
    expect(found.message).toContain('5.00');
  });

  it('say in their own file what is wrong with them', async () => {
    writeFileSync(join(folder, '.disclosure', 'forms', 'x.yaml'), 'id: [');
    await start({ folder });
    await client.open(fileUri(join(folder, '甲.disclosure')), TEXT);
    const told = await client.until('problem', () =>
      client.received.find(
        (m) =>
          m.method === 'textDocument/publishDiagnostics' &&
          (m.params as { uri: string }).uri.endsWith('x.yaml'),
      ),
    );
    expect((told.params as { diagnostics: Diagnostic[] }).diagnostics[0]).toMatchObject({
      severity: 1,
      source: 'disclosure',
    });
  });
});
