/** 导出 and 打印: the report as files that get published. The server makes them; here a place is picked and written to. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { previewed } from '../preview/panel.ts';
import { say } from '../text.ts';
import { makePdf, mayPrint } from './export-pdf.ts';
import { baseName, bytesOf, parent } from './files.ts';

interface Exported {
  readonly folder: boolean;
  readonly files: readonly ({ readonly name: string } & (
    | { readonly text: string }
    | { readonly content: string }
  ))[];
  readonly remarks: readonly string[];
}

const FORMATS = ['docx', 'html', 'pdf', 'xlsx', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** 导出. @returns where the file, or the folder of several, was written; undefined where nothing was picked */
export async function exportReport(
  session: Session,
  context: vscode.ExtensionContext,
  clicked?: unknown,
  wanted?: unknown,
  target?: unknown,
): Promise<vscode.Uri | undefined> {
  const report = reportOf(clicked);
  if (!report) return undefined;
  const format = FORMATS.find((f) => f === wanted) ?? (await pickFormat());
  if (!format) return undefined;
  const stem = baseName(report).replace(/\.disclosure$/, '');
  if (format === 'pdf' && !mayPrint(session, report)) return printReport(session, context, report);
  const place = target instanceof vscode.Uri ? target : await pickPlace(report, stem, format);
  if (!place) return undefined;
  if (format === 'pdf') {
    const done = session.tool && (await makePdf(session.tool, report, place));
    return done ? place : undefined;
  }
  const made = await request(session, report, format, stem);
  if (made.folder) {
    await vscode.workspace.fs.createDirectory(place);
    for (const file of made.files) await writeWhole(vscode.Uri.joinPath(place, file.name), contentOf(file));
  } else if (made.files[0]) await writeWhole(place, contentOf(made.files[0]));
  void tell(made, place);
  return place;
}

/** 打印: the web page in the browser, whose print dialog makes a PDF. */
export async function printReport(
  session: Session,
  context: vscode.ExtensionContext,
  clicked?: unknown,
): Promise<vscode.Uri | undefined> {
  const report = reportOf(clicked);
  if (!report) return undefined;
  const stem = baseName(report).replace(/\.disclosure$/, '');
  if (vscode.env.uiKind === vscode.UIKind.Web || context.globalStorageUri.scheme !== 'file') {
    // A browser opens no file of the editor's: the person saves the page and opens it.
    void vscode.window.showInformationMessage(
      say(
        '先存成网页，再用浏览器打开、打印成 PDF。',
        'Save the web page, open it in a browser, and print it to PDF.',
      ),
    );
    return exportReport(session, context, report, 'html');
  }
  const made = await request(session, report, 'html', stem);
  const [file] = made.files;
  if (!file) return undefined;
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'print');
  await vscode.workspace.fs.createDirectory(folder);
  const page = vscode.Uri.joinPath(folder, file.name);
  await writeWhole(page, contentOf(file));
  await vscode.env.openExternal(page);
  return page;
}

function reportOf(clicked: unknown): vscode.Uri | undefined {
  if (clicked instanceof vscode.Uri) return clicked;
  const active = vscode.window.activeTextEditor?.document;
  return active?.languageId === LANGUAGE_ID ? active.uri : previewed();
}

async function pickFormat(): Promise<Format | undefined> {
  const words: Readonly<Record<Format, string>> = {
    docx: say('Word 文档', 'Word document'),
    pdf: say('PDF：由电脑上的浏览器或 LibreOffice 做', 'PDF: made by a browser or LibreOffice at hand'),
    html: say('网页（可打印成 PDF）', 'Web page (prints to PDF)'),
    xlsx: say('Excel 工作簿：一张表一页，合计是公式', 'Excel workbook: a sheet a table, totals as formulas'),
    csv: say('CSV：一张表一个文件', 'CSV: a file a table'),
    json: say('JSON：给程序用', 'JSON: for programs'),
  };
  const picked = await vscode.window.showQuickPick(
    FORMATS.map((format) => ({ label: words[format], description: `.${format}`, format })),
    { title: say('导出成什么', 'Export to') },
  );
  return picked?.format;
}

async function pickPlace(report: vscode.Uri, stem: string, format: Format): Promise<vscode.Uri | undefined> {
  const folder = parent(report);
  if (format !== 'csv') {
    return vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, `${stem}.${format}`),
      filters: { [format]: [format] },
      saveLabel: say('导出', 'Export'),
    });
  }
  const picked = await vscode.window.showOpenDialog({
    defaultUri: folder,
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: say('导出到这个文件夹', 'Export into this folder'),
  });
  return picked?.[0] && vscode.Uri.joinPath(picked[0], `${stem}-csv`);
}

function request(
  session: Session,
  report: vscode.Uri,
  format: Exclude<Format, 'pdf'>,
  name: string,
): Thenable<Exported> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: say(`正在导出 ${baseName(report)}`, `Exporting ${baseName(report)}`),
      cancellable: true,
    },
    async (_progress, token) => {
      const params = { textDocument: { uri: report.toString() }, format, name };
      const made = await session.request<Exported | null>('disclosure/export', params, token);
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      if (!made) throw new Error(say('找不到这份报告。', 'The report was not found.'));
      return made;
    },
  );
}

function contentOf(file: Exported['files'][number]): Uint8Array {
  return 'text' in file ? new TextEncoder().encode(file.text) : bytesOf(file.content);
}

/** Beside its place first, then moved there: whoever opens it meanwhile sees the old file or the new. */
async function writeWhole(place: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const beside = vscode.Uri.joinPath(place, '..', `.${baseName(place)}.${Date.now().toString(36)}.tmp`);
  try {
    await vscode.workspace.fs.writeFile(beside, bytes);
    await vscode.workspace.fs.rename(beside, place, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}

async function tell({ remarks }: Exported, place: vscode.Uri): Promise<void> {
  const show = remarks.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const text = [say(`已导出：${baseName(place)}`, `Exported: ${baseName(place)}`), ...remarks].join(
    say('。', '. '),
  );
  const reveal = say('打开所在文件夹', 'Show in folder');
  const local = place.scheme === 'file' && vscode.env.uiKind === vscode.UIKind.Desktop;
  if ((await show(text, ...(local ? [reveal] : []))) === reveal)
    await vscode.commands.executeCommand('revealFileInOS', place);
}
