/** `--format sarif`: SARIF 2.1.0, which code hosts show beside the changed lines. */
import { pathToFileURL } from 'node:url';
import type { Range } from '../../base/range.ts';
import type { Locale } from '../../messages/index.ts';
import { isUnreadable, type PlacedFinding, relatedPath, type UnreadableFile } from '../check.ts';
import { type Coverage, ruleFacts, type Severity } from '../engine.ts';
import { sayIn } from '../text.ts';
import type { Format, FormatSetup } from './format.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const HOME = 'https://github.com/disclosure-tools/disclosure';
const RULE_PAGES = `${HOME}/blob/main/docs/rules`;

/** A file without its text; its findings with the paths of what they name, as they are told. */
export type LoggedFile = UnreadableFile | LoggedOutcome;

interface LoggedOutcome {
  readonly path: string;
  readonly findings: readonly PlacedFinding[];
  /** Left out where another file of the same report has it. */
  readonly coverage?: Coverage;
}

/** What a log goes by beside its files. */
type Setting = Pick<FormatSetup, 'version' | 'locale'>;

/** The list of rules and the reading errors stand before the results: the log is written at the end. */
export function sarifFormat(setup: FormatSetup): Format<LoggedFile> {
  const files: LoggedFile[] = [];
  return {
    part: (result) =>
      isUnreadable(result)
        ? result
        : {
            path: result.path,
            findings: result.findings.map((finding) => ({
              ...finding,
              related: finding.related.map((place) => ({
                ...place,
                path: relatedPath(place.path, result.path, setup.cwd),
              })),
            })),
            coverage: result.coverage,
          },
    begin: () => '',
    add: (part) => {
      files.push(part);
      return '';
    },
    end: () => logOf(files, setup),
  };
}

/** The log of files and what was found in them. */
export function logOf(files: readonly LoggedFile[], { version, locale }: Setting): string {
  const checked = files.flatMap((r) => ('error' in r ? [] : [r]));
  const unreadable = files.flatMap((r) => ('error' in r ? [r] : []));
  const rules = [...new Set(checked.flatMap((r) => r.findings.map((f) => f.rule)))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'disclosure',
            version,
            informationUri: HOME,
            rules: rules.map((id) => ruleOf(id, locale)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unreadable.length === 0,
            ...(unreadable.length === 0
              ? {}
              : {
                  toolExecutionNotifications: unreadable.map((r) => ({
                    level: 'error',
                    message: { text: r.error },
                    locations: [{ physicalLocation: { artifactLocation: artifact(r.path) } }],
                  })),
                }),
          },
        ],
        artifacts: checked.map((r) => ({
          location: artifact(r.path),
          ...(r.coverage === undefined
            ? {}
            : {
                properties: {
                  coverage: {
                    ...r.coverage,
                    notChecked: r.coverage.notChecked.map(({ check, reason }) => ({ check, reason })),
                  },
                },
              }),
        })),
        results: checked.flatMap((r) => r.findings.map((f) => resultOf(f, r.path, rules))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A rule as code hosts ask for it: GitHub takes none without both descriptions and a help. */
function ruleOf(id: string, locale: Locale) {
  const { title, severity } = ruleFacts(id, locale) ?? { title: id, severity: 'warning' };
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: sayIn(locale)('cli.explain.how', { rule: id }) },
    helpUri: `${RULE_PAGES}/${id}.md`,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

/** Whether a file has lines: places of other files, and replacements in them, would be none. */
function hasLines(path: string): boolean {
  return path.toLowerCase().endsWith('.disclosure');
}

function resultOf(finding: PlacedFinding, path: string, rules: readonly string[]) {
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(path, finding.range)],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((place, id) => ({
            id,
            ...(place.path === undefined ? {} : location(place.path, place.range)),
            message: { text: place.message },
          })),
        }
      : {}),
    ...(finding.fixes.length > 0 && hasLines(path)
      ? {
          fixes: finding.fixes.map((fix) => ({
            description: { text: fix.title },
            artifactChanges: [
              {
                artifactLocation: artifact(path),
                replacements: fix.edits.map((edit) => ({
                  deletedRegion: region(edit.range),
                  insertedContent: { text: edit.newText },
                })),
              },
            ],
          })),
        }
      : {}),
    properties: { severity: finding.severity, ...(finding.origin ? { origin: finding.origin } : {}) },
  };
}

function location(path: string, range: Range) {
  return {
    physicalLocation: {
      artifactLocation: artifact(path),
      ...(hasLines(path) ? { region: region(range) } : {}),
    },
  };
}

/** SARIF counts lines and columns from one. */
function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A drive or a root makes it an address of its own; else it is one below where the run began. */
function artifact(path: string) {
  const whole = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
  return { uri: whole ? pathToFileURL(path).href : path.split('/').map(encoded).join('/') };
}

/** Half a character, which a name on Windows may have, is none in an address. */
function encoded(step: string): string {
  return encodeURIComponent(step.replace(/\p{Cs}/gu, '\ufffd'));
}
