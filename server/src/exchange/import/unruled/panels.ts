/** The panels of a table by the names of its columns. */
import { foldName } from '../../../base/fold.ts';
import { open } from '../../../service.ts';
import { words } from '../words.ts';
import type { Panel } from './types.ts';

/** The panels; undefined where the names do not come to as many columns as the table counts. */
export function panelsOf(
  names: readonly string[],
  coded: boolean,
  width: number,
  known: ReadonlySet<string>,
): Panel[] | undefined {
  return coded ? codedPanels(names, width, known) : labelPanels(names, width, known);
}

/** 科目编码 | 科目名称 | values; a name over others becomes the first part of theirs. */
function codedPanels(
  names: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): Panel[] | undefined {
  const { codes, names: labels, over: outer } = words().unruled;
  const ends = (name: string, words: readonly string[]) => words.some((word) => name.endsWith(word));
  const code = names.findIndex((n) => ends(n, codes));
  const label = names.findIndex((n) => ends(n, labels));
  if (label !== code + 1) return undefined;
  const upper = names.slice(0, code);
  const group = upper.findIndex((n) => ends(n, outer));
  const over = group < 0 ? undefined : upper.splice(group, 1)[0];
  const values = nest(upper, names.slice(label + 1), width - 2, known);
  const prefix = over === undefined ? '' : `${over}/`;
  return values && [{ labels: [prefix + names[code], prefix + names[label]], values }];
}

/** 项目 | values, once or twice; what stands before the first 项目 names the panels. */
function labelPanels(
  names: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): Panel[] | undefined {
  const starts = names.flatMap((n, i) => (words().unruled.labels.includes(foldName(n)) ? [i] : []));
  if (starts.length === 0 || starts.length > 2) return undefined;
  const outer = names.slice(0, starts[0]);
  const panels: Panel[] = [];
  let left = width - starts.length;
  for (const [p, start] of starts.entries()) {
    const own = names.slice(start + 1, starts[p + 1] ?? names.length);
    const count = p + 1 < starts.length ? own.length : left;
    const values = own.length === count ? own : nest([...own.slice(0, 1)], own.slice(1), count, known);
    if (!values) return undefined;
    const prefix = outer.length === starts.length ? `${outer[p]}/` : '';
    panels.push({ labels: [prefix + foldName(names[start] ?? '')], values: values.map((v) => prefix + v) });
    left -= count;
  }
  return left === 0 ? panels : undefined;
}

/** Upper and lower names as leaves: an upper one over lower ones is not counted and leads their paths. */
function nest(
  upper: readonly string[],
  lower: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): string[] | undefined {
  const groups = upper.length + lower.length - width;
  if (groups === 0) return lower.length === 0 || upper.length === 0 ? [...upper, ...lower] : undefined;
  if (groups !== 1 || lower.length < 2) return undefined;
  // The group is the one that no form has as a column of its own, else the one that forms have over others.
  const unknown = upper.findIndex((n) => !known.has(foldName(n)));
  const at = unknown >= 0 ? unknown : upper.findIndex((n) => isOuter(n));
  if (at < 0) return undefined;
  return [...upper.slice(0, at), ...lower.map((l) => `${upper[at]}/${l}`), ...upper.slice(at + 1)];
}

function isOuter(name: string): boolean {
  const folded = foldName(name);
  return open('').reference.forms.forms.some((form) =>
    form.panels.some((panel) =>
      panel.columns.some((c) =>
        (c.aliases ?? []).some((a) => a.includes('/') && foldName(a.split('/')[0] ?? '') === folded),
      ),
    ),
  );
}
