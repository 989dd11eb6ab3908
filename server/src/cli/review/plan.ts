/** From files that were read to the reports that they make, each told which others it is to be checked against. */
import { pushTo } from '../../base/maps.ts';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import { groupsOf, type Linkable, stemOf, Units } from '../../exchange/import/index.ts';
import { areParts } from '../../review/index.ts';
// biome-ignore-end lint/style/noRestrictedImports: as above
import type { JoinTask, ReadFile, ReviewTask } from './work.ts';

/** Files that are one report. */
export interface Group {
  readonly files: readonly string[];
  readonly members: readonly ReadFile[];
}

export function groupsIn(files: readonly ReadFile[]): Group[] {
  return groupsOf(
    files.map((f) => f.identity),
    areParts,
  ).map((group) => {
    const members = group.map((i) => files[i] as ReadFile);
    return { files: members.map((m) => m.name), members };
  });
}

export function joinOf({ members }: Group): JoinTask {
  return { members: members.map(({ name, key }) => ({ name, key })) };
}

/** What is to be reviewed, units together and by year. */
export function reviewsOf(
  reports: readonly { readonly files: readonly string[]; readonly read: ReadFile }[],
): ReviewTask[] {
  const taken = new Set<string>();
  const named = reports.map(({ files, read }) => {
    const name = unused(stemOf(files[0] ?? read.name), taken);
    return { name, files, key: read.key, own: read.linkable && { ...read.linkable, name } };
  });
  const byUnit = new Map<string, Kept[]>();
  const kept = named.flatMap(({ own, key }): Kept[] => (own ? [{ ...own, key }] : []));
  for (const one of kept) pushTo(byUnit, one.unit, one);
  const index = new Units(kept);
  const tasks = named.map((report): ReviewTask => {
    const same = report.own ? (byUnit.get(report.own.unit) ?? []) : [];
    const units = report.own ? index.of(report.own) : [];
    const known = same.map(({ key: _, ...linkable }) => linkable);
    const others = [...same.filter((k) => k.name !== report.name), ...units].map(
      (k) => [k.name, k.key] as const,
    );
    // The very object that stands for it among the others.
    const own = known.find((k) => k.name === report.name);
    return {
      ...report,
      own,
      known,
      units: units.map(({ key: _, ...linkable }) => linkable),
      others: Object.fromEntries(others),
    };
  });
  const unit = (t: ReviewTask) => t.own?.unit ?? '\uffff';
  return tasks.sort(
    (a, b) =>
      (unit(a) < unit(b) ? -1 : unit(a) > unit(b) ? 1 : 0) ||
      (a.own?.year ?? 0) - (b.own?.year ?? 0) ||
      (a.name < b.name ? -1 : 1),
  );
}

type Kept = Linkable & { readonly key: string };

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
  taken.add(free);
  return free;
}
