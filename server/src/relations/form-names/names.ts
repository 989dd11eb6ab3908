/** The names that a form gives to its rows, columns and groups. */

import { LEVEL } from '../../base/keys.ts';
import { groupsOf } from '../../reference/forms.ts';
import type { Form } from '../../reference/types.ts';
import { type Flaw, near } from '../../reference/validate.ts';

/** The forms that a form may name. */
export interface KnownForms {
  readonly forms: readonly Form[];
  get(id: string): Form | undefined;
}

export type Path = readonly (string | number)[];

export type Severity = Flaw['severity'];

export function sameKind(a: Form, b: Form): boolean {
  const any = (f: Form) => f.kind === undefined || f.kind === 'any';
  return any(a) || any(b) || a.kind === b.kind;
}

/** The names of a form, as formulas may use them. */
export class Names {
  readonly rows: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly rowGroups: ReadonlySet<string>;
  readonly columnGroups: ReadonlySet<string>;
  private readonly coded: boolean;

  constructor(form: Form) {
    const columns = form.panels.flatMap((p) => p.columns);
    const rows = form.panels.flatMap((p) => p.rows ?? []);
    const given = (names: readonly (string | undefined)[]) =>
      names.filter((n): n is string => n !== undefined);
    this.rows = new Set(rows.map((r) => r.id));
    this.columns = new Set([...columns.map((c) => c.id), ...(form.derived ?? []).map((d) => d.id)]);
    this.rowGroups = new Set([
      ...rows.flatMap((r) => groupsOf(r)),
      ...given(rows.map((r) => r.behind)),
      ...given(form.panels.flatMap((p) => [p.classGroup, p.otherGroup])),
      ...(form.tree ? [LEVEL.class] : []),
    ]);
    this.columnGroups = new Set([
      ...columns.flatMap((c) => groupsOf(c)),
      ...given(form.panels.map((p) => p.otherColumns)),
    ]);
    this.coded =
      form.tree !== undefined ||
      form.panels.some((p) => p.classGroup !== undefined || p.columns.some((c) => c.role === 'code'));
  }

  row(name: string): Fault | undefined {
    if (name.startsWith('Σ')) return this.group(name, this.rowGroups);
    if (this.rows.has(name) || (this.coded && /^\d{3}(?:\d{2}){0,2}$/.test(name))) return undefined;
    return { message: 'unknown-row', data: { name, ...near(name, [...this.rows]) } };
  }

  column(name: string): Fault | undefined {
    if (name.startsWith('Σ')) return this.group(name, this.columnGroups);
    if (this.columns.has(name)) return undefined;
    return { message: 'unknown-column', data: { name, ...near(name, [...this.columns]) } };
  }

  private group(name: string, groups: ReadonlySet<string>): Fault | undefined {
    const wanted = name.slice(1);
    return groups.has(wanted)
      ? undefined
      : { message: 'unknown-group', data: { name: wanted, ...near(wanted, [...groups]) } };
  }
}

export interface Fault {
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
}
