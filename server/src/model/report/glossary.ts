/** 名词解释: terms and their definitions. */
import { foldName, foldWidth, leadingNumber, stripNumber } from '../../base/fold.ts';
import { numberStyle } from '../../base/numbering.ts';
import { trimEnd } from '../../syntax/line.ts';
import type { Tree } from '../../syntax/tree.ts';
import type { GlossaryItem, Section } from './types.ts';

/** Whether a heading is that of the 名词解释. */
export function isGlossaryHeading(text: string): boolean {
  return /(?:名[词称]|术语)(?:解[释析]|说明|[释注]义?)/.test(foldName(text));
}

export function readGlossary(tree: Tree, sections: readonly Section[]): GlossaryItem[] {
  const items: GlossaryItem[] = [];
  const inside = sections.filter((s) => isGlossaryHeading(s.text));
  if (inside.length === 0) return items;
  let active = false;
  let style: string | undefined;
  for (const { block, line } of tree.blocks) {
    if (block.kind === 'heading') {
      active = inside.some((s) => s.line <= line && line < s.end);
      if (inside.some((s) => s.line === line)) style = undefined;
    }
    if (!active || block.kind !== 'paragraph') continue;
    block.lines.forEach((raw, i) => {
      if (block.roles[i] === 'comment') return;
      const text = trimEnd(raw.text);
      const indent = text.length - text.trimStart().length;
      const lead = text.startsWith('**', indent) ? indent + 2 : indent;
      const body = foldWidth(text.slice(lead));
      const number = leadingNumber(body);
      const colon = body.indexOf(':');
      const term = colon < 0 ? '' : body.slice(number.length, colon);
      const isEntry =
        number !== '' &&
        colon > 0 &&
        term.length <= 60 &&
        !term.includes('。') &&
        (style === undefined || numberStyle(number) === style);
      if (isEntry) {
        style ??= numberStyle(number);
        const start = lead + number.length;
        const termText = text
          .slice(start, lead + colon)
          .replace(/\*\*/g, '')
          .trim();
        items.push({
          term: termText,
          definition: text
            .slice(lead + colon + 1)
            .replace(/^\*\*/, '')
            .trim(),
          line: line + i,
          start,
          end: lead + colon,
          codePath: codePathOf(termText),
        });
      } else {
        const open = items.at(-1);
        // A definition may run on over broken lines.
        if (open && style !== undefined) (open as { definition: string }).definition += text.trim();
      }
    });
  }
  return items;
}

/** The names of a `…（类）…（款）…（项）` entry, or undefined. */
export function codePathOf(term: string): string[] | undefined {
  const folded = foldName(term);
  if (!/\([类款项]\)/.test(folded)) return undefined;
  return folded
    .split(/\([类款项]\)/)
    .map((p) => stripNumber(p))
    .filter((p) => p !== '');
}
