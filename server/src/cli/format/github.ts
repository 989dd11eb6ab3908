/** `--format github`: workflow commands, which show findings beside the changed lines of a pull request. */
import { type FileResult, isUnreadable } from '../check.ts';
import type { Severity } from '../engine.ts';
import type { Format } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubFormat(): Format<string> {
  return { part: commandsOf, begin: () => '', add: (part) => part, end: () => '' };
}

function commandsOf(result: FileResult): string {
  if (isUnreadable(result)) return command('error', { file: result.path }, result.error);
  let out = '';
  for (const finding of result.findings) {
    const { start, end } = finding.range;
    const place: Record<string, string> = {
      file: result.path,
      line: String(start.line + 1),
      endLine: String(end.line + 1),
    };
    // Columns are only taken where the stretch lies in one line.
    if (start.line === end.line) {
      place.col = String(start.character + 1);
      place.endColumn = String(Math.max(end.character, start.character + 1));
    }
    out += command(COMMANDS[finding.severity], { ...place, title: finding.rule }, finding.message);
  }
  return out;
}

function command(name: string, properties: Readonly<Record<string, string>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(text)}\n`;
}

/** A report's text must not end the command and begin another. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
