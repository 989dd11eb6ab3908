/** Rows out of words: numbered without a gap, with labels, codes and amounts that line ends cut. */
import { foldName, foldWidth, hanNumber, stripNumber } from '../../../base/fold.ts';
import { open } from '../../../service.ts';
import { isAmount, type Part, type UnruledRow, type Word } from './types.ts';

type PanelOf = (label: string) => number | undefined;

/** The panel of the table's form that has a row of a name, where only one has. */
export function panelNamer(title: string): PanelOf {
  const form = open('').reference.forms.match(title, undefined, undefined)[0]?.form;
  const names = (form?.panels ?? []).map(
    (panel) =>
      new Set((panel.rows ?? []).flatMap((row) => [row.id, ...(row.aliases ?? [])].map((n) => foldName(n)))),
  );
  return (label) => {
    const name = stripNumber(foldName(label));
    const found = names.flatMap((set, p) => (set.has(name) ? [p] : []));
    return found.length === 1 ? found[0] : undefined;
  };
}

/** Rows are numbered without a gap; a number may also be the last digit of a code that a line end cut. */
export function readRows(
  words: readonly Word[],
  coded: boolean,
  panels: number,
  panelOf: PanelOf,
): UnruledRow[] | undefined {
  const groups: Word[][] = [];
  for (const word of words) {
    const open = groups.at(-1);
    const next = String(groups.length + 1);
    if (word.first && word.text === next && !(coded && open && cutCode(open))) groups.push([word]);
    else if (!open) return undefined;
    else open.push(word);
  }
  const ordinals: number[] = Array.from({ length: panels }, () => 0);
  return groups.map((group) => {
    const [serial, ...rest] = group;
    let body = rest;
    let code = '';
    if (coded) {
      const parts = codeIn(body);
      code = parts.code;
      body = parts.rest;
    }
    return { serial: (serial as Word).text, code, parts: partsIn(body, panels, ordinals, panelOf) };
  });
}

/** Whether the row read so far has a code of an even number of digits: its last digit stands on a line of its own. */
function cutCode(row: readonly Word[]): boolean {
  const digits = row.slice(1).filter((w) => /^\d+$/.test(w.text));
  const [first] = digits;
  return first !== undefined && (first.text.length === 6 || first.text.length === 4) && digits.length === 1;
}

function codeIn(words: readonly Word[]): { code: string; rest: Word[] } {
  const [first] = words;
  if (!first || !/^\d{3,7}$/.test(first.text)) return { code: '', rest: [...words] };
  if (first.text.length % 2 === 1) return { code: first.text, rest: words.slice(1) };
  const more = words.findIndex((w, i) => i > 0 && /^\d$/.test(w.text));
  if (more < 0) return { code: first.text, rest: words.slice(1) };
  return {
    code: first.text + (words[more] as Word).text,
    rest: words.filter((_, i) => i !== 0 && i !== more),
  };
}

/** Labels with the amounts behind them, in the panel that each belongs to. */
function partsIn(words: readonly Word[], panels: number, ordinals: number[], panelOf: PanelOf): Part[] {
  const parts = labelled(words, panels);
  if (panels === 1 || parts.length >= panels) {
    for (const [p, part] of parts.slice(0, panels).entries())
      ordinals[p] = ordinal(part.label) ?? (ordinals[p] as number);
    return parts;
  }
  const part = parts[0] ?? NOTHING;
  const own = ordinal(part.label);
  const at = panelOf(part.label) ?? panelGoingOn(own, ordinals);
  if (own !== undefined) ordinals[at] = own;
  return ordinals.map((_, p) => (p === at ? part : NOTHING));
}

const NOTHING: Part = { label: '', amounts: [] };

function labelled(words: readonly Word[], panels: number): Part[] {
  const parts: { label: string; amounts: string[] }[] = [];
  for (const [i, word] of words.entries()) {
    const last = parts.at(-1);
    const goesOn = last?.amounts.length === 0 && (word.first || i === 0) && ordinal(word.text) === undefined;
    if (isAmount(word.text)) {
      if (last) last.amounts.push(word.text);
      else parts.push({ label: '', amounts: [word.text] });
    } else if (last && (goesOn || (panels === 1 && parts.length >= panels))) last.label += word.text;
    else parts.push({ label: word.text, amounts: [] });
  }
  return parts;
}

/** The panel whose numbers one label alone goes on with, else the last. */
function panelGoingOn(own: number | undefined, ordinals: readonly number[]): number {
  const last = ordinals.length - 1;
  if (own === undefined || (ordinals[last] as number) + 1 === own) return last;
  const at = ordinals.findIndex((o) => o + 1 === own);
  return at < 0 ? last : at;
}

/** The value of a leading `二十一、`. */
function ordinal(label: string): number | undefined {
  const [, number] = /^([^、]{1,3})、/.exec(foldWidth(label)) ?? [];
  return number === undefined ? undefined : hanNumber(number);
}
