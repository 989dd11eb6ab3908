/**
 * Stands for the PDF reader in the browser's server (scripts/build.mjs): it is as big as a quarter of the whole package,
 * and would be in it twice. Who imports a PDF there is told to do it in the desktop's editor.
 */
import { ImportError } from '../exchange/import/types.ts';

export const OPS = {};

export function getDocument(): never {
  throw new ImportError('import.no-pdf-here');
}
