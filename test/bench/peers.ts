/** A report as the peers get it: the same headings, tables and paragraphs as JSON and as YAML. */

export interface Texts {
  readonly disclosure: string;
  readonly json: string;
  readonly yaml: string;
}

type Front = readonly (readonly [string, string])[];

/** A part of a report, in the order in which it is printed. */
export type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly table: Table };

export interface Table {
  readonly title: string;
  readonly number: string;
  readonly header: readonly string[];
  /** Columns before the amounts; others count as text only where `texts` says so. */
  readonly texts: readonly number[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** A cell as a value of JSON: an amount is a number, a code a string, a blank nothing. */
function value(text: string, isText: boolean): string {
  if (text === '') return 'null';
  if (!isText && /^-?[\d,]+(?:\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return JSON.stringify(text);
}

/** Rows as lists, one a line, under one header: the leanest form, to the advantage of who reads it. */
function listed(table: Table): string[] {
  return table.rows.map((row) => `[${row.map((c, i) => value(c, table.texts.includes(i))).join(', ')}]`);
}

export function asJson(front: Front, parts: readonly Part[]): string {
  const text = (s: string) => JSON.stringify(s);
  const body = parts.map((part) => {
    if (part.kind === 'heading') return `    { "级": ${part.level}, "标题": ${text(part.text)} }`;
    if (part.kind === 'paragraph') return `    ${text(part.text)}`;
    const { title, number, header, note } = part.table;
    const rows = listed(part.table).map((row) => `        ${row}`);
    return [
      '    {',
      `      "标题": ${text(title)},`,
      `      "表号": ${text(number)},`,
      `      "栏": [${header.map(text).join(', ')}],`,
      '      "行": [',
      rows.join(',\n'),
      '      ],',
      `      "注": ${text(note)}`,
      '    }',
    ].join('\n');
  });
  return [
    '{',
    ...front.map(([k, v]) => `  ${text(k)}: ${text(v)},`),
    '  "内容": [',
    body.join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

export function asYaml(front: Front, parts: readonly Part[]): string {
  const text = (s: string) => JSON.stringify(s);
  const lines = front.map(([k, v]) => `${k}: ${text(v)}`);
  lines.push('内容:');
  for (const part of parts) {
    if (part.kind === 'heading') lines.push(`  - 级: ${part.level}`, `    标题: ${text(part.text)}`);
    else if (part.kind === 'paragraph') lines.push(`  - ${text(part.text)}`);
    else {
      const { title, number, header, note } = part.table;
      lines.push(`  - 标题: ${text(title)}`, `    表号: ${text(number)}`);
      lines.push(`    栏: [${header.map(text).join(', ')}]`, '    行:');
      for (const row of listed(part.table)) lines.push(`      - ${row}`);
      lines.push(`    注: ${text(note)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Where the cells of a row stand between its bars. */
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** A published report with its peers; what stands between a table's heading and its bars goes before it as paragraphs. */
export function withPeers(disclosure: string): Texts {
  const lines = disclosure.split('\n');
  const body = lines.indexOf('');
  const front = lines.slice(0, body).map((line): [string, string] => {
    const colon = line.indexOf('：');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
  const parts: Part[] = [];
  for (let at = body; at < lines.length; at++) {
    const line = lines[at] as string;
    const heading = /^(#+) (.*)$/.exec(line);
    if (heading) parts.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    else if (line.startsWith('|')) {
      let end = at;
      while (lines[end]?.startsWith('|')) end++;
      parts.push({ kind: 'table', table: tableOf(lines.slice(at, end)) });
      at = end - 1;
    } else if (line !== '') parts.push({ kind: 'paragraph', text: line });
  }
  return { disclosure, json: asJson(front, parts), yaml: asYaml(front, parts) };
}

function tableOf([header = '', marks = '', ...rows]: readonly string[]): Table {
  const texts = cellsOf(marks).flatMap((mark, column) => (mark.endsWith(':') ? [] : [column]));
  return { title: '', number: '', header: cellsOf(header), texts, rows: rows.map(cellsOf), note: '' };
}
