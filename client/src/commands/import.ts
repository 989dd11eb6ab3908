/** 导入: other files as a report. The server reads them; here they are picked, and the result is shown. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { known, type Made, type Many, reportPage } from '../import-report.ts';
import { showPage } from '../pages.ts';
import { say } from '../text.ts';
import { baseName, keepOrigins, parent, writeNew } from './files.ts';
import { type Content, contentsOf, ENDINGS, isImportable, read, toBase64 } from './import-contents.ts';
import { filesOf, importEach, writeEach } from './import-many.ts';

interface Imported extends Made {
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

/**
 * Makes a report of files and shows it with the report of the import; of a folder, or of files that belong to several
 * units or years, one report each.
 * @param clicked the file of the menu that it was called from, `selected` all that are selected there
 * @returns where the new report is; undefined where nothing was picked
 */
export async function importFiles(
  session: Session,
  context: vscode.ExtensionContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<vscode.Uri | undefined> {
  const uris = given(clicked, selected) ?? (await pick());
  const [first] = uris ?? [];
  if (!uris || !first) return undefined;
  const folders = await foldersOf(uris);
  if (uris.length === 1 && folders.length === 0) return importTogether(session, context, uris);
  const title = say('正在导入', 'Importing');
  const { files, many } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const inFolders = await Promise.all(folders.map((folder) => filesOf(folder, token)));
      const files = [...uris.filter((uri) => !folders.includes(uri)), ...inFolders.flat()];
      return { files, many: await importEach(session, files, progress, token) };
    },
  );
  // Tables and the text that they belong into are one report, also where the text is last year's.
  if (folders.length === 0 && many.unread.length === 0 && (many.reports.length === 1 || (await asOne(many))))
    return importTogether(session, context, files);
  const made = await writeEach(context, many, folders[0] ?? parent(first));
  session.output.info(`import: ${files.length} file(s), ${many.reports.length} report(s)`);
  return made;
}

async function foldersOf(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const stats = await Promise.all(uris.map((uri) => vscode.workspace.fs.stat(uri)));
  return uris.filter((_, i) => ((stats[i]?.type ?? 0) & vscode.FileType.Directory) !== 0);
}

/** Whether files that seem to be of several reports are one. */
async function asOne({ reports }: Many): Promise<boolean> {
  const units = new Set(reports.flatMap((r) => r.unit ?? []));
  if (units.size > 1) return false;
  const together = say('合成一份报告', 'One report');
  const apart = say(`按单位、年度分成 ${reports.length} 份`, `${reports.length} reports, by unit and year`);
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: together,
        detail: say('表格放进文字里；文字是去年的也可以', 'Tables go into the text, also into last year’s'),
      },
      { label: apart, detail: reports.map((r) => r.name).join('、') },
    ],
    { title: say('这些文件', 'These files'), ignoreFocusOut: true },
  );
  if (!picked) throw new vscode.CancellationError();
  return picked.label === together;
}

async function importTogether(
  session: Session,
  context: vscode.ExtensionContext,
  uris: readonly vscode.Uri[],
): Promise<vscode.Uri> {
  const names = uris.map(baseName);
  const ask = (renewal?: Renewal) =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: say(`正在导入 ${names.join('、')}`, `Importing ${names.join(', ')}`),
        cancellable: true,
      },
      async (_progress, token) => request(session, await contentsOf(uris, token), token, renewal),
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
  if (file) await keepOrigins(file, made.origins);
  const document = file
    ? await vscode.workspace.openTextDocument(file)
    : await vscode.workspace.openTextDocument({ language: LANGUAGE_ID, content: made.text });
  await vscode.window.showTextDocument(document, { preview: false });
  session.output.info(`import: ${names.join(', ')} → ${document.uri.toString(true)}`);
  void tell(context, made, names);
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
    title: say(
      '选要导入的文件：同一单位、年度的合成一份',
      'Files to import: those of one unit and year become one report',
    ),
    openLabel: say('导入', 'Import'),
    filters: {
      [say('表格、文档、网页、文本', 'Tables, documents, pages, text')]: ENDINGS,
      [say('所有文件', 'All files')]: ['*'],
    },
  });
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
async function tell(
  context: vscode.ExtensionContext,
  made: Imported,
  names: readonly string[],
): Promise<void> {
  const summary = say(
    `已导入：${made.tables.length} 张表，认出 ${known(made)} 张${made.unsure.length > 0 ? `；${made.unsure.length} 处要对照原文` : ''}`,
    `Imported: ${made.tables.length} table(s), ${known(made)} recognised${made.unsure.length > 0 ? `; ${made.unsure.length} place(s) to compare with the original` : ''}`,
  );
  const details = say('导入说明', 'Import report');
  const show =
    made.unsure.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(summary, details)) === details)
    await showPage(context, details, reportPage(made, names, say));
}

/** Files dropped into a report: their tables and words stand where they were dropped. */
export function importOnDrop(session: Session, context: vscode.ExtensionContext): vscode.Disposable {
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
            context,
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
