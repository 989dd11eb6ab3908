/** Whether what a form says can be meant: every name in it exists, every formula can be read. */

import { comparableTitle } from '../reference/forms.ts';
import type { Form } from '../reference/types.ts';
import { type Flaw, type Located, locate } from '../reference/validate.ts';
import { Checker } from './form-names/checker.ts';
import { type KnownForms, type Path, sameKind } from './form-names/names.ts';

export type { KnownForms } from './form-names/names.ts';

/**
 * What is wrong with the names and formulas of a form.
 * @param form the form as written, its shape right
 * @param data the same with places
 * @param known all forms, this one among them
 * @param indicators what formulas may name behind `@`
 */
export function nameFlaws(
  form: Form,
  data: Located,
  known: KnownForms,
  indicators: ReadonlySet<string>,
): Flaw[] {
  const checker = new Checker(form, data, known, indicators);
  checker.run();
  return checker.flaws;
}

/** Titles of a form that other forms of its kind have too; and the built-in form that it stands for. */
export function overlapFlaws(
  form: Form,
  data: Located,
  others: readonly Form[],
  builtIn: Form | undefined,
): Flaw[] {
  const flaws: Flaw[] = [];
  const tell = (message: string, path: Path, values: Record<string, string>) => {
    const { start, end } = locate(data, path);
    flaws.push({ message: `form.${message}`, data: values, start, end, severity: 'information' });
  };
  if (builtIn) tell('replaces', ['id'], { id: builtIn.id, title: builtIn.title });
  const places: [string, Path][] = [
    [form.title, ['title']],
    ...(form.aliases ?? []).map((a, i): [string, Path] => [a, ['aliases', i]]),
  ];
  const owners = new Map<string, Form>();
  for (const other of others) {
    if (other.id === form.id || !sameKind(other, form) || (other.set !== undefined && other.set === form.set))
      continue;
    for (const name of [other.title, ...(other.aliases ?? [])]) owners.set(comparableTitle(name), other);
  }
  for (const [name, path] of places) {
    const other = owners.get(comparableTitle(name));
    if (other) tell('title-taken', path, { name, id: other.id, title: other.title });
  }
  return flaws;
}
