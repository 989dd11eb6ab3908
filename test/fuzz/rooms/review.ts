/** Other people's files: read, put together, checked, written down, and read back in the next round. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import type { FromWorker } from '../../../page/protocol.ts';
import { Desk } from '../../../page/worker/desk.ts';
import { run as runCli } from '../../../server/src/cli/program.ts';
import { type ExportFormat, exportReport } from '../../../server/src/exchange/publish/index.ts';
import {
  papers,
  type ReviewedReport,
  Reviewer,
  type ReviewFile,
  readReports,
  readRound,
  reviewAll,
  SecondRound,
  sayIn,
  writePage,
} from '../../../server/src/review/index.ts';
import { open } from '../../../server/src/service.ts';
import { malformed } from '../../support/xml.ts';
import { equal, must, Places } from '../checks.ts';
import { entry } from '../entry.ts';
import { letter, workbook, zipped } from '../files.ts';
import type { Random } from '../random.ts';
import { characters, mutate, nearlyRight, ODD, SECTIONS } from '../texts.ts';

/** Files of a folder: what each holds, its name, and the program that it seems to come from. */
interface Folder {
  readonly texts: readonly string[];
  readonly files: readonly { readonly name: string; readonly as: 'source' | 'bytes' | ExportFormat }[];
}

const UNITS = ['海东县科技局', '海东县科技馆', '海东县科技局本级', '某某局'];

function textOf(r: Random, unit: string): string {
  const front = [
    `单位：${r.oneIn(12) ? characters(r, 6) : unit}`,
    `年度：${r.pick([2022, 2023])}`,
    `类型：${r.pick(['决算', '决算', '预算'])}`,
    `金额单位：${r.pick(['万元', '万元', '元'])}`,
  ];
  if (r.oneIn(4)) front.splice(0, 0, `标题：${r.pick([unit, ...ODD])}`);
  if (r.oneIn(6)) front.push(`汇总：${r.pick(['甲.disclosure', '../x.disclosure'])}`);
  const made = r.oneIn(4) ? '\n## 一、机构设置\n\n共有两家单位：海东县科技局本级、海东县科技馆。\n' : '';
  let text = `${front.join('\n')}\n${made}\n${r.times(1, 2, () => r.pick(SECTIONS)).join('\n')}`;
  if (r.oneIn(6)) text = nearlyRight(r);
  for (let i = r.below(3); i > 0; i--) text = mutate(r, text);
  return text;
}

function folder(r: Random, most: number): Folder {
  const files: Folder['files'][number][] = [];
  const texts: string[] = [];
  for (let i = r.between(1, most); i > 0; i--) {
    const unit = r.pick(UNITS);
    const as = r.oneIn(3) ? r.pick(['html', 'docx', 'xlsx', 'csv', 'bytes'] as const) : 'source';
    const ending =
      as === 'source' ? 'disclosure' : as === 'bytes' ? r.pick(['xlsx', 'docx', 'pdf', 'doc', 'html']) : as;
    const base = r.oneIn(15)
      ? [...characters(r, 8)].filter((c) => !'/\\\u0000'.includes(c)).join('')
      : `${unit}${r.between(1, 3)}`;
    const name = `${r.oneIn(3) ? '下级/' : ''}${base || 'x'}.${ending}`;
    if (files.some((f) => f.name === name)) continue;
    files.push({ name, as });
    texts.push(as === 'bytes' ? damaged(r) : textOf(r, unit));
  }
  return { texts, files };
}

/** A file of another program that is often no such file; its bytes as characters. */
function damaged(r: Random): string {
  const bytes = r.oneIn(3) ? r.bytes(r.below(200)) : zipped(r.oneIn(2) ? workbook(r) : letter(r)).slice();
  for (let i = r.below(3); i > 0; i--) bytes[r.below(bytes.length)] = r.below(256);
  return Buffer.from(bytes).toString('latin1');
}

async function filesOf({ texts, files }: Folder): Promise<ReviewFile[]> {
  const made: ReviewFile[] = [];
  for (const [i, { name, as }] of files.entries()) {
    const text = texts[i] ?? '';
    made.push({ name, bytes: await bytesOf(text, as) });
  }
  return made;
}

