// What the launchers of the suite in the editor share.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
/** The emptied folder of one launcher's results and pictures. */
export function freshOut(launcher) {
  const out = join(root, 'test', 'e2e', 'out', launcher);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return out;
}

/** Seconds: the first of January 2026, for every file in the package. */
const PACKED_AT = '1767225600';

/** Packs the extension as a user installs it; returns the file. */
export function packageExtension(file) {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // With a fixed time the packer also sorts: the same sources give the same bytes.
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? PACKED_AT, TZ: 'UTC' };
  const packed = spawnSync(
    process.execPath,
    [
      ...[vsce, 'package', '--out', file],
      // Bundles carry their libraries, and the project names no public repository that links could point to.
      ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
      '--allow-unused-files-pattern',
    ],
    { cwd: root, encoding: 'utf8', env },
  );
  if (packed.status !== 0) throw new Error(`vsce: ${packed.stdout}${packed.stderr}`);
  return file;
}

/** A workspace of its own for each part: one part's edits must not reach the next. */
export function workspaceCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-ws-'));
  const file = join(folder, 'example.disclosure');
  copyFileSync(join(root, 'test', 'fixtures', 'example.disclosure'), file);
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The suite writes its results to a file; one that wrote none has failed as a whole. */
export function readResults(file, part, problem) {
  if (!existsSync(file)) {
    return [
      { title: `${part}: ${problem ?? 'the suite did not end'}`, state: 'failed', error: problem ?? '' },
    ];
  }
  const results = JSON.parse(readFileSync(file, 'utf8'));
  const failed = results.some(({ state }) => state === 'failed');
  // It wrote its results and then did not end well: that is a failure too, and only this tells it.
  if (problem && !failed) results.push({ title: `${part}: ${problem}`, state: 'failed', error: problem });
  return results;
}

/** Prints the results, writes result.json into the folder and sets the exit code. */
export function conclude(out, results) {
  for (const { title, state, error } of results) {
    console.log(`${state === 'passed' ? '✓' : '✗'} ${title}`);
    if (error) console.log(error.replace(/^/gm, '    '));
  }
  const failed = results.filter(({ state }) => state === 'failed').length;
  const passed = results.length - failed;
  writeFileSync(join(out, 'result.json'), `${JSON.stringify({ passed, failed, tests: results }, null, 2)}\n`);
  console.log(`e2e: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

const OUTCOMES = `# 在哪些编辑器里试过

\`npm run test:e2e -- --write\` 和 \`npm run test:e2e -- --editor oldest --write\` 写这一页。npm 上的 code-server 就是 VS Code 的工作台和扩展宿主；\`oldest\` 是 npm 上不低于 \`engines.vscode\`（package.json）的最旧一版，要在本机编译它的两个部件。只试了一部分的注明是哪一部分；没有通过的列在下面。

| 编辑器 | 部分 | 日期 | 通过 | 没有通过 |
| --- | --- | --- | ---: | ---: |
`;

/** Puts how a run went into docs/measured/editors.md, in the place of the last of its kind. */
export function writeOutcome({ name, version }, only, results) {
  const file = join(root, 'docs', 'measured', 'editors.md');
  const key = `| ${name}：code-server ${version} | ${only ?? '全部'} |`;
  const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const failed = results.filter(({ state }) => state === 'failed');
  const row = `${key} ${new Date().toISOString().slice(0, 10)} | ${results.length - failed.length} | ${failed.length} |`;
  const rows = [...before.filter((l) => /^\| (?:newest|oldest)/.test(l) && !l.startsWith(key)), row].sort();
  const told = [
    ...before.filter((l) => l.startsWith('- ') && !l.startsWith(`- ${version}，${only ?? '全部'}`)),
    ...failed.map(({ title }) => `- ${version}，${only ?? '全部'}：${title}`),
  ];
  writeFileSync(file, `${OUTCOMES}${rows.join('\n')}\n${told.length > 0 ? `\n${told.join('\n')}\n` : ''}`);
}
