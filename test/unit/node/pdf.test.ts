/** A PDF by a program at hand: which are found, what they are given, what becomes of those that fail or hang. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { printersOf, toPdf } from '../../../server/src/node/pdf.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pdf-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program of the machine: a script for the shell. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const LINUX = () => ({ platform: 'linux' as const, env: { PATH: `.:relative:${folder}` } });
/** Notes what it was given, and writes a text to the place where the PDF is to be. */
const printing = (text: string) => `echo "$@" > '${folder}/args'
for a in "$@"; do case "$a" in --print-to-pdf=*) printf '%s' '${text}' > "\${a#--print-to-pdf=}";; esac; done`;

describe.skipIf(process.platform === 'win32')('PDF', () => {
  test('none is found where there is none, nor by a folder of the PATH that is not absolute', async () => {
    expect(await printersOf(LINUX())).toEqual([]);
    expect(await printersOf({ platform: 'win32', env: { ProgramFiles: 'relative' } })).toEqual([]);
  });

  test('a browser is asked before LibreOffice; what cannot be run is left out', async () => {
    const office = await program('soffice', 'exit 0');
    const browser = await program('chromium', 'exit 0');
    await writeFile(join(folder, 'google-chrome'), 'no program');
    expect(await printersOf(LINUX())).toEqual([
      { path: browser, from: 'html' },
      { path: office, from: 'docx' },
    ]);
  });

  test('the network and the profile of the person are off', async () => {
    const path = await program('chromium', printing('%PDF-1.4 x'));
    const made = await toPdf([{ path, from: 'html' }], async () => '<p>甲</p>');
    expect(Buffer.from(made ?? []).toString()).toBe('%PDF-1.4 x');
    const args = await readFile(join(folder, 'args'), 'utf8');
    for (const word of ['~NOTFOUND', '--user-data-dir=', '--no-pdf-header-footer'])
      expect(args).toContain(word);
  });

  test('one that fails, one that makes something else, one that hangs: the next is asked', async () => {
    const fails = await program('a', 'exit 1');
    const other = await program('b', printing('text'));
    const hangs = await program('c', 'exec sleep 60');
    const good = await program('d', printing('%PDF-1.4 x'));
    const asked: string[] = [];
    const html = async (from: string) => {
      asked.push(from);
      return 'x';
    };
    const bad = [fails, other, hangs].map((path) => ({ path, from: 'html' as const }));
    expect(await toPdf(bad, html, 1500)).toBeUndefined();
    expect(await toPdf([...bad, { path: good, from: 'html' }], html, 1500)).toBeDefined();
    expect(asked).toHaveLength(7);
  });
});