async function bytesOf(text: string, as: Folder['files'][number]['as']): Promise<Uint8Array> {
  if (as === 'bytes') return Uint8Array.from(Buffer.from(text, 'latin1'));
  if (as === 'source') return new TextEncoder().encode(text);
  const content = (await exportReport(open(text), as, 'x')).files[0]?.content ?? '';
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Every file is in one report, or told as not read: none is lost, none counts twice. */
function accounted(
  files: readonly { readonly name: string }[],
  reports: readonly { readonly files: readonly string[] }[],
  unread: readonly { readonly name: string; readonly reason: string }[],
): void {
  const seen = [...reports.flatMap((r) => r.files), ...unread.map((u) => u.name)].sort();
  equal(seen, files.map((f) => f.name).sort(), 'files that are lost or count twice');
  for (const { name, reason } of unread)
    must(reason.trim() !== '' && !/undefined|NaN/.test(reason), 'not read without words', name, reason);
}

/** Elements, attributes and addresses of a page: none that a report brought. */
export function innocent(html: string): void {
  const parser = new Parser({
    onopentag(name, attributes) {
      must(
        !/^(?:script|iframe|object|embed|img|link|base|form|video|audio|source|button)$/.test(name),
        'an element of a report',
        name,
      );
      for (const [key, value] of Object.entries(attributes)) {
        must(!/^on|^style$|^src/.test(key), 'an attribute of a report', name, key, value);
        must(!key.endsWith('href') || value.startsWith('#'), 'an address of a report', value);
      }
    },
  });
  parser.end(html);
}

/** Parts of an Office file that are XML, each such that any program can read it. */
function wellFormed(name: string, bytes: Uint8Array): void {
  for (const [part, content] of Object.entries(unzipSync(bytes)))
    if (/\.(?:xml|rels)$/.test(part)) {
      const wrong = malformed(strFromU8(content));
      must(wrong === undefined, 'a part that is no XML', name, part, wrong);
    }
}

/** What is found of a report, each in its place. */
function placed(reviewed: ReviewedReport, text: string): void {
  const places = new Places(text);
  for (const f of reviewed.findings) {
    places.range(f.range, f.rule);
    must(f.message !== '' && f.key !== '', 'a finding without words or key', f);
    must(
      reviewed.files.includes(f.origin.file),
      'a finding in a file of another report',
      f.origin,
      reviewed.files,
    );
    for (const related of f.related)
      if (related.report === undefined) places.range(related.range, `related to ${f.rule}`);
  }
  for (const n of reviewed.notMade) must(n.reason !== '', 'not checked without a reason', n);
}

const keysOf = (reports: readonly ReviewedReport[]) => reports.flatMap((r) => r.findings.map((f) => f.key));

export const review = entry(
  'review',
  1,
  (r) => ({ ...folder(r, 4), locale: r.oneIn(4) ? ('en' as const) : ('zh' as const) }),
  async ({ locale, ...given }) => {
    const files = await filesOf(given);
    const read = await readReports(files, { locale });
    accounted(files, read.reports, read.unread);
    equal(new Set(read.reports.map((r) => r.name)).size, read.reports.length, 'two reports of one name');
    const texts = new Map(read.reports.map((r) => [r.name, r.text]));
    const reviewer = new Reviewer({ locale, textOf: (name) => texts.get(name) });
    const reports = read.reports.map((report) => {
      const settled = reviewer.settled(report);
      const reviewed = reviewer.review(settled);
      placed(reviewed, settled.text);
      return reviewed;
    });
    const again = await reviewAll(await readReports(files, { locale }), { locale });
    equal(again.reports, reports, 'the same files, another review');
    const say = sayIn(locale);
    innocent(await writePage({ reports, unread: read.unread }, say));
    let book: Uint8Array | undefined;
    for await (const { path, bytes } of papers({ reports, unread: read.unread }, say)) {
      must(!/(?:^|\/)\.\.(?:\/|$)|^\/|\\/.test(path), 'a paper outside its folder', path);
      wellFormed(path, bytes);
      book ??= bytes;
    }
    const rows = await readRound('审核意见.xlsx', book as Uint8Array);
    equal(rows.map((row) => row.key).sort(), keysOf(reports).sort(), 'findings that the workbook lost');
    const round = new SecondRound(rows);
    for (const report of reports)
      for (const f of round.told(report).findings)
        must(f.round === 'again', 'a finding that the next round does not know', f.key, f.round);
    for (const { became, key } of round.became())
      must(became === 'again', 'a finding that counts as mended', key, became);
  },
);

/** By the command: what it writes is whole or not there, and nothing is left beside it. */
export const reviewing = entry(
  'review-cli',
  1,
  (r) => ({ ...folder(r, 3), more: r.pick([[], ['--annotate'], ['--fail-on', 'never'], ['--force']]) }),
  async ({ more, ...given }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'disclosure-fuzz-'));
    try {
      const files = (await filesOf(given)).filter(
        (f) => Buffer.byteLength(f.name) < 200 && !/[\ud800-\udfff]/.test(f.name),
      );
      for (const { name, bytes } of files) {
        mkdirSync(dirname(join(cwd, '报送', name)), { recursive: true });
        writeFileSync(join(cwd, '报送', name), bytes);
      }
      let out = '';
      const stream = { write: (s: string) => (out += s) };
      const io = { stdout: stream, stderr: stream, cwd, env: { LANG: 'zh_CN.UTF-8' }, root: process.cwd() };
      const code = await runCli(['review', '报送', '-o', '审核', '--jobs', '1', ...more], io);
      must([0, 1, 2].includes(code), 'an odd exit code', code);
      must(
        !/\n\s+at .*\.[mc]?[jt]s:\d/.test(out) && !/程序内部|internal error/i.test(out),
        'a fault of the program',
        out,
      );
      const there = readdirSync(cwd).sort();
      if (files.length > 0) equal(there, ['报送', '审核'].sort(), 'what is left beside the review');
      if (!there.includes('审核')) return;
      const names = readdirSync(join(cwd, '审核'));
      for (const name of ['index.html', '审核意见.jsonl', '审核意见.sarif', '审核意见.xlsx'])
        must(names.includes(name), 'a review that is not whole', name, names);
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  },
);

