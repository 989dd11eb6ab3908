/** What SECURITY.md and the manifest promise: each threat names tests that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|who might)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()));

test('every threat names tests, and they exist', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const cells of rows) {
    const named = [...(cells[3] ?? '').matchAll(/`([\w./ -]+)`/g)].map((m) => m[1] as string);
    expect(named.length, cells[1]).toBeGreaterThan(0);
    // A name without a folder stands in that of the one before it.
    let folder = 'test/e2e';
    for (const name of named) {
      if (/^npm /.test(name)) continue;
      const candidates = name.startsWith('test/')
        ? [name]
        : [
            join(folder, name),
            join('test/e2e', name),
            join('test/e2e/suite', basename(name)),
            join('test/unit', name),
          ];
      const found = candidates.find((path) => existsSync(path));
      expect(found, `${name} in “${cells[1]}”`).toBeDefined();
      if (found && name.startsWith('test/')) folder = /\.\w+$/.test(found) ? dirname(found) : found;
    }
  }
});

test('the editor is promised what is tried in restricted mode and in the web', () => {
  const { capabilities } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(capabilities).toEqual({ untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  expect(readFileSync('scripts/e2e.mjs', 'utf8')).toContain('inRestrictedMode');
});
