/** The worker of 校对.html without a browser: what it says of files that are given to it. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { FromWorker, ShownReport } from '../../../page/protocol.ts';
import { Desk } from '../../../page/worker/desk.ts';
import { ofItems } from '../review/folder.ts';

const sample = readFileSync('samples/聊城2022决算.disclosure', 'utf8');
const given = (name: string, content: string) => ({ name, file: new Blob([content]) });

function desk() {
  const said: FromWorker[] = [];
  const made = new Desk((message) => said.push(message));
  const reports = (): ShownReport[] => said.flatMap((m) => (m.type === 'report' ? [m.report] : []));
  const unread = () => said.flatMap((m) => (m.type === 'unread' ? [m.files] : [])).at(-1) ?? [];
  return { desk: made, said, reports, unread };
}

describe('files that are given', () => {
  test('are read and checked; one that cannot be read is told and keeps no other', async () => {
    const { desk: own, said, reports, unread } = desk();
    await own.read([given('坏/坏.xlsx', 'PK\u0003\u0004 cut'), given('好/聊城.disclosure', sample)], 'zh');
    expect(reports().map((r) => r.name)).toEqual(['聊城']);
    expect(reports()[0]?.findings.length).toBeGreaterThan(0);
    expect(unread()).toEqual([{ name: '坏/坏.xlsx', reason: expect.stringMatching(/\p{Script=Han}/u) }]);
    expect(said.at(-1)).toEqual({ type: 'done' });
  });

  test('are told when they are gone', async () => {
    const { desk: own, unread } = desk();
    const file = new Blob(['x']);
    file.arrayBuffer = () => Promise.reject(new Error('NotFoundError'));
    await own.read([{ name: '没了.docx', file }], 'en');
    expect(unread()).toEqual([{ name: '没了.docx', reason: expect.stringMatching(/Cannot be opened/) }]);
  });

  test('are not read where a person has stopped', async () => {
    const { desk: own, reports, unread } = desk();
    const reading = own.read([given('a.disclosure', sample), given('b.disclosure', sample)], 'zh');
    own.stop();
    await reading;
    expect(reports()).toEqual([]);
    expect(unread().map((u) => u.name)).toEqual(['a.disclosure', 'b.disclosure']);
  });

  test('are shown as published, with what was found marked', async () => {
    const { desk: own, said, reports } = desk();
    await own.read([given('聊城.disclosure', sample)], 'zh');
    await own.show('聊城');
    const paper = said.find((m) => m.type === 'paper');
    const html = paper?.type === 'paper' ? paper.parts.map((p) => p.html).join('') : '';
    const printed = reports()[0]?.findings.find((f) => f.printed)?.printed ?? '?';
    expect(html.includes(`<mark class="`)).toBe(true);
    expect(html.replace(/<[^>]*>/g, '').includes(printed)).toBe(true);
  });

  test('are shown as they were checked: a finding stands where it says, also in one joined with its units', async () => {
    const { desk: own, said, reports } = desk();
    const made = '共有两家单位：海东县科技局本级、海东县科技馆。';
    await own.read(
      [
        given('a.disclosure', ofItems('海东县科技局', 7, made, 45)),
        given('b.disclosure', ofItems('海东县科技局本级', 3)),
        given('c.disclosure', ofItems('海东县科技馆', 4)),
      ],
      'zh',
    );
    const found = reports().flatMap((r) =>
      r.findings.filter((f) => f.rule === 'cross-report' && f.printed === '0.52'),
    );
    expect(found.length).toBeGreaterThan(0);
    await own.show('a');
    const paper = said.find((m) => m.type === 'paper');
    const parts = paper?.type === 'paper' ? paper.parts : [];
    for (const { line, printed = '' } of found) {
      const part = parts.findLast((p) => p.line <= line && line < p.end);
      const row = part?.html.split(/(?=<tr)/).find((tr) => tr.includes(`data-l="${line - part.line}"`));
      expect(row?.replace(/<[^>]*>/g, ' ')).toContain(printed);
    }
  });

  test('are told again in the other language', async () => {
    const { desk: own, reports } = desk();
    await own.read([given('聊城.disclosure', sample)], 'zh');
    const before = reports()[0]?.findings.map((f) => f.rule);
    await own.speak('en');
    const after = reports()[1];
    expect(after?.findings.map((f) => f.rule)).toEqual(before);
    expect(after?.findings.every((f) => /[A-Za-z]{3}/.test(f.message))).toBe(true);
  });

  test('are saved as a workbook and letters, which the next round knows again', async () => {
    const { desk: own, said, reports } = desk();
    await own.read([given('聊城.disclosure', sample)], 'zh');
    const [first, second, ...rest] = reports()[0]?.findings ?? [];
    await own.save({ [first?.key ?? '']: 'accepted', [second?.key ?? '']: 'returned' });
    const archive = said.find((m) => m.type === 'saved');
    expect(archive?.type === 'saved' && archive.name).toBe('审核意见.zip');
    const files = unzipSync(archive?.type === 'saved' ? archive.bytes : new Uint8Array());
    expect(Object.keys(files).filter((n) => n.endsWith('.docx'))).toHaveLength(1);
    const workbook = new Blob([files['审核意见.xlsx'] as Uint8Array<ArrayBuffer>]);
    const next = desk();
    await next.desk.read([{ name: '审核意见.xlsx', file: workbook }, given('聊城.disclosure', sample)], 'zh');
    const again = next.reports()[0]?.findings ?? [];
    expect(again.map((f) => f.key)).toEqual([second?.key, ...rest.map((f) => f.key)]);
    expect(new Set(again.map((f) => f.round))).toEqual(new Set(['again']));
    expect(again[0]?.opinion).toBe('退回');
  });
});
