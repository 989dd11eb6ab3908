/** A department and its units in one folder: joined where they add up, told where they do not. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReports, reviewAll } from '../../../server/src/review/index.ts';
import { disclosureIn } from '../../support/cli.ts';
import { type Amounts, bytes, ofItems, ofUnit } from './folder.ts';

const OWN: Amounts = [1_200, 340, 55, 0];
const HOUSE: Amounts = [410, 90, 0, 2_055];
const SUM = OWN.map((x, i) => x + (HOUSE[i] ?? 0)) as unknown as Amounts;
const MADE = '纳入汇总的预算单位共两家：1.海东县科技局（本级）；2.海东县科技馆。';

const files = (slip = 0) => [
  { name: '科技馆.disclosure', bytes: bytes(ofUnit('海东县科技馆', HOUSE)) },
  { name: '汇总.disclosure', bytes: bytes(ofUnit('海东县科技局', SUM, MADE, slip)) },
  { name: '本级.disclosure', bytes: bytes(ofUnit('海东县科技局本级', OWN)) },
];
const department = async (slip?: number, take = (name: string) => name !== '') => {
  const read = await readReports(files(slip).filter((f) => take(f.name)));
  const { reports } = await reviewAll(read);
  const found = reports.find((r) => r.name === '汇总');
  if (!found) throw new Error('no department');
  return found;
};
const crossed = (r: Awaited<ReturnType<typeof department>>) =>
  r.findings.filter((f) => f.rule === 'cross-report');

test('a department is joined with the units that it names', async () => {
  const found = await department();
  expect([...found.joined.units].sort()).toEqual(['本级', '科技馆'].sort());
  expect(crossed(found)).toEqual([]);
  expect(found.remarks.join()).not.toContain('加起来');
});

test('units that are lacking leave it by itself, and that is told', async () => {
  const found = await department(0, (name) => name !== '本级.disclosure');
  expect(found.joined.units).toEqual([]);
  expect(crossed(found)).toEqual([]);
  expect(found.remarks.join()).toContain('科技馆');
});

test('what differs from the sum of the units is told at its place, though it adds up by itself', async () => {
  const read = await readReports([
    { name: '汇总.disclosure', bytes: bytes(ofItems('海东县科技局', 7, MADE, 45)) },
    { name: '本级.disclosure', bytes: bytes(ofItems('海东县科技局本级', 3)) },
    { name: '科技馆.disclosure', bytes: bytes(ofItems('海东县科技馆', 4)) },
  ]);
  const { reports } = await reviewAll(read);
  const found = reports.find((r) => r.name === '汇总');
  expect([...(found?.joined.units ?? [])].sort()).toEqual(['本级', '科技馆'].sort());
  const told = found?.findings.filter((f) => f.rule === 'cross-report') ?? [];
  expect(told.map((f) => f.printed)).toContain('0.52');
  expect(told.find((f) => f.printed === '0.52')?.message).toContain('0.07');
});

test('a report of the same unit, or of one above it, is no unit of it', async () => {
  // As where a name and what stands behind it were read in one.
  const read = await readReports([
    {
      name: 'a.disclosure',
      bytes: bytes(ofUnit('海东县科技局机关', SUM, '海东县科技局机关内设五个科室，归海东县科技局管理。')),
    },
    { name: 'b.disclosure', bytes: bytes(ofUnit('海东县科技局', SUM)) },
  ]);
  const { reports } = await reviewAll(read);
  for (const { joined, remarks } of reports) {
    expect(joined.units).toEqual([]);
    expect(remarks.join()).not.toContain('加起来');
  }
});

test('the command joins them too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  try {
    mkdirSync(join(folder, '报送'));
    for (const { name, bytes: own } of files()) writeFileSync(join(folder, '报送', name), own);
    const { err } = await disclosureIn(folder, ['review', '报送', '-o', '审核', '--jobs', '1']);
    expect(err).toBe('');
    const lines = readFileSync(join(folder, '审核/审核意见.jsonl'), 'utf8').trimEnd().split('\n');
    const all = lines.map((l) => JSON.parse(l) as { path: string; report?: { joined: string[] } });
    expect(all.find((r) => r.path.endsWith('汇总.disclosure'))?.report?.joined).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
