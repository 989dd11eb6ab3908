/** 审核意见: what is saved, as one archive, so that a person is asked once where to put it. */
import { type Zippable, zipSync } from 'fflate';
import { papers, type Say, type WorkbookContent } from '../../server/src/review/index.ts';
import { nextTurn } from './turn.ts';

/** The workbook and the letters. */
export async function saved(
  content: WorkbookContent,
  say: Say,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const files: Zippable = {};
  for await (const { path, bytes } of papers(content, say)) {
    // What is in it is packed already.
    files[path] = [bytes, { level: 0 }];
    await nextTurn();
  }
  return { name: `${say('review.sheet.findings')}.zip`, bytes: zipSync(files) };
}
