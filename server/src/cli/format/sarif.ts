/** `--format sarif`: SARIF 2.1.0, which code hosts show beside the changed lines. */
import type { Range } from '../../base/range.ts';
import {
  isUnreadable,
  type Outcome,
  type PlacedFinding,
  relatedPath,
  type UnreadableFile,
} from '../check.ts';
import type { Severity } from '../engine.ts';
import type { Format } from './format.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const RULE_PAGES = 'https://github.com/disclosure-tools/disclosure/blob/main/docs/rules';

/** A file without its text. */
type SarifFile = UnreadableFile | ({ readonly path: string } & Outcome);

/** The list of rules and the reading errors stand before the results: the log is written at the end. */
export function sarifFormat(cwd: string, version: string): Format<SarifFile> {
  const files: SarifFile[] = [];
  return {
    part: (result) =>
      isUnreadable(result)
        ? result
        : { path: result.path, findings: result.findings, coverage: result.coverage, tables: result.tables },
    begin: () => '',
    add: (part) => {
      files.push(part);
      return '';
    },
    end: () => logOf(files, cwd, version),
  };
}

/** The log of files and what was found in them. */
export function logOf(files: readonly SarifFile[], cwd: string, version: string): string {
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
            rules: rules.map((id) => ({ id, helpUri: `${RULE_PAGES}/${id}.md` })),
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
          properties: {
            coverage: {
              ...r.coverage,
              notChecked: r.coverage.notChecked.map(({ check, reason }) => ({ check, reason })),
            },
          },
        })),
        results: checked.flatMap((r) => r.findings.map((f) => resultOf(f, r.path, rules, cwd))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: PlacedFinding, path: string, rules: readonly string[], cwd: string) {
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
            ...location(relatedPath(place.path, path, cwd), place.range),
            message: { text: place.message },
          })),
        }
      : {}),
    ...(finding.fixes.length > 0
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
  return { physicalLocation: { artifactLocation: artifact(path), region: region(range) } };
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

function artifact(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/') };
}
