import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { foldWidth } from '../../server/src/base/fold.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { expectGolden, STAGES } from '../support/golden.ts';

const folder = fileURLToPath(new URL('./cases', import.meta.url));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.disclosure'))
  .sort();

/** The same text as other machines and other people write it, and what takes their dumps back to its own. */
const TWINS: Readonly<Record<string, { make: (text: string) => string; back: (dump: string) => string }>> = {
  CRLF: {
    make: (text) => text.replaceAll('\n', '\r\n'),
    // A fix that adds a line ends it as the file does.
    back: (dump) => dump.replaceAll('\\r\\n', '\\n'),
  },
  CR: { make: (text) => text.replaceAll('\n', '\r'), back: (dump) => dump.replaceAll('\\r', '\\n') },
  'byte order mark': { make: (text) => `\ufeff${text}`, back: (dump) => dump },
  'full-width digits': {
    make: (text) => text.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    back: foldWidth,
  },
  'astral characters': {
    make: (text) => text.replaceAll('清', '𠮷'),
    back: (dump) => dump.replaceAll('𠮷', '清'),
  },
};

describe.each(cases)('%s', (name) => {
  const path = join(folder, name.slice(0, -'.disclosure'.length));
  const text = readFileSync(`${path}.disclosure`, 'utf8').replaceAll('\r\n', '\n');
  const analysis = analyse(text);

  test.each(Object.keys(STAGES))('%s', (stage) => {
    expectGolden(`${path}.${stage}`, STAGES[stage]!(analysis));
  });

  test.each(Object.keys(TWINS))('%s: equal but for places', (twin) => {
    const { make, back } = TWINS[twin]!;
    const other = make(text);
    expect(other).not.toBe(text);
    const own = analyse(other);
    for (const [stage, dump] of Object.entries(STAGES)) {
      expect(`${stage}\n${back(dump(own, { places: false }))}`).toBe(
        `${stage}\n${back(dump(analysis, { places: false }))}`,
      );
    }
  });
});
