/** Links: the paths that the front matter names (上年, 预算, 汇总, 科目). */

import type { Analysis } from '../analysis/analysis.ts';
import { KEY } from '../base/keys.ts';
import { type Range, rangeOf } from '../base/range.ts';
import { pathsOf, REPORT_KEYS } from '../relations/links.ts';
import { analyse } from '../rules/analyse.ts';

export interface PathLink {
  readonly range: Range;
  /** As written, with `/` for `\`. */
  readonly path: string;
  readonly key: string;
}

/** The head of a report: its unit and the reports that it names. Reads no further than the front matter. */
export function frontMatterOf(text: string): {
  readonly unit: string | undefined;
  readonly paths: readonly string[];
} {
  const end = text.search(/^(?:#|[^\S\r\n]*\|)/m);
  const head = analyse(end < 0 ? text.slice(0, LONGEST_HEAD) : text.slice(0, Math.min(end, LONGEST_HEAD)));
  return {
    unit: head.front.unit,
    paths: documentLinks(head).flatMap((link) => (link.key === KEY.codes ? [] : [link.path])),
  };
}

/** Front matter is a few hundred characters; paths of many units are some thousands. */
const LONGEST_HEAD = 64 * 1024;

const KEYS = [...REPORT_KEYS, KEY.codes];

/** The paths of the front matter, each with its place. Whether one may be followed is for the caller to say. */
export function documentLinks(analysis: Analysis): PathLink[] {
  const links: PathLink[] = [];
  for (const entry of analysis.front.entries) {
    if (!KEYS.includes(entry.key)) continue;
    for (const { path, start, end } of pathsOf(entry))
      links.push({
        range: rangeOf(entry.valueSpan.line, start, end),
        path: path.replaceAll('\\', '/'),
        key: entry.key,
      });
  }
  return links;
}
