/** Export: a checked report as the files that get published. Nothing is fetched; what is not used is not loaded. */

import { type Analysis, publish, textOfRuns } from '../../service.ts';
import { noStep, type Step } from './step.ts';
import { fileName } from './text.ts';
import type { Exported, ExportRemark } from './types.ts';

export type { Step } from './step.ts';
export type { Exported, ExportedFile, ExportRemark } from './types.ts';

export const EXPORT_FORMATS = ['html', 'docx', 'xlsx', 'csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Exports a report.
 * @param name what the files are to be called, without ending
 * @param step told how far the work is; may throw to stop it
 */
export async function exportReport(
  analysis: Analysis,
  format: ExportFormat,
  name: string,
  step: Step = noStep,
): Promise<Exported> {
  const base = fileName(name);
  const remarks = remarksOf(analysis);
  const publication = publish(analysis);
  const one = (ending: string, content: string | Uint8Array): Exported => ({
    files: [{ name: `${base}.${ending}`, content }],
    folder: false,
    remarks,
  });
  switch (format) {
    case 'html': {
      const { toHtml } = await import('./html.ts');
      return one('html', await toHtml(publication, step));
    }
    case 'docx': {
      const { toDocx } = await import('./docx.ts');
      return one('docx', await toDocx(publication, step));
    }
    case 'xlsx': {
      const { toXlsx } = await import('./xlsx.ts');
      return one('xlsx', await toXlsx(publication, step));
    }
    case 'csv': {
      const { toCsv } = await import('./csv.ts');
      return { files: await toCsv(publication, step), folder: true, remarks };
    }
    case 'json': {
      const { toJson } = await import('./json.ts');
      return one('json', await toJson(analysis, step));
    }
  }
}

/** What a program makes a PDF of. */
export type PrintSource = 'html' | 'docx';

/**
 * A report as it is handed to a program that prints it.
 * @param pages the page of each line of the contents, known once it was printed ({@link contentsPages})
 */
export async function exportForPrint(
  analysis: Analysis,
  from: PrintSource,
  pages?: readonly number[],
): Promise<{ readonly content: string | Uint8Array; readonly remarks: readonly ExportRemark[] }> {
  const publication = publish(analysis);
  const remarks = remarksOf(analysis);
  if (from === 'html') {
    const { toHtml } = await import('./html.ts');
    return { content: await toHtml(publication, noStep, pages), remarks };
  }
  const { toDocx } = await import('./docx.ts');
  return { content: await toDocx(publication, noStep, pages ?? []), remarks };
}

/** The page of each line of the contents of a PDF that was printed; undefined where it has none. */
export async function contentsPages(pdf: Uint8Array): Promise<readonly number[] | undefined> {
  const { pagesOfLinks } = await import('./contents-pages.ts');
  return pagesOfLinks(pdf);
}

/** What is to be known before publishing: errors that are left, charts that stay empty or rest on sentences. */
function remarksOf(analysis: Analysis): ExportRemark[] {
  const remarks: ExportRemark[] = [];
  const errors = analysis.findings.filter((f) => f.severity === 'error').length;
  if (errors > 0) remarks.push({ id: 'export.errors', data: { count: String(errors) } });
  const reckoned: string[] = [];
  for (const part of publish(analysis).parts) {
    if (part.kind !== 'chart') continue;
    const title = textOfRuns(part.runs);
    if ('problem' in part.result)
      remarks.push({
        id: 'export.no-chart',
        data: {
          line: String(part.line + 1),
          title,
          reason: analysis.say(part.result.problem.message, part.result.problem.data),
        },
      });
    else if (part.result.chart.lastYear === 'prose') reckoned.push(title);
  }
  if (reckoned.length > 0) remarks.push({ id: 'export.last-year', data: { titles: reckoned.join('、') } });
  return remarks;
}
