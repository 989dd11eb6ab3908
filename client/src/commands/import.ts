/** 导入: other files as a report. The server reads them; here they are picked, and the result is shown. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';
import { baseName, parent, writeNew } from './files.ts';

/** Endings that the server reads (server/src/exchange/import). */
const ENDINGS = 'xlsx xlsm xls xlsb et ods fods docx docm doc wps odt fodt pdf html htm csv tsv txt md'.split(
  ' ',
);
/** What is larger is told without being read. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Imported {
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
  /** The file whose sentences it has, read by itself. */
  readonly frame: {
    readonly name: string;
    readonly year?: number;
    readonly next?: number;
    readonly text: string;
  };
}

/** What makes this year's report of last year's text. */
interface Renewal {
  readonly year: number;
  /** Last year's source, beside the new one. */
  readonly lastYear?: string;
}

interface Refused {
  readonly error: string;
  readonly file: string | null;
}

type Content =
  | { readonly name: string; readonly content: string }
  | { readonly name: string; readonly text: string };

/**
 * Makes a report of files and shows it with the report of the import.
 * @param clicked the file of the menu that it was called from, `selected` all that are selected there
 * @returns where the new report is; undefined where nothing was picked
 */
export async function importFiles(
  session: Session,
  _context: vscode.ExtensionContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<vscode.Uri | undefined> {
  const uris = given(clicked, selected) ?? (await pick());
  if (!uris || uris.length === 0) return undefined;
  const names = uris.map(baseName);
  const ask = (renewal?: Renewal) =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: say(`正在导入 ${names.join('、')}`, `Importing ${names.join(', ')}`),
        cancellable: true,
      },
      async (_progress, token) => {
        const files: Content[] = [];
        for (const uri of uris) {
          if (token.isCancellationRequested) throw new vscode.CancellationError();
          files.push({ name: baseName(uri), content: toBase64(await read(uri)) });
        }
        return request(session, files, token, renewal);
      },
    );
  const [first] = uris as [vscode.Uri];
  // A text that came with tables is last year's: the tables give the name.
  const nameOf = (made: Imported) =>
    (names.find((name) => names.length > 1 && name !== made.frame.name) ?? baseName(first)).replace(
      /\.[^.]*$/,
      '',
    );
  let made = await ask();
  const year = await nextYear(made);
  if (year !== undefined) {
    // Last year's report is a source of its own, which the new one is checked against.
    const stem = made.frame.name.replace(/\.[^.]*$/, '');
    const last = await writeNew(parent(first), `${stem}.disclosure`, made.frame.text);
    made = await ask({ year, ...(last ? { lastYear: baseName(last) } : {}) });
  }
  const file = await writeNew(parent(first), `${nameOf(made)}.disclosure`, made.text);
  const document = file
    ? await vscode.workspace.openTextDocument(file)
    : await vscode.workspace.openTextDocument({ language: LANGUAGE_ID, content: made.text });
  await vscode.window.showTextDocument(document, { preview: false });
  session.output.info(`import: ${names.join(', ')} → ${document.uri.toString(true)}`);
  void tell(made, names);
  return document.uri;
}

/** The files of a menu, or those that another command names. */
function given(clicked: unknown, selected: unknown): vscode.Uri[] | undefined {
  if (Array.isArray(selected) && selected.length > 0 && selected.every((u) => u instanceof vscode.Uri))
    return selected;
  return clicked instanceof vscode.Uri ? [clicked] : undefined;
}

async function pick(): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    title: say('选要导入的文件：几个一起选，就合成一份报告', 'Files to import: several become one report'),
    openLabel: say('导入', 'Import'),
    filters: {
      [say('表格、文档、网页、文本', 'Tables, documents, pages, text')]: ENDINGS,
      [say('所有文件', 'All files')]: ['*'],
    },
  });
}

async function read(uri: vscode.Uri): Promise<Uint8Array> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MOST_BYTES)
    throw new Error(say(`“${baseName(uri)}”太大，没有导入。`, `'${baseName(uri)}' is too large.`));
  return vscode.workspace.fs.readFile(uri);
}

