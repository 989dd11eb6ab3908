/**
 * Hours of editing in bounded steps: a built server over its pipes, as an editor drives it. Rounds of edits, undo,
 * questions of all kinds, files that are opened, closed and changed on disk; each round ends where it began, so that
 * the findings must be those of the beginning and the memory must be no more.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource, type Diagnostic, type Range } from 'vscode-languageserver/node';
import { applyEdits, fileUri, LspClient, PULL, PUSH } from '../support/lsp-client.ts';
import { Random } from './random.ts';

export interface SoakOptions {
  readonly seed: string;
  readonly rounds: number;
  /** Edits of a round; each may bring questions and other events with it. */
  readonly steps: number;
  /** Names and texts of the reports. */
  readonly reports: readonly (readonly [name: string, text: string])[];
  /** Whether findings are asked for, or waited for. */
  readonly pull: boolean;
  readonly onRound?: (round: Round) => void;
}

/** What the server holds after a round, in bytes, once everything that is not needed was let go. */
export interface Round {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
}

export interface SoakResult {
  readonly rounds: readonly Round[];
  readonly counts: Readonly<Record<string, number>>;
  /** What was not as it should be. */
  readonly faults: string[];
}

/** After so many rounds the edits begin anew. */
const CYCLE = 5;

const QUESTIONS = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/documentHighlight',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/selectionRange',
  'textDocument/documentLink',
  'textDocument/codeLens',
  'textDocument/inlayHint',
  'textDocument/formatting',
  'textDocument/rangeFormatting',
  'textDocument/onTypeFormatting',
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
  'textDocument/codeAction',
  'textDocument/prepareRename',
  'textDocument/prepareCallHierarchy',
  'workspace/symbol',
  'disclosure/overview',
  'disclosure/preview',
  'disclosure/paste',
  'disclosure/newReport',
] as const;

const TYPED = [
  '1',
  '9',
  '.',
  ',',
  '-',
  '甲',
  '，',
  '。',
  '|',
  ' ',
  '\n',
  '\t',
  '%',
  '万元',
  '合计',
  '（',
  '# ',
  '\ud800',
  '𠀀',
];
const PASTED = [
  '| 201 | 一般公共服务支出 | 1.00 | 2.00 |\n',
  '合计\t1\t2\t3\n甲\t4\t5\t6\n',
  '\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 合计 |  | 1.00 |\n\n',
  '2023年度支出合计1,200.00万元，其中：基本支出800.00万元，占66.67%。\n',
  '勾稽：合计 = 甲 + 乙\n',
  '上年：别的.disclosure\n',
  '// 忽略 row-sum：理由\n',
];

/** A document as the editor has it. */
interface Doc {
  readonly uri: string;
  readonly file: string;
  readonly original: string;
  text: string;
  open: boolean;
  /** What undoes the edits since the original, last first. */
  undo: { range: Range; text: string }[];
}

