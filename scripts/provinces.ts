/** docs/provinces.md: which province calls which table what, and whether that was read or is common knowledge. */
import { readFileSync } from 'node:fs';
import { pushTo } from '../server/src/base/maps.ts';
import { builtInReference } from '../server/src/reference/index.ts';

const FILE = 'test/fixtures/provinces/titles.tsv';
const COLUMNS = 'test/fixtures/provinces/columns.tsv';
const NONE = '(无)';
const BASIS: Readonly<Record<string, string>> = { seen: '见过', known: '惯用' };

interface Title {
  readonly kind: string;
  readonly province: string;
  readonly title: string;
  readonly form: string;
  readonly basis: string;
  readonly source: string;
}

function titles(): Title[] {
  const lines = readFileSync(FILE, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [kind = '', province = '', title = '', , form = '', basis = '', source = ''] = line.split('\t');
    return { kind, province, title, form, basis, source };
  });
}

/** Headers of the forms that a report owes, by form. */
function headersPart(): string {
  const { forms } = builtInReference();
  const lines = readFileSync(COLUMNS, 'utf8').trim().split('\n').slice(1);
  const byForm = new Map<string, string[]>();
  for (const line of lines) {
    const [form = '', province = '', , header = '', basis = '', source = ''] = line.split('\t');
    const said = basis === 'seen' ? `见过：${source}` : (BASIS[basis] ?? basis);
    pushTo(byForm, form, `| ${province} | ${header.replaceAll('|', '、')} | ${said} |`);
  }
  const parts = [...byForm].map(([form, rows]) =>
    [
      `### ${form} ${forms.get(form)?.title ?? ''}`,
      ['| 地方 | 表头 | 依据 |', '| --- | --- | --- |', ...rows].join('\n'),
    ].join('\n\n'),
  );
  return ['## 各地的表头', `多层表头用 / 连接。从 \`${COLUMNS}\` 写成。`, ...parts].join('\n\n');
}

export function provincesPage(): string {
  const { forms } = builtInReference();
  const all = titles();
  const byProvince = new Map<string, Title[]>();
  for (const title of all) pushTo(byProvince, title.province, title);
  const seen = all.filter((t) => t.basis === 'seen').length;
  const parts = [
    '# 各地的题名',
    `一张表在哪里叫什么，程序认作哪个表式。“见过”是在公开的报告里读到的，出处写在表下；“惯用”是常识，只用来认表，不因为它说缺了什么、错了什么。${byProvince.size} 个地方，${all.length} 个题名，见过 ${seen} 个。本页由 \`npm run generate\` 从 \`${FILE}\` 写成。`,
  ];
  for (const [province, own] of byProvince) {
    const rows = own.map(({ kind, title, form, basis }) => {
      const known = forms.get(form);
      const called = known ? `\`${form}\` ${known.title}` : form === NONE ? '不是这里的表式' : form;
      return `| ${kind} | ${title} | ${called} | ${known?.number ?? ''} | ${BASIS[basis] ?? basis} |`;
    });
    const sources = [...new Set(own.filter((t) => t.basis === 'seen').map((t) => t.source))];
    parts.push(
      `## ${province}`,
      ['| 报告 | 题名 | 认作 | 通行的编号 | 依据 |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    );
    if (sources.length > 0) parts.push(`出处：${sources.join('；')}。`);
  }
  parts.push(headersPart());
  return `${parts.join('\n\n')}\n`;
}
