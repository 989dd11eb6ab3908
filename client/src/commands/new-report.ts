/** 新建报告: asks what it is to be, a question at a time; the server lays it out. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';
import { baseName, parent, writeNew } from './files.ts';

interface OutlineChoice {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly kind: string;
}

interface NewReport {
  readonly name: string;
  readonly text: string;
}

interface Layout extends vscode.QuickPickItem {
  readonly outline?: OutlineChoice;
  /** The report that the new one is to be like. */
  readonly like?: vscode.TextDocument;
}

/** Thrown by a question that was left with Escape. */
const left = new vscode.CancellationError();

/** @param folder where it is to go: that of the menu that it was called from */
export async function newReport(
  session: Session,
  _context: vscode.ExtensionContext,
  folder?: unknown,
): Promise<vscode.Uri> {
  const { outlines } = await session.request<{ outlines: OutlineChoice[] }>('disclosure/outlines', {});
  const target = folder instanceof vscode.Uri ? folder : targetFolder();
  const layout = await ask(layouts(outlines), 1, say('选报告的种类和样式', 'Kind and layout of the report'));
  const made = layout.like
    ? await likeReport(session, layout.like, target)
    : await fromOutline(session, layout, target);
  if (!made) throw new Error(say('这种样式现在用不了。', 'This layout cannot be used now.'));
  const uri = await create(made, target);
  session.output.info(`new report: ${uri.toString(true)}`);
  return uri;
}

function layouts(outlines: readonly OutlineChoice[]): Layout[] {
  const items: Layout[] = [];
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === LANGUAGE_ID) {
    items.push(
      { label: say('照已有的报告', 'Like a report that you have'), kind: vscode.QuickPickItemKind.Separator },
      {
        label: say('$(copy) 照正在看的这份，做下一年的', '$(copy) Next year’s, like the one on screen'),
        description: baseName(active.uri),
        detail: say(
          '留下标题、表头、行名和名词解释，清空数字和说明，并接上年',
          'Keeps headings, headers, row names and definitions; no figure, no sentence; linked as last year’s',
        ),
        like: active,
      },
    );
  }
  let kind = '';
  for (const outline of outlines) {
    if (outline.kind !== kind) {
      kind = outline.kind;
      items.push({ label: kind, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push({
      label: `$(file-add) ${kind} · ${outline.title}`,
      detail: outline.detail,
      outline,
    });
  }
  return items;
}

async function fromOutline(
  session: Session,
  { outline }: Layout,
  target: vscode.Uri | undefined,
): Promise<NewReport | null> {
  if (!outline) return null;
  const scope = await ask(
    [
      {
        label: say('部门', 'Department'),
        value: '部门',
        detail: say('主管部门，连同所属单位的汇总', 'A department together with its units'),
      },
      {
        label: say('单位', 'Unit'),
        value: '单位',
        detail: say('一个单位自己的，包括部门本级', 'One unit alone, also a department’s own office'),
      },
    ],
    2,
    say('部门的还是单位的', 'Of a department or of a unit'),
  );
  const last = new Date().getFullYear() - (outline.kind === '决算' ? 1 : 0);
  const year = await askYear(3, last);
  const unit = await askText(4, say('部门（单位）全称', 'Full name of the department or unit'), '', (text) =>
    text.trim() === '' ? say('请写全称，如：某某市林业局', 'Please write the full name') : undefined,
  );
  return session.request<NewReport | null>('disclosure/newReport', {
    outline: outline.id,
    scope: scope.value,
    year,
    unit,
    folder: target?.toString(),
  });
}

async function likeReport(
  session: Session,
  like: vscode.TextDocument,
  target: vscode.Uri | undefined,
): Promise<NewReport | null> {
  const own = Number(/^\s*年度\s*[：:]\s*(20\d\d)/m.exec(like.getText())?.[1]);
  const year = await askYear(2, Number.isInteger(own) ? own + 1 : new Date().getFullYear());
  const beside = parent(like.uri).toString() === target?.toString();
  return session.request<NewReport | null>('disclosure/newReport', {
    like: like.uri.toString(),
    year,
    ...(beside && !like.isUntitled ? { lastYear: baseName(like.uri) } : {}),
  });
}

async function ask<T extends vscode.QuickPickItem>(
  items: readonly T[],
  step: number,
  title: string,
): Promise<T> {
  const chosen = await vscode.window.showQuickPick(items, {
    title: `${say('新建报告', 'New report')} ${step} · ${title}`,
    placeHolder: title,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw left;
  return chosen;
}

async function askText(
  step: number,
  title: string,
  value: string,
  validateInput: (text: string) => string | undefined,
): Promise<string> {
  const text = await vscode.window.showInputBox({
    title: `${say('新建报告', 'New report')} ${step} · ${title}`,
    prompt: title,
    value,
    ignoreFocusOut: true,
    validateInput,
  });
  if (text === undefined) throw left;
  return text.trim();
}

async function askYear(step: number, proposed: number): Promise<number> {
  const text = await askText(step, say('哪一年的', 'Which year'), String(proposed), (typed) =>
    /^\s*20\d\d\s*年?\s*$/.test(typed) ? undefined : say('请写四位年度，如 2024', 'Four digits, like 2024'),
  );
  return Number.parseInt(text, 10);
}

/** Where new files go: beside the report on screen where that lies in the workspace, else its first folder. */
function targetFolder(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document;
  if (active && !active.isUntitled && vscode.workspace.getWorkspaceFolder(active.uri))
    return parent(active.uri);
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

/** Makes the file and shows it. Without a folder to put it into it is an unsaved document. */
async function create({ name, text }: NewReport, folder: vscode.Uri | undefined): Promise<vscode.Uri> {
  const file = folder && (await writeNew(folder, name, text));
  const document = file
    ? await vscode.workspace.openTextDocument(file)
    : await vscode.workspace.openTextDocument({ language: LANGUAGE_ID, content: text });
  await vscode.window.showTextDocument(document, { preview: false });
  return document.uri;
}
