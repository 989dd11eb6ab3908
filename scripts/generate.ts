/**
 * Writes what is a list of something else: the index of pages, features, rules and forms (docs/README.md), and the
 * rules' keys in the settings schema. `--check` writes nothing and fails on a difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Family, Rule } from '../server/src/analysis/rule.ts';
import { serverCapabilities } from '../server/src/lsp/capabilities.ts';
import type { Locale } from '../server/src/messages/index.ts';
import { patternsOf } from '../server/src/prose/clauses/patterns.ts';
import { builtInReference } from '../server/src/reference/index.ts';
import type { Form } from '../server/src/reference/types.ts';
import type { Severity } from '../server/src/relations/types.ts';
import { rules } from '../server/src/rules/index.ts';
import { provincesPage } from './provinces.ts';
import { RULES, ruleIndex } from './rule-index.ts';

// Orders of words that say what is not known are told here, at their line.
patternsOf(builtInReference().prose);

type Words = Readonly<Record<Locale, string>>;

const FAMILIES: Readonly<Record<Family, Words>> = {
  syntax: { zh: '写法', en: 'Writing' },
  structure: { zh: '结构', en: 'Structure' },
  codes: { zh: '科目', en: 'Codes' },
  arithmetic: { zh: '勾稽', en: 'Arithmetic' },
  prose: { zh: '说明文字', en: 'Prose' },
  performance: { zh: '绩效', en: 'Performance' },
  text: { zh: '文字', en: 'Text' },
};

const SEVERITIES: Readonly<Record<Severity | 'off', Words>> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  information: { zh: '信息', en: 'information' },
  hint: { zh: '提示', en: 'hint' },
  off: { zh: '关闭', en: 'off' },
};

const KINDS: Readonly<Record<string, Words>> = {
  决算: { zh: '决算', en: '决算' },
  预算: { zh: '预算', en: '预算' },
  any: { zh: '两种都有', en: 'both' },
};

/** What each capability is to a person. A capability without words, and words without a capability, are told. */
const FEATURES: Readonly<Record<string, { readonly name: Words; readonly does: Words }>> = {
  diagnosticProvider: {
    name: { zh: '问题', en: 'Diagnostics' },
    does: {
      zh: '边写边查，没有打开的报告也查；在错的那个数下面画波浪线，列出与它有关的数',
      en: 'While you write, also for files that are not open; the squiggle is under the figure, the figures that it must agree with are listed',
    },
  },
  hoverProvider: {
    name: { zh: '悬停', en: 'Hover' },
    does: {
      zh: '科目的名称、上级和释义；栏目、名词、表名的释义；金额由哪些数加成、还印在哪里、对不对得上；规则说明',
      en: 'A code: name, path, definition. A column, term or title: definition. A figure: what it adds up from, where else it stands, whether it agrees. A finding: what its rule checks',
    },
  },
  completionProvider: {
    name: { zh: '补全', en: 'Completion' },
    does: {
      zh: '科目（编码、名称、全拼、拼音首字母）和整行、勾稽定下的数、表头、行名、整张表、文件头、带数的句子、名词解释、规则名、勾稽引用',
      en: 'Codes (by number, name or pinyin) and whole rows, amounts that relations determine, headers, row names, whole tables, front matter, sentences with their figures, glossary entries, rule names, references in formulas',
    },
  },
  codeActionProvider: {
    name: { zh: '快速修复', en: 'Code actions' },
    does: {
      zh: '改数、改名、改编码、补格；一次改完所有不动金额的问题；插入缺少的表、补上级科目行、按编码排序、粘贴的表转成“|”表',
      en: 'Set a figure, a name, a code; widen a row; all fixes at once that change no amount; insert a missing table, add parent rows, sort by code, turn pasted rows into bar rows',
    },
  },
  definitionProvider: {
    name: { zh: '转到定义', en: 'Go to definition' },
    does: {
      zh: '金额 → 应当与它相等的另一处；科目 → 它的行；公式里的名称 → 它指的数',
      en: 'A figure to the cell that it must equal, a code to its rows, a name in a formula to its figure',
    },
  },
  referencesProvider: {
    name: { zh: '查找引用', en: 'References' },
    does: { zh: '一个数、一个科目、一个名词出现的各处', en: 'Everywhere a figure, a code or a term stands' },
  },
  documentHighlightProvider: {
    name: { zh: '同现突出显示', en: 'Highlights' },
    does: {
      zh: '合计的各个加数、与它相等的数、同一科目的各行',
      en: 'The addends of a total, its equals elsewhere, the rows of a code',
    },
  },
  callHierarchyProvider: {
    name: { zh: '调用层次', en: 'Call hierarchy' },
    does: {
      zh: '一个合计由哪些数加成，又加进哪些合计',
      en: 'What a total is made of, and what it goes into',
    },
  },
  documentSymbolProvider: {
    name: { zh: '大纲', en: 'Outline' },
    does: { zh: '标题、表、合计行', en: 'Headings, tables, total rows' },
  },
  workspaceSymbolProvider: {
    name: { zh: '工作区符号', en: 'Workspace symbols' },
    does: { zh: '按名称找各份报告里的表和标题', en: 'Tables and headings of all reports by name' },
  },
  renameProvider: {
    name: { zh: '重命名', en: 'Rename' },
    does: {
      zh: '单位名称、科目名称、表名，一处改，本报告和相关报告（同一单位，或由“上年”“汇总”连起来的）处处改',
      en: "The unit's name, a code's name, a title, everywhere in the report and in those that go with it (of the same unit, or joined by 上年 and 汇总)",
    },
  },
  foldingRangeProvider: {
    name: { zh: '折叠', en: 'Folding' },
    does: { zh: '章节、表、注、文件头', en: 'Sections, tables, notes, front matter' },
  },
  selectionRangeProvider: {
    name: { zh: '扩展选择', en: 'Selection ranges' },
    does: {
      zh: '数 → 格 → 行 → 表 → 章节；正文里数 → 分句 → 句 → 段',
      en: 'Figure, cell, row, table, section; in prose figure, clause, sentence, paragraph',
    },
  },
  documentLinkProvider: {
    name: { zh: '链接', en: 'Links' },
    does: { zh: '文件头里“上年”“汇总”的文件', en: 'The files that 上年 and 汇总 name' },
  },
  semanticTokensProvider: {
    name: { zh: '着色', en: 'Semantic colours' },
    does: {
      zh: '科目、表头、金额、合计行、公式里的名称',
      en: 'Codes, headers, amounts, totals, names in formulas',
    },
  },
  inlayHintProvider: {
    name: { zh: '行内提示', en: 'Inlay hints' },
    does: {
      zh: '对不上的合计旁边写出差额，没写占比的分项旁边写出占比，只有编码的科目旁边写出名称；都可以关',
      en: 'The difference beside a total that does not add up, the share beside an amount of a list that prints none, the name beside a bare code; a setting for each',
    },
  },
  codeLensProvider: {
    name: { zh: '表上统计', en: 'Code lens' },
    does: {
      zh: '每张表的勾稽：通过几项、不符几项、没能检查几项',
      en: 'Over each table: checks passed, broken, not made',
    },
  },
  documentFormattingProvider: {
    name: { zh: '排版', en: 'Formatting' },
    does: {
      zh: '按中文字宽对齐表格；不改任何数字，千分位逗号、全角数字、粘贴的行只在设置里要求时才改写法',
      en: 'Aligns tables by the width of Chinese characters; never changes a figure, and separators, full-width digits and pasted rows only where a setting asks for it',
    },
  },
  documentRangeFormattingProvider: {
    name: { zh: '排版所选', en: 'Range formatting' },
    does: { zh: '选中部分碰到的表', en: 'The tables that a selection touches' },
  },
  documentOnTypeFormattingProvider: {
    name: { zh: '键入时排版', en: 'On-type formatting' },
    does: {
      zh: '一行写完就对齐；在行末回车，补出下一行',
      en: 'The table, once a row is whole; Enter behind a row begins the next',
    },
  },
};