/** Whether sentences that are last year's are to speak of this year: asked where tables and text were put together. */
async function nextYear({ frame }: Imported): Promise<number | undefined> {
  const { year, next: other, name } = frame;
  if (year === undefined || other === undefined) return undefined;
  const next = say(`换成 ${other} 年度`, `Make it ${other}`);
  const stay = say(`不换，就是 ${year} 年度`, `No, it is ${year}`);
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: next,
        detail: say(
          '文字里的年份一起换，去年的报告另存一份作“上年”，没有表可以核对的数加上“待改”注释',
          'Years in the text move on, last year’s report is kept as 上年, figures that no table bears out are marked',
        ),
      },
      { label: stay },
    ],
    {
      title: say(`“${name}”的文字说的是 ${year} 年度`, `The text of '${name}' speaks of ${year}`),
      ignoreFocusOut: true,
    },
  );
  return picked?.label === next ? other : undefined;
}

async function request(
  session: Session,
  files: readonly Content[],
  token: vscode.CancellationToken,
  renewal?: Renewal,
): Promise<Imported> {
  const made = await session.request<Imported | Refused | null>(
    'disclosure/import',
    { files, ...renewal },
    token,
  );
  if (made === null || token.isCancellationRequested) throw new vscode.CancellationError();
  if ('error' in made)
    throw new Error(files.length > 1 && made.file !== null ? `${made.file}：${made.error}` : made.error);
  return made;
}

/** Says what was made, and shows the whole where the person asks for it, or where rows need one. */
async function tell(made: Imported, names: readonly string[]): Promise<void> {
  const known = made.tables.filter((t) => t.form !== undefined).length;
  const summary = say(
    `已导入：${made.tables.length} 张表，认出 ${known} 张${made.unsure.length > 0 ? `；${made.unsure.length} 处要对照原文` : ''}`,
    `Imported: ${made.tables.length} table(s), ${known} recognised${made.unsure.length > 0 ? `; ${made.unsure.length} place(s) to compare with the original` : ''}`,
  );
  const details = say('导入说明', 'Import report');
  const show =
    made.unsure.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(summary, details)) !== details) return;
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: reportOf(made, names),
  });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

/** The report of an import, as a page to read and to keep. */
export function reportOf(made: Imported, names: readonly string[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|');
  return [
    `# ${say('导入说明', 'Import report')}：${names.join('、')}`,
    '',
    ...(made.unsure.length === 0
      ? []
      : [
          `## ${say('请对照原文看的地方', 'Compare with the original')}`,
          '',
          ...made.unsure.map(({ line, text }) => `- ${say(`第 ${line} 行`, `line ${line}`)}：${text}`),
          '',
        ]),
    ...(made.remarks.length === 0
      ? []
      : [`## ${say('说明', 'Remarks')}`, '', ...made.remarks.map((r) => `- ${r}`), '']),
    `## ${say('表格', 'Tables')}`,
    '',
    say('| 行 | 表 | 几行几栏 | 认作 |', '| Line | Table | Rows × columns | Taken for |'),
    '| ---: | --- | --- | --- |',
    ...made.tables.map(
      (t) =>
        `| ${t.line} | ${cell(t.title)} | ${t.rows} × ${t.columns} | ${t.form ?? say('没有对上表式', 'no form')} |`,
    ),
    '',
  ].join('\n');
}

/** Files dropped into a report: their tables and words stand where they were dropped. */
export function importOnDrop(session: Session): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(
    { language: LANGUAGE_ID },
    {
      async provideDocumentDropEdits(_document, _position, dropped, token) {
        const files: Content[] = [];
        for (const [, item] of dropped) {
          const file = item.asFile();
          if (!file || !isImportable(file.name)) continue;
          files.push({ name: file.name, content: toBase64(await file.data()) });
        }
        if (files.length === 0) {
          const list = (await dropped.get('text/uri-list')?.asString()) ?? '';
          for (const line of list.split(/\r?\n/).filter((l) => l !== '' && !l.startsWith('#'))) {
            const uri = vscode.Uri.parse(line);
            if (isImportable(baseName(uri)))
              files.push({ name: baseName(uri), content: toBase64(await read(uri)) });
          }
        }
        if (files.length === 0 || token.isCancellationRequested) return undefined;
        try {
          const made = await request(session, files, token);
          void tell(
            made,
            files.map((f) => f.name),
          );
          // The report that they go into has its own front matter.
          return new vscode.DocumentDropEdit(made.text.replace(/^(?:\S{1,8}：.*\n)+\n/, ''));
        } catch (error) {
          if (!(error instanceof vscode.CancellationError))
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
          return undefined;
        }
      },
    },
  );
}

function isImportable(name: string): boolean {
  return ENDINGS.includes(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** In pieces: a large file does not fit into the arguments of one call. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
