/** Blocks → paragraphs under their headings (language.md §7), with the topic that each heading announces. */
import { foldName, leadingNumber, stripNumber } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import { bareHeadingLevel, holdsFigure } from '../base/numbering.ts';
import type { Report, Section } from '../model/report.ts';
import type { Reference } from '../reference/index.ts';
import type { ProseWords, Topic } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import { namesItem } from './item-headings.ts';
import { type FlatText, flatten } from './text.ts';

/** Paragraphs under one heading, before they are read. */
export interface RawSection {
  /** Headings from the outermost in, folded. */
  readonly headings: readonly string[];
  readonly section: Section | undefined;
  readonly topic: Topic | undefined;
  readonly groups: readonly (readonly Block[])[];
}

/** The flat text of a single block, kept as long as the block lives. */
const flats = new WeakMap<Block, FlatText>();

export function flatOf(blocks: readonly Block[]): FlatText {
  const [only] = blocks;
  if (blocks.length !== 1 || only === undefined) return flatten(blocks);
  return getOrMake(flats, only, () => flatten(blocks));
}

/** The last heading that lines of a paragraph hold without a mark, under a heading that is about other things. */
function plainHeading(block: Block, topic: Topic | undefined, words: ProseWords): string | undefined {
  if (!topic?.off || block.lines.length < 2) return undefined;
  const texts = block.lines.map((line) => foldName(line.text));
  const first = texts.findIndex((t) => holdsFigure(t));
  return texts
    .slice(0, first < 0 ? undefined : first)
    .findLast(
      (t) => t.length <= 30 && !/[。;,:]/.test(t) && words.plainHeadings.some((w) => t.endsWith(foldName(w))),
    );
}

/** The level of a paragraph that is a heading without its mark. */
function pseudoLevel(block: Block, text: string): number | undefined {
  return block.lines.length <= 2 && text.length <= 40 ? bareHeadingLevel(text) : undefined;
}

const textsOf = (headings: readonly { readonly text: string }[]) => headings.map((h) => h.text);

/** Groups the prose of a report into sections and paragraphs. */
export function collect(report: Report, reference: Reference): RawSection[] {
  const sections: RawSection[] = [];
  const kind = report.front.kind;
  const words = reference.prose;
  const topicUnder = topicsOf(reference, kind);
  let headings: { level: number; text: string; pseudo: boolean }[] = [];
  let groups: Block[][] = [];
  let section: Section | undefined;
  let open: Block[] | undefined;
  let index = -1;
  const close = () => {
    if (open) groups.push(open);
    open = undefined;
  };
  const finish = () => {
    close();
    if (groups.length > 0) {
      const texts = textsOf(headings);
      sections.push({ headings: texts, section, topic: topicUnder(texts), groups });
    }
    groups = [];
  };
  for (const { block } of report.tree.blocks) {
    switch (block.kind) {
      case 'heading': {
        finish();
        index++;
        section = report.allSections[index];
        const line = block.lines[0] as Line;
        const above = headings.filter((h) => !h.pseudo && h.level < line.level);
        headings = [...above, { level: line.level, text: foldName(headingText(line).text), pseudo: false }];
        break;
      }
      case 'paragraph': {
        const flat = flatOf([block]);
        const text = flat.text;
        if (text === '') break;
        const bare = pseudoLevel(block, text);
        if (bare !== undefined) {
          finish();
          const level = 10 + bare;
          const above = headings.filter((h) => h.level < level);
          headings = [...above, { level, text: foldName(text), pseudo: true }];
          break;
        }
        const plain = plainHeading(block, topicUnder(textsOf(headings)), words);
        if (plain !== undefined) {
          finish();
          headings = [{ level: 10, text: plain, pseudo: true }];
        }
        if (open && goesOn(flatOf([open.at(-1) as Block]), leadingNumber(text) !== '')) open.push(block);
        else {
          close();
          open = [block];
        }
        break;
      }
      case 'table':
      case 'formula':
      case 'chart':
      case 'front':
        close();
        break;
      default:
        break;
    }
  }
  finish();
  return sections;
}

/** Whether a paragraph goes on over a blank line. */
function goesOn({ text: before, cut }: FlatText, numbered: boolean): boolean {
  if (cut) return false;
  const end = before.replace(/(?<![)\]》])[)\]》]+$/, '').at(-1) ?? '';
  if (/[;,]/.test(end) || /(?:其中|如下|方面|包括):$/.test(before)) return true;
  return !numbered && !/[。!?;]/.test(end) && end !== '';
}

/** Tells the topic under headings; many paragraphs stand under the same. */
function topicsOf(reference: Reference, kind: string | undefined) {
  const known = new Map<string, Topic | undefined>();
  return (all: readonly string[]): Topic | undefined => {
    const key = all.join('\n');
    if (!known.has(key)) known.set(key, topicOf(all, reference, kind));
    return known.get(key);
  };
}

/** The topic that the innermost telling heading announces. */
function topicOf(all: readonly string[], reference: Reference, kind: string | undefined): Topic | undefined {
  const words = reference.prose;
  const headings = all.filter((heading) => !namesItem(heading, words, reference.codes));
  for (let i = headings.length - 1; i >= 0; i--) {
    const heading = stripNumber(headings[i] as string);
    for (const topic of words.topics) {
      if (topic.kind && kind && topic.kind !== kind) continue;
      if (topic.without?.some((w) => heading.includes(foldName(w)))) continue;
      if (topic.words.some((all) => all.every((w) => heading.includes(foldName(w))))) {
        // An outer heading that takes its contents out of account does so for all of them.
        return offAbove(headings, i, words) ?? topic;
      }
    }
  }
  return undefined;
}

function offAbove(headings: readonly string[], below: number, words: ProseWords): Topic | undefined {
  for (let i = 0; i < below; i++) {
    const heading = stripNumber(headings[i] as string);
    const off = words.topics.find(
      (t) =>
        t.off &&
        !t.without?.some((w) => heading.includes(foldName(w))) &&
        t.words.some((all) => all.every((w) => heading.includes(foldName(w)))),
    );
    if (off) return off;
  }
  return undefined;
}