/** Capabilities that are no feature by themselves. */
const PLUMBING: ReadonlySet<string> = new Set(['positionEncoding', 'textDocumentSync', 'workspace']);

const problems: string[] = [];

function titleOf(rule: Rule, locale: Locale): string {
  return rule.title[locale];
}

function severityOf(rule: Rule, locale: Locale): string {
  return SEVERITIES[rule.off ? 'off' : rule.severity][locale];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A link from docs/README.md to a file of the project; one that is not there is a problem. */
function link(text: string, path: string): string {
  if (!existsSync(path)) problems.push(`${path} is missing`);
  return `[${text}](${path.replace(/^docs\//, '')})`;
}

function ruleTable(): string {
  return table(
    ['规则 Rule', '类别 Family', '级别 Severity', '查什么', 'What is wrong'],
    rules.map((rule) => [
      link(`\`${rule.id}\``, `docs/rules/${rule.id}.md`),
      both(FAMILIES[rule.family]),
      `${severityOf(rule, 'zh')} ${severityOf(rule, 'en')}`,
      titleOf(rule, 'zh'),
      titleOf(rule, 'en'),
    ]),
  );
}

const both = ({ zh, en }: Words) => (zh === en ? zh : `${zh} ${en}`);

function byNumber(a: Form, b: Form): number {
  const kinds = Object.keys(KINDS);
  const kind = (f: Form) => kinds.indexOf(f.kind ?? 'any');
  return kind(a) - kind(b) || compare(a.number ?? '~', b.number ?? '~') || compare(a.source, b.source);
}

/** By code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a page says first, below its title. */
function firstParagraph(page: string): string {
  const text = /^# .*\n+([^\n#]+)/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
  // Links of the page lead nowhere from the index.
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

function formTable(): string {
  const rows = [...builtInReference().forms.forms].sort(byNumber).map((form) => {
    const page = form.source.replace(/^seeds\//, 'docs/').replace(/\.yaml$/, '.md');
    return [
      `\`${form.id}\``,
      link(form.title, page),
      firstParagraph(page).replace(/。$/, ''),
      form.english ?? '',
      both(KINDS[form.kind ?? 'any'] as Words),
      form.required ? '是 yes' : '',
    ];
  });
  return table(['表式 Form', '表', '说明', 'Table', '报告 Report', '应当公开 Owed'], rows);
}

function featureTable(): string {
  const offered = Object.keys(serverCapabilities({ pull: true, prepareRename: true })).filter(
    (id) => !PLUMBING.has(id),
  );
  for (const id of offered)
    if (!FEATURES[id]) problems.push(`scripts/generate.ts has no words for the capability ${id}`);
  const rows = Object.entries(FEATURES).flatMap(([id, { name, does }]) => {
    if (offered.includes(id)) return [[name.zh, does.zh, name.en, does.en]];
    problems.push(`scripts/generate.ts speaks of ${id}, which the server does not offer`);
    return [];
  });
  return table(['功能', '做什么', 'Feature', 'What it does here'], rows);
}

/** The pages of a folder in docs/ by their own titles. */
function pageList(folder = ''): string {
  return readdirSync(`docs/${folder}`)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort(compare)
    .map((name) => {
      const title = /^# (.+)$/m.exec(readFileSync(`docs/${folder}${name}`, 'utf8'))?.[1] ?? name;
      return `- [${title}](${folder}${name})`;
    })
    .join('\n');
}

/** Fills the stretches between `<!-- generated: name -->` and `<!-- end -->`. */
function filled(path: string, parts: Readonly<Record<string, () => string>>): string {
  let text = readFileSync(path, 'utf8');
  for (const [name, make] of Object.entries(parts)) {
    const open = `<!-- generated: ${name} -->\n`;
    const from = text.indexOf(open);
    const to = text.indexOf('<!-- end -->', from);
    if (from < 0 || to < 0) {
      problems.push(`${path} has no place for ${name}`);
      continue;
    }
    text = `${text.slice(0, from + open.length)}\n${make()}\n\n${text.slice(to)}`;
  }
  return text;
}

interface SeveritySetting {
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
}

/** package.json with a key for each rule under `disclosure.severity`, so that the settings editor offers them. */
function manifest(): string {
  const text = readFileSync('package.json', 'utf8');
  const json = JSON.parse(text) as {
    contributes: { configuration: { properties: Record<string, SeveritySetting> } };
  };
  const settings = json.contributes.configuration.properties;
  const { properties: _, additionalProperties, ...rest } = settings['disclosure.severity'] as SeveritySetting;
  const properties = Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: Object.keys(SEVERITIES),
        description: `${titleOf(rule, 'zh')}（默认：${severityOf(rule, 'zh')}）\n${titleOf(rule, 'en')} (default: ${severityOf(rule, 'en')})`,
      },
    ]),
  );
  settings['disclosure.severity'] = { ...rest, properties, additionalProperties };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const check = process.argv.includes('--check');

const files: readonly (readonly [string, () => string])[] = [
  [
    'docs/README.md',
    () =>
      filled('docs/README.md', {
        pages: pageList,
        decisions: () => pageList('decisions/'),
        measured: () => pageList('measured/'),
        features: featureTable,
        rules: ruleTable,
        forms: formTable,
      }),
  ],
  ['docs/provinces.md', provincesPage],
  ['package.json', manifest],
  [`${RULES}/index.ts`, ruleIndex],
];

for (const [path, make] of files) {
  const made = make();
  if (existsSync(path) && made === readFileSync(path, 'utf8')) continue;
  if (check) problems.push(`${path} is not up to date; npm run generate writes it`);
  else {
    writeFileSync(path, made);
    console.log(path);
  }
}

for (const problem of new Set(problems)) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
