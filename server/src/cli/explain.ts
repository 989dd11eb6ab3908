/** `explain`: the page of a rule, as it stands in docs/rules. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Io, UsageError } from './io.ts';
import type { Say } from './text.ts';

/** Pages are read from the package, so that a changed page needs no new build. */
async function ruleIds(io: Io): Promise<string[]> {
  try {
    const names = await readdir(join(io.root, 'docs', 'rules'));
    return names
      .filter((name) => /^[a-z][a-z0-9-]*\.md$/.test(name) && name !== 'index.md')
      .map((name) => name.slice(0, -'.md'.length))
      .sort();
  } catch {
    return [];
  }
}

export async function explainRule(rule: string | undefined, io: Io, say: Say): Promise<void> {
  const ids = await ruleIds(io);
  if (rule === undefined) {
    io.stdout.write(`${say('cli.explain.list')}\n`);
    for (const id of ids) io.stdout.write(`  ${id}  ${(await titleOf(id, io)) ?? ''}\n`);
    return;
  }
  // The name comes from the command line: only what the folder lists is opened.
  if (!ids.includes(rule)) {
    const near = nearest(rule, ids);
    throw new UsageError(
      near ? say('cli.explain.near', { rule, near }) : say('cli.explain.unknown', { rule }),
    );
  }
  const page = await readFile(join(io.root, 'docs', 'rules', `${rule}.md`), 'utf8');
  io.stdout.write(page.endsWith('\n') ? page : `${page}\n`);
}

async function titleOf(id: string, io: Io): Promise<string | undefined> {
  const page = await readFile(join(io.root, 'docs', 'rules', `${id}.md`), 'utf8');
  return /^# \S+ (.*)$/m.exec(page)?.[1]?.trim();
}

/** The name that was probably meant, or undefined. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    const distance = candidate.startsWith(word) ? 1 : editDistance(word, candidate);
    if (distance <= Math.max(2, word.length / 3) && (!best || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best?.word;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
