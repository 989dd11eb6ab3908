/**
 * What `npm run new` writes: for a rule or a form its two files, for a command of the extension its file and the lines
 * that make it known. Pure, so that a test can read it: files in, files out.
 */
import { formFile, formPage } from './form.ts';
import { ruleFile, rulePage } from './rule.ts';

/** Reads a file of the project; undefined where there is none. */
export type Read = (path: string) => string | undefined;

/** Files by path, and what a person is to do with them. */
export interface Plan {
  readonly files: ReadonlyMap<string, string>;
  readonly next: readonly string[];
}

/** Why nothing can be made. */
export class Unmade extends Error {}

export const KINDS = ['rule', 'form', 'command'] as const;
export type Kind = (typeof KINDS)[number];

const FAMILIES = ['syntax', 'structure', 'codes', 'arithmetic', 'prose', 'performance', 'text'];

const NOTICED = 'changes/: a file that says what a user will notice (changes/README.md)';

/** What is to be written for a new rule, form or command of a name. */
export function plan(kind: Kind, name: string, read: Read): Plan {
  const made = { rule, form, command }[kind](name, read);
  for (const path of made.files.keys())
    if (made.created.includes(path) && read(path) !== undefined) throw new Unmade(`${path} is there already`);
  return made;
}

interface Made extends Plan {
  /** Files that must not be there yet. */
  readonly created: readonly string[];
}

function needed(read: Read, path: string): string {
  const text = read(path);
  if (text === undefined) throw new Unmade(`${path} is missing`);
  return text;
}

function rule(name: string, read: Read): Made {
  const [, family = '', id = ''] = /^([a-z]+)\/([a-z][a-z0-9-]*)$/.exec(name) ?? [];
  if (!FAMILIES.includes(family))
    throw new Unmade(`a rule is named FAMILY/ID, with a family of ${FAMILIES.join(', ')}`);
  const list = 'server/src/base/rule-ids.ts';
  const ids = needed(read, list);
  if (ids.includes(`'${id}'`)) throw new Unmade(`the id ${id} is taken, and ids are never used again`);
  const own = `server/src/rules/${family}/${id}.ts`;
  const page = `docs/rules/${id}.md`;
  return {
    files: new Map([
      [own, ruleFile(family, id)],
      [page, rulePage(id)],
      [list, ids.replace('\n] as const', `\n  '${id}',\n] as const`)],
    ]),
    created: [own, page],
    next: [
      `${own}: what it looks for, and its words in both languages`,
      `${page}: what, why, how to mend; samples with the finding in ⟦ ⟧ (npm run test:unit -- test/rules)`,
      `${list}: move the id to where people are to find it`,
      NOTICED,
    ],
  };
}

function form(name: string, _read: Read): Made {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Unmade('a form is named as its file, such as final-12');
  const own = `seeds/forms/${name}.yaml`;
  const page = `docs/forms/${name}.md`;
  return {
    files: new Map([
      [own, formFile(name)],
      [page, formPage(name)],
    ]),
    created: [own, page],
    next: [
      `${own}: titles, columns, rows, one line for each equation (docs/language.md §6), and in basis where they were seen`,
      `${page}: a good and a bad example (npm run test:unit -- test/unit/reference/forms.test.ts)`,
      NOTICED,
    ],
  };
}

function command(name: string, read: Read): Made {
  if (!/^[a-z][A-Za-z]*$/.test(name)) throw new Unmade('a command is named as in code, such as tidyUp');
  const file = name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  const own = `client/src/commands/${file}.ts`;
  const list = 'client/src/commands/index.ts';
  const index = needed(read, list);
  if (new RegExp(`^ {2}${name}[,:]`, 'm').test(index))
    throw new Unmade(`the command ${name} is there already`);
  const files = new Map([
    [
      own,
      `/** What ${name} does. */
import * as vscode from 'vscode';
import { say } from '../text.ts';

export async function ${name}(): Promise<void> {
  await vscode.window.showInformationMessage(say('还没有做。', 'Not made yet.'));
}
`,
    ],
    [
      list,
      index
        .replace(/(\nimport [^;]*;)(?=\n\n)/, `$1\nimport { ${name} } from './${file}.ts';`)
        .replace('= {\n', `= {\n  ${name},\n`),
    ],
    ['package.json', manifest(needed(read, 'package.json'), name)],
  ]);
  for (const [path, title] of [
    ['package.nls.json', `${name}：命令的名称`],
    ['package.nls.en.json', `${name} (${name}：命令的名称)`],
  ] as const)
    files.set(path, withKey(needed(read, path), `command.${name}`, title));
  return {
    files,
    created: [own],
    next: [
      `${own}: what it does; say() has both languages`,
      'package.nls.json (Chinese), package.nls.en.json: its title',
      'package.json: a menu or a button where a person finds it (npm run test:unit -- test/unit/source/manifest.test.ts)',
      NOTICED,
    ],
  };
}

function manifest(text: string, name: string): string {
  const json = JSON.parse(text) as { contributes: { commands: object[] } };
  json.contributes.commands.push({
    command: `disclosure.${name}`,
    title: `%command.${name}%`,
    category: '%command.category%',
  });
  return `${JSON.stringify(json, null, 2)}\n`;
}

function withKey(text: string, key: string, value: string): string {
  return `${JSON.stringify({ ...(JSON.parse(text) as object), [key]: value }, null, 2)}\n`;
}
