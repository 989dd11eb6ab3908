/** What `npm run new` begins holds together before anybody fills it in. */
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { plan, type Read } from '../../../scripts/new/plan.ts';
import { readUserForm, referenceWith } from '../../../server/src/analysis/user-forms.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { readPage, unmark } from '../../support/page.ts';

const read: Read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** What the syntax of a TypeScript file lacks. */
function faults(path: string, text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true });
  return diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

describe('a new rule', () => {
  const { files } = plan('rule', 'text/repeated-title', read);

  test('is two files, and its id', () => {
    expect([...files.keys()]).toEqual([
      'server/src/rules/text/repeated-title.ts',
      'docs/rules/repeated-title.md',
      'server/src/base/rule-ids.ts',
    ]);
    expect(files.get('server/src/base/rule-ids.ts')).toContain("\n  'repeated-title',\n] as const");
    for (const [path, text] of files) if (path.endsWith('.ts')) expect(faults(path, text), path).toEqual([]);
  });

  test('has a page as pages are, headed by its title', () => {
    const page = readPage(files.get('docs/rules/repeated-title.md') ?? '');
    const own = files.get('server/src/rules/text/repeated-title.ts') ?? '';
    expect(own).toContain(`title: { zh: '${page.title}'`);
    for (const heading of ['查什么', '为什么', '怎么改', '何时豁免'])
      expect(page.prose).toContain(`## ${heading}`);
    expect(page.samples.map((s) => s.marks.length)).toEqual([1, 0]);
    // What it looks for stands in the one sample and not in the other.
    const [, looked = ''] = /title !== '(.+)'/.exec(own) ?? [];
    expect(page.samples.map((s) => s.source.includes(looked))).toEqual([true, false]);
  });

  test.each(['repeated-title', 'nothing/repeated-title', 'text/row-sum', 'text/Row'])('not %s', (name) => {
    expect(() => plan('rule', name, read)).toThrow();
  });
});

describe('a new form', () => {
  const { files } = plan('form', 'final-99', read);

  test('is two files that say the same', async () => {
    expect([...files.keys()]).toEqual(['seeds/forms/final-99.yaml', 'docs/forms/final-99.md']);
    const path = 'final-99.yaml';
    const { form, problems } = await readUserForm(files.get('seeds/forms/final-99.yaml') ?? '', path);
    expect(problems).toEqual([]);
    const page = files.get('docs/forms/final-99.md') ?? '';
    expect(page.split('\n')[0]).toBe(`# ${form?.title}`);
    const reference = referenceWith(form ? [form] : []);
    const told = [...page.matchAll(/```disclosure\n([^`]+)\n```/g)].map(([, text = '']) => {
      const { source } = unmark(text.split('\n'));
      return analyse(source, { reference }).findings.flatMap((f) => (f.rule === 'total' ? f.printed : []));
    });
    expect(told).toEqual([[], ['40.00']]);
  });

  test('never takes the place of one that is there', () => {
    expect(() => plan('form', 'final-03', read)).toThrow('is there already');
  });
});

describe('a new command', () => {
  const { files } = plan('command', 'tidyUp', read);

  test('is known wherever commands are', () => {
    expect(files.get('client/src/commands/index.ts')).toContain("import { tidyUp } from './tidy-up.ts';");
    expect(files.get('client/src/commands/index.ts')).toContain('= {\n  tidyUp,\n');
    const { contributes } = JSON.parse(files.get('package.json') ?? '');
    expect(contributes.commands.at(-1)).toMatchObject({
      command: 'disclosure.tidyUp',
      title: '%command.tidyUp%',
    });
    for (const path of ['package.nls.json', 'package.nls.en.json'])
      expect(JSON.parse(files.get(path) ?? '')['command.tidyUp']).toMatch(/\p{Script=Han}/u);
    for (const [path, text] of files) if (path.endsWith('.ts')) expect(faults(path, text), path).toEqual([]);
  });

  test('changes nothing else of what is there', () => {
    for (const path of ['package.json', 'package.nls.json', 'package.nls.en.json']) {
      const lines = new Set((files.get(path) ?? '').split('\n').map((l) => l.replace(/,$/, '')));
      expect((read(path) ?? '').split('\n').filter((l) => !lines.has(l.replace(/,$/, '')))).toEqual([]);
    }
  });

  test('not twice', () => expect(() => plan('command', 'preview', read)).toThrow());
});
