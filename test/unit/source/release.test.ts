/** The release script: what it gathers, and that a dry run writes nothing. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { follows, readChange, withRelease } from '../../../scripts/release/changes.ts';

const release = { version: '0.2.0', date: '2026-12-01', language: '1' };

describe('changes', () => {
  test('say what they are in their first line', () => {
    expect(readChange('a.md', 'Mended\r\n一处\n改了。\n')).toEqual({ kind: 'Mended', text: '一处 改了。' });
    expect(() => readChange('a.md', 'Broken\n一处。')).toThrow('changes/a.md');
    expect(() => readChange('a.md', 'Added\n\n')).toThrow('says nothing');
  });

  test('those of the project can be read', () => {
    for (const name of readdirSync('changes').filter((n) => n !== 'README.md'))
      expect(readChange(name, readFileSync(`changes/${name}`, 'utf8')).text).not.toBe('');
  });

  test('go behind what stood under Unreleased, by kind, above earlier releases', () => {
    const before =
      '# Changelog\n\nWords.\n\n## Unreleased (0.2.0)\n\n### Added\n\n- one\n\n## 0.1.0 (2026)\n\n- old\n';
    const changes = [
      { kind: 'Mended', text: 'two' },
      { kind: 'Added', text: 'three' },
    ] as const;
    expect(withRelease(before, { ...release, changes })).toBe(
      '# Changelog\n\nWords.\n\n## 0.2.0 (2026-12-01, language version 1)\n\n### Added\n\n- one\n- three\n\n### Mended\n\n- two\n\n## 0.1.0 (2026)\n\n- old\n',
    );
  });

  test('a release of nothing, or a second of one version, is none', () => {
    expect(() => withRelease('# Changelog\n', { ...release, changes: [] })).toThrow('nothing');
    const done = '# Changelog\n\n## 0.2.0 (2026)\n\n- old\n';
    const changes = [{ kind: 'Added', text: 'x' }] as const;
    expect(() => withRelease(done, { ...release, changes })).toThrow('already');
  });

  test.each([
    ['0.2.0', '0.1.9', true],
    ['0.1.0', '0.1.0', true],
    ['1.0.0', '0.9.9', true],
    ['0.1.9', '0.2.0', false],
    ['0.2', '0.1.0', false],
    ['v0.2.0', '0.1.0', false],
  ])('%s after %s: %s', (version, before, right) => {
    expect(follows(version, before)).toBe(right);
  });
});

test('a dry run says what it would do, and does nothing', () => {
  const names = ['package.json', 'package-lock.json', 'CHANGELOG.md'];
  const texts = () => names.map((name) => readFileSync(name, 'utf8')).concat(readdirSync('changes'));
  const before = texts();
  const said = execFileSync(
    process.execPath,
    ['scripts/run-ts.mjs', 'scripts/release.ts', '99.0.0', '--dry-run'],
    { encoding: 'utf8' },
  );
  for (const name of names) expect(said).toContain(`writes ${name}`);
  expect(said).toContain('test:all');
  expect(said).toContain('git tag v99.0.0');
  expect(texts()).toEqual(before);
});
