/** The colours of the TextMate grammar. The assertions stand in the `.disclosure` files beside this one. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function check(path: string) {
  return spawnSync(
    process.execPath,
    ['node_modules/vscode-tmgrammar-test/dist/unit.js', '-g', 'syntaxes/disclosure.tmLanguage.json', path],
    { cwd: root, encoding: 'utf8' },
  );
}

it.each(['report', 'tables', 'damaged'])('%s is coloured as its marks say', (name) => {
  const { status, stdout, stderr } = check(`test/grammar/${name}.disclosure`);
  expect(stdout + stderr).toContain('run successfuly');
  expect(status).toBe(0);
});
