/** Forms of a user's own: read, checked, and what is wrong with them in words (docs/forms/user-forms.md). */
import { splitLines } from '../base/lines.ts';
import type { Position, Range } from '../base/range.ts';
import { isMessageId, type Locale, message } from '../messages/index.ts';
import { FormLibrary } from '../reference/forms.ts';
import { builtInReference, Reference } from '../reference/index.ts';
import { indicatorNames } from '../reference/prose.ts';
import type { Form } from '../reference/types.ts';
import { type FormFile, readFormFile, toForm, unreadableForm } from '../reference/user-forms.ts';
import type { Flaw } from '../reference/validate.ts';
import { nameFlaws, overlapFlaws } from '../relations/form-names.ts';

/** What stands in a file that is no form at all may be wrong at every word. */
const MOST_PROBLEMS = 200;

/** What is to be said of a place in a form's file. */
export interface FormProblem {
  readonly range: Range;
  /** A form with an error outside its relations is not used; a relation with one is left out. */
  readonly severity: Flaw['severity'];
  readonly message: string;
}

/** A file of `.disclosure/forms/`. */
export interface FormSource {
  readonly path: string;
  /** Undefined where the file cannot be read. */
  readonly text: string | undefined;
}

export interface UserForm {
  readonly path: string;
  readonly form?: Form;
  readonly problems: readonly FormProblem[];
}

/**
 * Reads the forms of one folder.
 * @param above forms of the folders above, which these may name and stand for
 */
export async function readUserForms(
  sources: readonly FormSource[],
  locale: Locale = 'zh',
  above: readonly Form[] = [],
): Promise<UserForm[]> {
  const files: FormFile[] = [];
  for (const { path, text } of sources) {
    files.push(text === undefined ? unreadableForm(path) : await readFormFile(text, path));
  }
  const { forms: builtIn, prose } = builtInReference();
  const indicators = indicatorNames(prose);
  const own = files.map((f) => f.form).filter((f) => f !== undefined);
  const known = new FormLibrary(byPrecedence([own, above, builtIn.forms]));
  const first = new Map<string, FormFile>();
  return files.map((file) => {
    const { form, data, path } = file;
    if (!form || !data) return toUserForm(file, file.flaws, undefined, locale);
    const others = known.forms.filter((f) => f !== form);
    const flaws = [
      ...file.flaws,
      ...nameFlaws(form, data, known, indicators),
      ...overlapFlaws(form, data, others, above.find((f) => f.id === form.id) ?? builtIn.get(form.id)),
    ];
    const twin = first.get(form.id);
    if (twin) flaws.push(sameId(file, form, twin));
    else first.set(form.id, file);
    return toUserForm(file, flaws, twin ? undefined : toForm(data, flaws, path), locale);
  });
}

/** Reads one form. */
export async function readUserForm(text: string, path: string, locale: Locale = 'zh'): Promise<UserForm> {
  const [read] = await readUserForms([{ path, text }], locale);
  return read as UserForm;
}

/** Reference data with forms of one's own; without any, the built-in one, which all share. */
export function referenceWith(forms: readonly Form[]): Reference {
  return forms.length === 0 ? builtInReference() : new Reference(byPrecedence([forms]));
}

/** Of forms with one id the first counts. */
function byPrecedence(lists: readonly (readonly Form[])[]): Form[] {
  const seen = new Set<string>();
  return lists.flat().filter((f) => !seen.has(f.id) && seen.add(f.id));
}

function sameId({ data }: FormFile, { id }: Form, twin: FormFile): Flaw {
  const at = data?.kind === 'map' ? data.entries.find((e) => e.key === 'id')?.value : undefined;
  const name = twin.path.split('/').at(-1) ?? twin.path;
  return {
    message: 'form.same-id',
    data: { id, path: name },
    start: at?.start ?? 0,
    end: at?.end ?? 0,
    severity: 'error',
  };
}

function toUserForm(
  file: FormFile,
  flaws: readonly Flaw[],
  form: Form | undefined,
  locale: Locale,
): UserForm {
  const lines = linesOf(file.text);
  const problems = flaws
    .slice(0, MOST_PROBLEMS)
    .map((flaw) => ({
      range: {
        start: positionAt(lines, between(file.text, flaw.start) ? flaw.start - 1 : flaw.start),
        end: positionAt(lines, between(file.text, flaw.end) ? flaw.end + 1 : flaw.end),
      },
      severity: flaw.severity,
      message: words(flaw, locale),
    }))
    .sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
  return { path: file.path, problems, ...(form ? { form } : {}) };
}

function words({ message: id, data }: Flaw, locale: Locale): string {
  if (!isMessageId(id)) return id;
  const reason = `reason.formula.${data.reason ?? ''}`;
  const text = message(locale, id, isMessageId(reason) ? { ...data, reason: message(locale, reason) } : data);
  const { near } = data;
  return near === undefined ? text : `${text}${message(locale, 'form.near', { near })}`;
}

interface Lines {
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

function linesOf(text: string): Lines {
  const starts: number[] = [];
  const lengths: number[] = [];
  let at = 0;
  for (const { text: line, eol } of splitLines(text)) {
    starts.push(at);
    lengths.push(line.length);
    at += line.length + eol.length;
  }
  return { starts, lengths };
}

/** Whether a place lies between the two halves of a character. */
function between(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(at - 1, 0), at + 1));
}

function positionAt({ starts, lengths }: Lines, offset: number): Position {
  let line = starts.findLastIndex((s) => s <= offset);
  line = Math.max(line, 0);
  const start = starts[line] ?? 0;
  // The library counts past a line's end now and then.
  return { line, character: Math.min(offset - start, lengths[line] ?? 0) };
}
