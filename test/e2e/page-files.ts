/**
 * The folder of the page's test: thirty files as they come from units, in many formats, some with a planted mistake,
 * some hostile, written into FOLDER; what the browser is to print as PDF into FOLDER/../print.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { exportReport } from '../../server/src/exchange/publish/index.ts';
import { open } from '../../server/src/service.ts';
import { hostileReport, PAYLOADS } from '../support/hostile.mjs';

const [folder = ''] = process.argv.slice(2);

const SAMPLES = [
  '晋城2022决算',
  '聊城2022决算',
  '海港区2024预算',
  '曲阳县2022预算',
  '武汉东西湖2022决算',
  '示例部门/示例市林业局2023决算',
  '示例部门/示例市林业局2022决算',
  '示例部门/示例市林业科学研究所2023决算',
] as const;
const FORMATS = ['docx', 'xlsx', 'html', 'disclosure'] as const;

/** What each sample is sent in as: all formats come twice, and every second report has a mistake. */
async function writeReports(): Promise<string[]> {
  const planted: string[] = [];
  for (const [i, sample] of SAMPLES.entries()) {
    const text = readFileSync(join('samples', `${sample}.disclosure`), 'utf8');
    for (const turn of [0, 1]) {
      const format = FORMATS[(i + turn * 2) % FORMATS.length] as (typeof FORMATS)[number];
      const name = `${basename(sample)}-${turn + 1}`;
      const source = turn === 1 ? withMistake(text) : text;
      if (turn === 1) planted.push(`${name}.${format}`);
      if (format === 'disclosure') writeFileSync(join(folder, `${name}.disclosure`), source);
      else
        for (const file of (await exportReport(open(source), format, name)).files)
          writeFileSync(join(folder, file.name), file.content);
      if (i < 2 && turn === 1) await writePrint(source, `${name}-打印`);
    }
  }
  return planted;
}

/** A page that the browser prints. */
async function writePrint(source: string, name: string): Promise<void> {
  const print = join(folder, '..', 'print');
  mkdirSync(print, { recursive: true });
  for (const file of (await exportReport(open(source), 'html', name)).files)
    writeFileSync(join(print, file.name), file.content);
}

/** The report with another amount in the first row of a total: 1.00 more. */
function withMistake(text: string): string {
  let done = false;
  return text
    .split('\n')
    .map((line) => {
      if (done || !/^\|?\s*(?:本年收入合计|本年支出合计|合计)\s*\|/.test(line)) return line;
      return line.replace(/(\d)(\.\d\d\b)/, (_, digit: string, rest: string) => {
        done = true;
        return `${(Number(digit) + 1) % 10}${rest}`;
      });
    })
    .join('\n');
}

/** Files that are no reports, or want to be none; the reader must tell each and go on. */
async function writeHostile(): Promise<void> {
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  put('坏-半截.xlsx', 'PK\u0003\u0004 cut');
  put('坏-空的.html', '');
  put('坏-不是PDF.pdf', `%PDF-1.7\n${'\u0001\u0002'.repeat(2000)}`);
  put('坏-其实是图片.docx', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]));
  put('坏-炸弹.docx', zipSync({ 'word/document.xml': new Uint8Array(300_000_000) }, { level: 9 }));
  put('坏-嵌套.html', `<table>${'<table><tr><td>'.repeat(60_000)}`);
  const payload = Object.values(PAYLOADS).join(' ');
  put('恶意.disclosure', hostileReport(PAYLOADS.script));
  put(
    '恶意.html',
    `<html><body><h1>${payload}</h1>${payload}<table><tr><td>${payload}</td></tr></table></body></html>`,
  );
  for (const file of (await exportReport(open(hostileReport(PAYLOADS['image that fails'])), 'docx', '恶意'))
    .files)
    put(file.name, file.content);
  // Passed over without a word of the reader's.
  put('照片.jpg', 'JFIF');
  put('.DS_Store', 'x');
  put('~$晋城.docx', 'x');
}

mkdirSync(join(folder, '下级'), { recursive: true });
const planted = await writeReports();
await writeHostile();
for (const name of ['sheets.xls', 'words.doc', 'words.odt', 'sheets.ods', 'sheets.fods'])
  cpSync(join('test', 'fixtures', 'import', name), join(folder, '下级', name));
console.log(JSON.stringify({ planted }));