/** Runs it. @throws where the server ends or does not answer */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { seed, rounds, steps, pull } = options;
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  let r = new Random(seed);
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const docs = options.reports.map(([name, text]): Doc => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return { uri: fileUri(file), file, original: text, text, open: false, undo: [] };
  });
  const extra = join(folder, '别的.disclosure');
  const form = join(folder, '.disclosure', 'forms', 'a.yaml');
  mkdirSync(join(folder, '.disclosure', 'forms'), { recursive: true });
  const client = await LspClient.start({
    command: [
      process.execPath,
      '--expose-gc',
      '--require',
      './test/support/heap.cjs',
      'dist/server/node.js',
      '--stdio',
    ],
    capabilities: pull ? PULL : PUSH,
    folder,
    timeout: 120_000,
  });
  try {
    const findings = async (doc: Doc): Promise<string> => {
      if (!pull) return told(await client.diagnostics(doc.uri));
      const report = await client.pull(doc.uri);
      return told(report.kind === 'full' ? report.items : []);
    };
    const edit = (doc: Doc, wished: Range, text: string): void => {
      const range = { start: inside(doc.text, wished.start), end: inside(doc.text, wished.end) };
      const before = doc.text.slice(offset(doc.text, range.start), offset(doc.text, range.end));
      const after = applyEdits(doc.text, [{ range, newText: text }]);
      doc.undo.push({ range: { start: range.start, end: endOf(range.start, text) }, text: before });
      doc.text = after;
      void client.change(doc.uri, [{ range, text }]);
    };
    const undo = (doc: Doc, times: number): void => {
      const changes = doc.undo.splice(-times).reverse();
      if (changes.length === 0) return;
      for (const { range, text } of changes) doc.text = applyEdits(doc.text, [{ range, newText: text }]);
      void client.change(doc.uri, changes);
    };
    const open = async (doc: Doc) => {
      doc.open = true;
      doc.undo = [];
      doc.text = doc.original;
      await client.open(doc.uri, doc.text);
    };
    const place = (text: string) => {
      const lines = text.split('\n');
      const line = r.below(lines.length);
      return { line, character: r.below((lines[line]?.length ?? 0) + 1) };
    };
    const ask = async (doc: Doc) => {
      const method = r.pick(QUESTIONS);
      const position = place(doc.text);
      const range = { start: position, end: { line: position.line + r.below(20), character: 0 } };
      const source = new CancellationTokenSource();
      const asked = client.request(
        method,
        {
          textDocument: { uri: doc.uri },
          ...{
            position,
            range,
            positions: [position],
            context: { diagnostics: [], includeDeclaration: true },
          },
          ...{
            options: { tabSize: 2, insertSpaces: true },
            ch: '|',
            query: r.pick(['合计', '表', '支出', '']),
          },
          ...{ text: '甲\t1.00\n乙\t2.00', like: doc.uri, year: 2024 },
        },
        source.token,
      );
      if (r.oneIn(4)) source.cancel();
      count(method);
      await asked.catch((error: { code?: number; message?: string }) => {
        // Taken back, overtaken by a change, or a place that has no name to change.
        if (![-32800, -32801, -32803].includes(error.code ?? 0)) faults.push(`${method}: ${error.message}`);
      });
    };
    /** Everything is back where it was: the text, what is open, the files. */
    const back = async () => {
      for (const doc of docs) {
        if (!doc.open) await open(doc);
        undo(doc, doc.undo.length);
        if (doc.text !== doc.original) faults.push(`undo does not bring back ${doc.file}`);
      }
    };
    const held = async (): Promise<Round> => {
      const from = client.stderr.length;
      client.process.kill('SIGUSR2');
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the server does not tell what it holds')), 60_000);
        const look = () => {
          if (!/held .*\n/.test(client.stderr.slice(from))) return;
          clearTimeout(timer);
          client.process.stderr?.off('data', look);
          resolve();
        };
        client.process.stderr?.on('data', look);
        look();
      });
      const [, json] = /held (.*)\n/.exec(client.stderr.slice(from)) ?? [];
      return JSON.parse(json as string) as Round;
    };

    const first = new Map<Doc, string>();
    const results: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      // Names that were read once are remembered, some ten thousand of them; the same edits again bring no new ones.
      r = new Random(`${seed}/${round % CYCLE}`);
      for (let step = 0; step < steps; step++) {
        const doc = r.pick(docs);
        if (!doc.open) await open(doc);
        const kind = r.below(100);
        if (kind < 55) {
          const at = place(doc.text);
          edit(doc, { start: at, end: at }, r.pick(TYPED));
          count('typed');
        } else if (kind < 70) {
          const at = place(doc.text);
          edit(doc, { start: at, end: { line: at.line, character: at.character + 1 } }, '');
          count('deleted');
        } else if (kind < 76) {
          const { line } = place(doc.text);
          edit(doc, { start: { line, character: 0 }, end: { line, character: 0 } }, r.pick(PASTED));
          count('pasted');
        } else if (kind < 80) {
          const { line } = place(doc.text);
          edit(
            doc,
            { start: { line, character: 0 }, end: { line: line + r.between(1, 8), character: 0 } },
            '',
          );
          count('lines cut');
        } else if (kind < 92) {
          undo(doc, r.between(1, 10));
          count('undone');
        } else if (kind < 94) {
          await client.close(doc.uri);
          doc.open = false;
          count('closed');
        } else if (kind < 96) {
          if (r.oneIn(2)) writeFileSync(extra, doc.text);
          else rmSync(extra, { force: true });
          await client.notify('workspace/didChangeWatchedFiles', {
            changes: [{ uri: fileUri(extra), type: 2 }],
          });
          count('files changed');
        } else if (kind < 97) {
          if (r.oneIn(2)) writeFileSync(form, `id: 甲\ntitle: 甲表${round}\nstructure: rows\n`);
          else rmSync(form, { force: true });
          await client.notify('workspace/didChangeWatchedFiles', {
            changes: [{ uri: fileUri(form), type: 2 }],
          });
          count('forms changed');
        } else if (kind < 98) {
          await client.configure({ blame: r.oneIn(2), rounding: { hints: r.oneIn(2) } });
          count('settings changed');
        } else if (doc.open) {
          await findings(doc);
          count('waited for findings');
        }
        if (doc.open && r.oneIn(3)) await ask(doc);
        // One change in a while takes a whole new text, as a client without ranges sends it.
        if (doc.open && r.oneIn(200)) {
          await client.change(doc.uri, doc.text);
          count('sent whole');
        }
      }
      await back();
      rmSync(extra, { force: true });
      rmSync(form, { force: true });
      for (const path of [extra, form])
        await client.notify('workspace/didChangeWatchedFiles', {
          changes: [{ uri: fileUri(path), type: 3 }],
        });
      await client.configure({});
      for (const doc of docs) {
        // One more version, so that what is waited for is surely checked with all that changed.
        await client.change(doc.uri, doc.text);
        const now = await findings(doc);
        const before = first.get(doc);
        if (before === undefined) first.set(doc, now);
        else if (before !== now) faults.push(`round ${round}: other findings than before in ${doc.file}`);
      }
      const state = await held();
      results.push(state);
      options.onRound?.(state);
      // What is received is the client's memory, and looked through by nobody here.
      client.received.length = 0;
    }
    const errors = client.stderr
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('held '))
      .slice(0, 5);
    faults.push(...errors);
    if ((await client.stop()) !== 0) faults.push('the server did not end well');
    return { rounds: results, counts, faults: [...new Set(faults)].slice(0, 20) };
  } finally {
    client.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Whether memory grew: the median of the last third of the rounds against that of the third before it. What is kept
 * once (words read, code made fast, shelves that fill) is there by then.
 * @returns how much, or undefined
 */
export function grown(rounds: readonly Round[]): string | undefined {
  const third = Math.floor(rounds.length / 3);
  if (third < 2) throw new Error('too few rounds to tell');
  const used = rounds.map((r) => r.heapUsed + r.external);
  const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] as number;
  const before = median(used.slice(-2 * third, -third));
  const after = median(used.slice(-third));
  const MB = 1024 * 1024;
  return after - before > Math.max(before * 0.02, MB)
    ? `memory grew from ${(before / MB).toFixed(1)} to ${(after / MB).toFixed(1)} MB`
    : undefined;
}

/** The reports of the samples, without folders. */
export function sampleReports(): [string, string][] {
  return readdirSync('samples')
    .filter((name) => name.endsWith('.disclosure'))
    .map((name) => [name, readFileSync(join('samples', name), 'utf8')]);
}

function told(diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify(diagnostics.map((d) => [d.code, d.range, d.severity, d.message]));
}

/** The same place, or the nearest one that the text has. */
function inside(text: string, place: Range['start']): Range['start'] {
  const before = text.slice(0, offset(text, place)).split('\n');
  return { line: before.length - 1, character: (before.at(-1) as string).length };
}

function offset(text: string, { line, character }: Range['start']): number {
  let start = 0;
  for (let l = 0; l < line; l++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}

function endOf(start: Range['start'], text: string): Range['start'] {
  const lines = text.split('\n');
  const last = lines.at(-1) as string;
  return lines.length === 1
    ? { line: start.line, character: start.character + last.length }
    : { line: start.line + lines.length - 1, character: last.length };
}
