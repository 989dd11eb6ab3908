/** Which tests reach which statement: measured once, kept while sources and tests are the same. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesOf, read } from './files.ts';
import { probed } from './mutants.ts';
import type { Runner } from './runner.ts';
import type { Reach } from './worker.ts';

/** Tests of the engine, and of import and export; those that start programs or read sources are left out. */
const TESTS = ['test/unit', 'test/rules', 'test/golden', 'test/samples'];
const APART = /unit\/(?:cli|client|node|page|source)\//;

/** Many seconds each, and they say no more than that nothing throws, or say it of everything at once. */
const SLOW = /unreached|bounded/;

/** A file in it for each file of tests. */
const KEPT = 'dist/mutants-reach';

const hash = (paths: readonly string[]) =>
  createHash('sha1')
    .update(paths.map((p) => readFileSync(p, 'utf8')).join('\0'))
    .digest('hex');

/** What each test reaches; measured anew for files of tests that changed, and for all where sources did. */
export async function reachOf(
  runner: Runner,
  texts: ReadonlyMap<string, string>,
  firsts: ReadonlyMap<string, number>,
): Promise<Reach[]> {
  mkdirSync(KEPT, { recursive: true });
  const sources = hash([
    ...filesOf('server/src', '.ts'),
    'scripts/mutate/mutants.ts',
    'scripts/mutate/setup.ts',
  ]);
  const notes = Object.fromEntries([...texts].map(([f, t]) => [f, probed(f, t, firsts.get(f) as number)]));
  const found: Reach[] = [];
  const owns: string[] = [];
  for (const file of TESTS.flatMap((path) => filesOf(path, '.test.ts'))) {
    if (APART.test(file) || SLOW.test(file)) continue;
    const own = `${sources} ${hash([file])}`;
    const path = `${KEPT}/${file.replaceAll('/', '_')}.json`;
    owns.push(own);
    const kept = read<{ own: string; reach: Reach } | undefined>(path, undefined);
    if (kept?.own === own) {
      found.push(kept.reach);
      continue;
    }
    const answer = await runner.run({ texts: notes, files: [{ file }] });
    if (typeof answer === 'string') throw new Error(`${file}: ${answer}`);
    if (answer.failed) throw new Error(`fails without any fault: ${answer.failed}`);
    const [reach] = answer.reach;
    if (!reach) throw new Error(`${file}: no answer`);
    console.log(`${file} ${(reach.ms / 1000).toFixed(1)} s, ${reach.tests.length} tests`);
    writeFileSync(path, JSON.stringify({ own, reach }));
    found.push(reach);
  }
  const held = `${KEPT}/held.json`;
  if (read(held, '') !== owns.join()) {
    await holdTogether(runner, found);
    writeFileSync(held, JSON.stringify(owns.join()));
  }
  return found;
}

/** What fails only because others ran before it in the same process would be taken for a fault that was noticed. */
async function holdTogether(runner: Runner, all: readonly Reach[]): Promise<void> {
  const answer = await runner.run({ texts: {}, files: all });
  if (typeof answer === 'string') throw new Error(`all tests, one after the other: ${answer}`);
  if (answer.failed) throw new Error(`fails behind other tests: ${answer.failed}`);
}

/** Whether a statement is among those that were noted. */
export function reached(notes: string, statement: number): boolean {
  // Six bits a letter, three bytes four letters: only the letters of its byte are read.
  const byte = statement >> 3;
  const from = Math.floor(byte / 3);
  const bytes = Buffer.from(notes.slice(from * 4, from * 4 + 4), 'base64');
  return (((bytes[byte % 3] ?? 0) >> (statement & 7)) & 1) === 1;
}
