/** Changes, a file each, and the changelog that they are gathered in. */

/** What a change is, as its file says in its first line; in the order of the changelog. */
export const KINDS = ['Added', 'Changed', 'Mended'] as const;
export type Kind = (typeof KINDS)[number];

export interface Change {
  readonly kind: Kind;
  readonly text: string;
}

/** Reads a file of changes/. @throws where it is none */
export function readChange(name: string, content: string): Change {
  const [first = '', ...rest] = content.trim().split(/\r?\n/);
  const kind = KINDS.find((k) => k === first.trim());
  const text = rest.join(' ').replace(/\s+/g, ' ').trim();
  if (!kind) throw new Error(`changes/${name}: the first line is none of ${KINDS.join(', ')}`);
  if (text === '') throw new Error(`changes/${name}: says nothing`);
  return { kind, text };
}

export interface Release {
  readonly version: string;
  readonly date: string;
  /** Version of the language, as docs/language.md has it. */
  readonly language: string;
  readonly changes: readonly Change[];
}

/** The changelog with a section for a release: what stood under Unreleased, and the changes, by kind. */
export function withRelease(changelog: string, release: Release): string {
  const { version, date, language, changes } = release;
  if (new RegExp(`^## ${version.replaceAll('.', '\\.')} `, 'm').test(changelog))
    throw new Error(`CHANGELOG.md has ${version} already`);
  const sections = changelog.split(/^(?=## )/m);
  const head = sections[0]?.startsWith('## ') ? '' : (sections.shift() ?? '');
  const open = sections[0]?.startsWith('## Unreleased') ? (sections.shift() ?? '') : '';
  const bullets = new Map<string, string[]>(KINDS.map((kind) => [kind, []]));
  let kind: string = KINDS[0];
  for (const line of open.split('\n').slice(1)) {
    const named = /^### (.+)$/.exec(line)?.[1];
    if (named !== undefined) kind = named;
    else if (line.trim() !== '') bullets.set(kind, [...(bullets.get(kind) ?? []), line]);
  }
  for (const change of changes)
    bullets.set(change.kind, [...(bullets.get(change.kind) ?? []), `- ${change.text}`]);
  const body = [...bullets]
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `### ${name}\n\n${lines.join('\n')}\n`);
  if (body.length === 0) throw new Error('nothing has changed since the last release');
  const title = `## ${version} (${date}, language version ${language})\n`;
  return [head.trimEnd(), '', [title, ...body].join('\n'), ...sections].join('\n');
}

/** Whether a version may follow another: three numbers, and none less. */
export function follows(version: string, before: string): boolean {
  const parts = (v: string) => (/^\d+\.\d+\.\d+$/.test(v) ? v.split('.').map(Number) : undefined);
  const [next, last] = [parts(version), parts(before)];
  if (!next || !last) return false;
  const at = next.findIndex((n, i) => n !== last[i]);
  // The version that package.json has may be the one that was never released.
  return at < 0 || (next[at] as number) > (last[at] as number);
}
