/**
 * Begins a rule, a form or a command of the extension: `npm run new -- rule text/my-rule`, `npm run new -- form
 * final-12`, `npm run new -- command tidyUp`. Writes its files, runs `npm run generate`, says what is left to do.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { KINDS, type Kind, plan, Unmade } from './new/plan.ts';

const [kind, name] = process.argv.slice(2);

function isKind(text: string | undefined): text is Kind {
  return KINDS.some((k) => k === text);
}

function make(): void {
  if (!isKind(kind) || name === undefined) throw new Unmade(`npm run new -- ${KINDS.join('|')} NAME`);
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const { files, next } = plan(kind, name, read);
  for (const [path, text] of files) {
    writeFileSync(path, text);
    console.log(path);
  }
  for (const script of ['scripts/write-rule-index.ts', 'scripts/generate.ts'])
    execFileSync(process.execPath, ['scripts/run-ts.mjs', script], { stdio: 'inherit' });
  // Names are as long as they are: lines and imports fall into their places afterwards.
  const code = [...files.keys()].filter((path) => /\.(?:ts|json)$/.test(path));
  execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', ...code]);
  console.log(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
}

try {
  make();
} catch (error) {
  if (!(error instanceof Unmade)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
