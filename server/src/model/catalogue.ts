/** Which catalogue the codes of a panel are of. */
import { comparableTitle } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Catalogue, Form } from '../reference/types.ts';
import type { Column } from './types.ts';

/** 政府经济分类 before 经济分类: the shorter words are part of the longer. */
const CATALOGUES: readonly Catalogue[] = [
  'economic_government',
  'economic_department',
  'functional',
  'revenue',
];

export function catalogueOf(
  columns: readonly Column[],
  form: Form | undefined,
  title: string,
  reference: Reference,
): Catalogue | undefined {
  if (!columns.some((c) => c.role === 'code')) return undefined;
  const header = columns
    .filter((c) => c.role === 'code' || c.role === 'label')
    .map((c) => c.path.join(''))
    .join('');
  return (
    catalogueNamed(header, reference) ?? form?.tree?.catalogue ?? titleCatalogue(columns, title, reference)
  );
}

/** The catalogue that the title names, where it is that of the rows and not of the columns (`按部门经济分类`). */
function titleCatalogue(
  columns: readonly Column[],
  title: string,
  reference: Reference,
): Catalogue | undefined {
  const named = catalogueNamed(comparableTitle(title), reference);
  if (named === undefined || named === 'functional') return named;
  const across = columns.filter((c) => c.role === 'value').map((c) => c.path.at(-1) ?? '');
  const classed = across.filter((name) => reference.codes.named(named, name).length > 0);
  return classed.length > 1 ? 'functional' : named;
}

/** The catalogue that a header or title names. */
export function catalogueNamed(text: string, { vocabulary }: Reference): Catalogue | undefined {
  const patterns = vocabulary.cataloguePatterns;
  return CATALOGUES.find((catalogue) => patterns[catalogue].some((p) => text.includes(p)));
}
