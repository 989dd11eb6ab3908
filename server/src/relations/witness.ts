/** Who asks for a value: a sentence that says one amount twice is one witness. */
import { getOrMake } from '../base/maps.ts';
import type { Figure } from '../model/types.ts';
import type { Block } from '../syntax/tree.ts';
import { figuresOf, type Relation } from './types.ts';

const STOP = /[。！？!?]/g;

/** Relations that ask something of a figure, one for each witness: those of the same sentence and amount are one. */
export function witnessesOf(figure: Figure, relations: readonly Relation[]): readonly Relation[] {
  if (relations.length < 2 || figure.owner.kind === 'prose') return relations;
  const said = new Map<Block, Set<string>>();
  return relations.filter((relation) => {
    const [other, ...more] = figuresOf(relation).filter((f) => f !== figure);
    if (other?.owner.kind !== 'prose' || more.length > 0) return true;
    const key = `${sentenceOf(other)}|${other.value}`;
    const known = getOrMake(said, other.owner.block, () => new Set<string>());
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Which sentence of its block a figure stands in. */
function sentenceOf({ owner, span }: Figure): number {
  const before = owner.block.lines.slice(0, span.line + 1).map((l) => l.text);
  before.push((before.pop() ?? '').slice(0, span.start));
  return before.join('').match(STOP)?.length ?? 0;
}
