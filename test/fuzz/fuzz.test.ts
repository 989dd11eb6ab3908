/** The fuzzer in short: every entry point some times, always the same, and every case that ever went wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../support/everything.ts';
import { attempt, entryNamed, runCase } from './cases.ts';
import { entries } from './entries.ts';

/** Cases of all entry points together; `FUZZ_CASES=100000` looks longer. */
const CASES = Number(process.env.FUZZ_CASES ?? cases(4000, 200));
const all = entries.reduce((sum, e) => sum + e.share, 0);

describe('a seeded run', () => {
  test.each(entries.filter((e) => e.share > 0))('$name', { timeout: 120_000 }, async (entry) => {
    const times = Math.ceil((CASES * entry.share) / all);
    for (let n = 0; n < times; n++) expect(await runCase(entry, 'npm test', n)).toBeUndefined();
  });
});

const folder = join(process.cwd(), 'test/fuzz/found');

describe('what once went wrong', () => {
  test.each(readdirSync(folder).filter((n) => n.endsWith('.json')))(
    '%s',
    { timeout: 60_000 },
    async (name) => {
      const { entry, input } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      expect(await attempt(entryNamed(entry), input)).toBeUndefined();
    },
  );
});
