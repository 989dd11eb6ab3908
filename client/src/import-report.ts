/** What an import tells, as pages of Markdown. */

/** One text in the editor's language. */
type Say = (zh: string, en: string) => string;

/** A report that was made of files. */
export interface Made {
  readonly text: string;
  readonly tables: readonly {
    readonly title: string;
    readonly line: number;
    readonly rows: number;
    readonly columns: number;
    readonly form?: string;
  }[];
  readonly unsure: readonly { readonly line: number; readonly text: string }[];
  readonly remarks: readonly string[];
  /** Where the files have its lines, as it is kept beside the report. */
  readonly origins?: string;
}

/** One of several reports, with the files that it was made of. */
export interface MadeOfFiles extends Made {
  readonly name: string;
  readonly files: readonly string[];
  readonly unit?: string;
  readonly year?: number;
}

/** What became of many files. */
export interface Many {
  readonly reports: readonly MadeOfFiles[];
  readonly unread: readonly { readonly file: string; readonly error: string }[];
}

/** How many of a report's tables were taken for a form. */
export function known(made: Made): number {
  return made.tables.filter((t) => t.form !== undefined).length;
}

/** One report: places to look at, remarks, tables. */
export function reportPage(made: Made, names: readonly string[], say: Say): string {
  return [
    `# ${say('导入说明', 'Import report')}：${escaped(names.join('、'))}`,
    '',
    ...body(made, say, 2),
  ].join('\n');
}

/** Many files: which report each went into, what could not be read, then each report by itself. */
export function summaryPage(many: Many, written: readonly (string | undefined)[], say: Say): string {
  const files = many.unread.length + many.reports.reduce((sum, r) => sum + r.files.length, 0);
  const named = (i: number) => written[i] ?? say('没有写成', 'not written');
  return [
    `# ${say('导入汇总', 'Import summary')}`,
    '',
    say(
      `共 ${files} 个文件，按单位、年度写成 ${written.filter((w) => w !== undefined).length} 份报告。`,
      `${files} file(s); ${written.filter((w) => w !== undefined).length} report(s), one by unit and year.`,
    ),
    '',
    say(
      '| 报告 | 单位 | 年度 | 文件 | 认出的表 | 没认出的表 | 要看的地方 |',
      '| Report | Unit | Year | Files | Tables known | Tables unknown | To look at |',
    ),
    '| --- | --- | ---: | --- | ---: | ---: | ---: |',
    ...many.reports.map((made, i) =>
      row([
        named(i),
        made.unit ?? '',
        String(made.year ?? ''),
        made.files.join('、'),
        String(known(made)),
        String(made.tables.length - known(made)),
        String(made.unsure.length),
      ]),
    ),
    '',
    ...(many.unread.length === 0
      ? []
      : [
          `## ${say('没有导入的文件', 'Files that were not imported')}`,
          '',
          ...many.unread.map(({ file, error }) => `- ${escaped(file)}：${escaped(error)}`),
          '',
        ]),
    ...many.reports.flatMap((made, i) => [`## ${escaped(named(i))}`, '', ...body(made, say, 3)]),
  ].join('\n');
}

function body(made: Made, say: Say, level: number): string[] {
  const sharps = '#'.repeat(level);
  return [
    ...(made.unsure.length === 0
      ? []
      : [
          `${sharps} ${say('请对照原文看的地方', 'Compare with the original')}`,
          '',
          ...made.unsure.map(
            ({ line, text }) => `- ${say(`第 ${line} 行`, `line ${line}`)}：${escaped(text)}`,
          ),
          '',
        ]),
    ...(made.remarks.length === 0
      ? []
      : [`${sharps} ${say('说明', 'Remarks')}`, '', ...made.remarks.map((r) => `- ${escaped(r)}`), '']),
    ...(made.tables.length === 0
      ? []
      : [
          `${sharps} ${say('表格', 'Tables')}`,
          '',
          say('| 行 | 表 | 几行几栏 | 认作 |', '| Line | Table | Rows × columns | Taken for |'),
          '| ---: | --- | --- | --- |',
          ...made.tables.map((t) =>
            row([
              String(t.line),
              t.title,
              `${t.rows} × ${t.columns}`,
              t.form ?? say('没有对上表式', 'no form'),
            ]),
          ),
          '',
        ]),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`;
}

/** Names and words of files are shown as they are, whatever they hold. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/&/g, '&amp;');
}
