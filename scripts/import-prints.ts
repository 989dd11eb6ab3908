// Measures the import of PDF on reports that LibreOffice prints, cell by cell against the report's source, and writes the
// table into docs/import.md:
//   node scripts/run-ts.mjs scripts/import-prints.ts [--folder=FOLDER] [--reuse] [--show] [--dry]
// Each report is printed from its Excel and Word export as they are, and from its web page with and without lines, wide
// and narrow, with the header on each page or on the first alone.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { importFile } from '../server/src/exchange/import/index.ts';
import { exportReport } from '../server/src/exchange/publish/index.ts';
import { open } from '../server/src/service.ts';
import { measured, type Sum } from './import-score.ts';

const REPORTS = ['samples/示例部门/示例市林业局2023决算.disclosure', 'samples/聊城2022决算.disclosure'];

interface Print {
  readonly label: string;
  readonly lines: boolean;
  readonly from: 'xlsx' | 'docx' | 'html';
  readonly change?: (page: string) => string;
}

const page = (lines: boolean, wide: boolean, again: boolean): Print => ({
  label: `网页，${lines ? '有线' : '无线'}，${wide ? '横' : '竖'}向，表头${again ? '每页重复' : '只印一次'}`,
  lines,
  from: 'html',
  change: (html) => {
    const size = wide ? '29.7cm 21cm' : '21cm 29.7cm';
    const styled = html
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
      // LibreOffice makes one line of a chart's texts, and of what stands side by side over a table.
      .replace(/<svg[\s\S]*?<\/svg>/g, '')
      .replace(/<\/span>\s*<span/g, '</span>&nbsp;&nbsp;&nbsp;&nbsp;<span')
      .replace(
        /<style>[\s\S]*?<\/style>/g,
        `<style>@page{size:${size};margin:1.5cm} body{font-size:9pt} h2,h3{font-size:12pt;text-align:center}</style>`,
      )
      .replaceAll(
        '<table>',
        `<table border="${lines ? 1 : 0}" cellspacing="0" cellpadding="2" width="100%">`,
      );
    return again ? styled : styled.replaceAll('<thead>', '<tbody>').replaceAll('</thead>', '</tbody>');
  },
});

const PRINTS: readonly Print[] = [
  { label: 'Excel 导出', lines: true, from: 'xlsx' },
  { label: 'Word 导出', lines: true, from: 'docx' },
  ...[true, false].flatMap((lines) =>
    [true, false].flatMap((wide) => [true, false].map((again) => page(lines, wide, again))),
  ),
];

const flag = (name: string) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const has = (name: string) => process.argv.includes(`--${name}`);
const folder = flag('folder') ?? mkdtempSync(join(tmpdir(), 'import-prints-'));

/** Prints a report in one way; the PDF's path. */
async function printed(path: string, print: Print, at: number): Promise<string> {
  const name = `${basename(path, '.disclosure')}-${at}`;
  const pdf = join(folder, `${name}.pdf`);
  if (has('reuse') && existsSync(pdf)) return pdf;
  mkdirSync(folder, { recursive: true });
  const made = await exportReport(open(readFileSync(path, 'utf8')), print.from, name);
  const source = join(folder, `${name}.${print.from}`);
  const [file] = made.files;
  const content = print.change ? print.change(String(file?.content)) : (file?.content ?? '');
  writeFileSync(source, content);
  const filter = print.from === 'html' ? ['--infilter=HTML (StarWriter)'] : [];
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  execFileSync(
    'soffice',
    [profile, '--headless', ...filter, '--convert-to', 'pdf', '--outdir', folder, source],
    { stdio: 'ignore', timeout: 600_000 },
  );
  return pdf;
}

const errorsOf = (text: string) => open(text).findings.filter((f) => f.severity === 'error').length;

const lines: string[] = [];
for (const path of REPORTS) {
  const source = readFileSync(path, 'utf8');
  for (const [at, print] of PRINTS.entries()) {
    const pdf = await printed(path, print, at);
    const bytes = readFileSync(pdf);
    if (has('show')) console.log(`${basename(pdf)} ${print.label}`);
    const sum = await measured(
      basename(pdf),
      bytes,
      { text: source, source: true },
      has('show') ? console.log : undefined,
    );
    const more = errorsOf((await importFile(basename(pdf), bytes)).text) - errorsOf(source);
    lines.push(rowOf(basename(path, '.disclosure'), print, sum, Math.max(0, more)));
    console.log(lines.at(-1));
  }
}

function rowOf(report: string, { label }: Print, sum: Sum, errors: number): string {
  const rate = sum.cells === 0 ? '–' : `${((100 * sum.right) / sum.cells).toFixed(1)} %`;
  return `| ${report}，${label} | ${sum.rightTables}/${sum.tables} | ${sum.right}/${sum.cells} | ${rate} | ${sum.marked} | ${sum.text} | ${sum.silent} | ${errors} |`;
}

if (!has('dry')) {
  const doc = 'docs/import.md';
  const head =
    '| 文件 | 表 | 数字放对 | 比例 | 不对、标出待核对 | 留作正文、没有标 | 错而未标 | 检查多出的错误 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |';
  const text = readFileSync(doc, 'utf8').replace(
    /(<!-- prints -->\n)[\s\S]*?(\n<!-- \/prints -->)/,
    (_, from: string, to: string) => `${from}${head}\n${lines.join('\n')}${to}`,
  );
  writeFileSync(doc, text);
}