// ---- the page of one file ----

interface Sitting extends Folder {
  /** How many of the files come at first; the rest are dropped later. */
  readonly first: number;
  readonly acts: readonly ('show' | 'save' | 'en' | 'zh' | 'stop')[];
}

/** What the page is told of a report, but for its words. */
type Shown = Extract<FromWorker, { type: 'report' }>['report'];
const findingsOf = (reports: readonly Shown[]) => reports.map((r) => [r.name, r.findings.map((f) => f.key)]);

export const desk = entry(
  'page',
  1,
  (r): Sitting => {
    const given = folder(r, 4);
    return {
      ...given,
      first: r.between(1, given.files.length),
      acts: r.times(0, 4, () => r.pick(['show', 'show', 'save', 'en', 'zh', 'stop'] as const)),
    };
  },
  async ({ first, acts, ...given }) => {
    const files = await filesOf(given);
    const said: FromWorker[] = [];
    const own = new Desk((message) => said.push(message));
    const blobs = files.map(({ name, bytes }) => ({
      name,
      file: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    }));
    await own.read(blobs.slice(0, first), 'zh');
    if (first < blobs.length) await own.read(blobs.slice(first), 'zh');
    const { reports, unread } = since(said);
    accounted(files, reports, unread);
    must(said.at(-1)?.type === 'done', 'reading does not end', said.at(-1));
    const fresh = await reviewAll(await readReports(files));
    equal(
      findingsOf(reports),
      fresh.reports.map((r) => [r.name, r.findings.map((f) => f.key)]),
      'another review than by the command',
    );
    const before = said.length;
    for (const act of acts) {
      if (act === 'show') await own.show(reports[0]?.name ?? '');
      else if (act === 'save')
        await own.save(
          Object.fromEntries(
            reports.flatMap((r) => r.findings.slice(0, 2).map((f) => [f.key, 'seen' as const])),
          ),
        );
      else if (act === 'stop') own.stop();
      else {
        await own.speak(act);
        equal(findingsOf(since(said).reports), findingsOf(reports), 'another review in another language');
      }
    }
    for (const message of said.slice(before)) {
      must(message.type !== 'trouble', 'trouble', message);
      if (message.type === 'paper') for (const part of message.parts) innocent(part.html);
      if (message.type === 'saved')
        for (const [path, bytes] of Object.entries(unzipSync(message.bytes))) wellFormed(path, bytes);
    }
  },
);

/** What stands on the page since it was last told to forget. */
function since(said: readonly FromWorker[]): {
  reports: Shown[];
  unread: { name: string; reason: string }[];
} {
  const own = said.slice(said.findLastIndex((m) => m.type === 'begin'));
  return {
    reports: own.flatMap((m) => (m.type === 'report' ? [m.report] : [])),
    unread: [...(own.flatMap((m) => (m.type === 'unread' ? [m.files] : [])).at(-1) ?? [])],
  };
}
