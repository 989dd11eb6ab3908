/**
 * A release: `npm run release -- 0.2.0`. Checks everything, gathers changes/ into CHANGELOG.md, writes the version and
 * packs dist/disclosure.vsix; what is left to a person is to look, commit, tag and hand it out. `--dry-run` writes
 * nothing, runs nothing, and says what would be done.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Change, follows, readChange, withRelease } from './release/changes.ts';

const args = process.argv.slice(2);
const isDry = args.includes('--dry-run');
const version = args.find((arg) => !arg.startsWith('-')) ?? '';

/** What must hold before anything is written, in order. */
const CHECKS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['npm', 'run', '--silent', 'lint'],
  ['npm', 'run', '--silent', 'typecheck'],
  ['node', 'scripts/run-ts.mjs', 'scripts/generate.ts', '--check'],
  ['npm', 'run', '--silent', 'test:all'],
];

function run([command, ...rest]: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}): void {
  console.log(`> ${command} ${rest.join(' ')}`);
  // On Windows npm is a file of commands, which nothing but a shell starts.
  if (!isDry)
    execFileSync(command, rest, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    });
}

function write(path: string, content: string): void {
  console.log(`writes ${path}`);
  if (!isDry) writeFileSync(path, content);
}

const manifest = readFileSync('package.json', 'utf8');
const lock = readFileSync('package-lock.json', 'utf8');
const { version: now, publisher } = JSON.parse(manifest) as { version: string; publisher: string };
if (!follows(version, now)) throw new Error(`“${version}” is no version that follows ${now}`);
const dirty = isDry ? '' : execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
if (dirty !== '') throw new Error(`not committed:\n${dirty}`);

const files = readdirSync('changes').filter((name) => name.endsWith('.md') && name !== 'README.md');
const changes: Change[] = files.map((name) => readChange(name, readFileSync(`changes/${name}`, 'utf8')));
const language = /^# .*version (\d+)/m.exec(readFileSync('docs/language.md', 'utf8'))?.[1];
if (language === undefined) throw new Error('docs/language.md does not say its version');
const date = new Date().toISOString().slice(0, 10);
const changelog = withRelease(readFileSync('CHANGELOG.md', 'utf8'), { version, date, language, changes });

for (const check of CHECKS) run(check);
const versioned = (text: string) =>
  text.replaceAll(/("name": "disclosure",\s+"version": )"[^"]+"/g, `$1"${version}"`);
write('package.json', manifest.replace(/^ {2}"version": "[^"]+"/m, `  "version": "${version}"`));
write('package-lock.json', versioned(lock));
write('CHANGELOG.md', changelog);
for (const name of files) {
  console.log(`removes changes/${name}`);
  if (!isDry) rmSync(`changes/${name}`);
}
run(['npm', 'run', '--silent', 'package']);
console.log(`
Look at the difference and at dist/disclosure.vsix, then:
  git commit -am "Release ${version}" && git tag v${version}

Upload dist/disclosure.vsix, the same file to both (publisher ${publisher}):
  Visual Studio Marketplace  npx vsce publish --packagePath dist/disclosure.vsix
                             or by hand: https://marketplace.visualstudio.com/manage/publishers/${publisher}
  Open VSX                   npx ovsx publish dist/disclosure.vsix
                             or by hand: https://open-vsx.org/user-settings/extensions
What people see there: README.md (which begins in Chinese too), CHANGELOG.md, icon, banner, categories and keywords of package.json. Where the
project has a public address by now, write it as repository, bugs and homepage into package.json first. Then push the
tag, and hand out beside it: 校对.html (npm run page) and the package of npm (npm pack).`);
