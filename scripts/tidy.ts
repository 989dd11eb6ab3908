/**
 * Sizes and habits of the code, held to bounds: `npm run tidy`. What is above a bound stands in scripts/tidy/allowed.json
 * with its number, and that list only shrinks: `--shrink` takes out and lowers what has become better, never more.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { measures } from './tidy/measure.ts';

const LIST = 'scripts/tidy/allowed.json';

type Allowed = Record<string, Record<string, number>>;

const allowed = JSON.parse(readFileSync(LIST, 'utf8')) as Allowed;
const shrink = process.argv.includes('--shrink');
const worse: string[] = [];
const better: string[] = [];
const next: Allowed = {};

for (const { id, most, says, counts } of measures()) {
  const own = allowed[id] ?? {};
  const found = counts();
  for (const [key, count] of found)
    if (count > Math.max(most, own[key] ?? 0)) worse.push(`${key}: ${count} (${says}; at most ${own[key] ?? most})`);
  const kept: Record<string, number> = {};
  for (const [key, was] of Object.entries(own)) {
    const count = found.get(key) ?? 0;
    if (count < was) better.push(`${id}: ${key}: ${was} → ${count}`);
    if (count > most) kept[key] = Math.min(was, count);
  }
  next[id] = kept;
}

if (shrink) writeFileSync(LIST, `${JSON.stringify(next, undefined, 2)}\n`);
else if (better.length > 0) console.log(`Better than ${LIST} allows (npm run tidy -- --shrink):\n${better.join('\n')}`);
if (worse.length > 0) {
  console.error(`Above what is allowed:\n${worse.join('\n')}`);
  process.exit(1);
}
