/**
 * Sizes and habits of the code, held to bounds: `npm run tidy`. What is above a bound stands in
 * scripts/tidy/allowed.json with its number, and that list only shrinks: `--shrink` takes out and lowers what has
 * become better, never more.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Allowed, judge } from './tidy/judge.ts';
import { measures } from './tidy/measure.ts';

const LIST = 'scripts/tidy/allowed.json';

const { worse, better, shrunk } = judge(measures(), JSON.parse(readFileSync(LIST, 'utf8')) as Allowed);
if (process.argv.includes('--shrink')) writeFileSync(LIST, `${JSON.stringify(shrunk, undefined, 2)}\n`);
else if (better.length > 0)
  console.log(`Better than ${LIST} allows (npm run tidy -- --shrink):\n${better.join('\n')}`);
if (worse.length > 0) {
  console.error(`Above what is allowed:\n${worse.join('\n')}`);
  process.exit(1);
}
