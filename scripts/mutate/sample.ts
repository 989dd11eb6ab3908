/** Which mutants are tried: drawn by a seed, those that the compiler refuses left out. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Random } from '../../test/fuzz/random.ts';
import { compiles } from './compiler.ts';
import { read } from './files.ts';
import type { Mutant } from './mutants.ts';

/** What the compiler said of a fault, by the text of its file and its place in it: it takes a second each. */
const KEPT = 'dist/mutants-compiled.json';

/** So many of each room, in turns, so that a run that is broken off has something to say of every room. */
export function draw(
  rooms: readonly string[],
  seed: string,
  count: number,
  mutants: ReadonlyMap<string, readonly Mutant[]>,
  texts: ReadonlyMap<string, string>,
): Mutant[] {
  const kept = read<Record<string, boolean>>(KEPT, {});
  const versions = new Map(
    [...texts].map(([file, text]) => [file, createHash('sha1').update(text).digest('hex').slice(0, 12)]),
  );
  let check: ReturnType<typeof compiles> | undefined;
  const valid = (mutant: Mutant) => {
    const key = `${versions.get(mutant.file)} ${mutant.start} ${mutant.end} ${mutant.to}`;
    if (kept[key] === undefined) {
      check ??= compiles(texts);
      kept[key] = check(mutant);
    }
    return kept[key];
  };
  const samples = rooms.map((room) => sampleOf(room, seed, count, mutants, valid));
  if (check) writeFileSync(KEPT, JSON.stringify(kept));
  return Array.from({ length: count }, (_, i) => samples.flatMap((s) => s[i] ?? [])).flat();
}

/** So many mutants of a room that compile; a larger sample begins with the smaller one. */
function sampleOf(
  room: string,
  seed: string,
  count: number,
  mutants: ReadonlyMap<string, readonly Mutant[]>,
  valid: (mutant: Mutant) => boolean,
): Mutant[] {
  const all = [...mutants].filter(([f]) => f.startsWith(`server/src/${room}/`)).flatMap(([, m]) => m);
  const random = new Random(`${seed}/${room}`);
  const drawn: Mutant[] = [];
  while (drawn.length < count && all.length > 0) {
    const i = random.below(all.length);
    if (valid(all[i] as Mutant)) drawn.push(all[i] as Mutant);
    all[i] = all[all.length - 1] as Mutant;
    all.pop();
  }
  return drawn;
}
