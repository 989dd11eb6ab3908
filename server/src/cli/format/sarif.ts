/** `--format sarif`: SARIF 2.1.0, which code hosts show beside the changed lines. */
import type { Range } from '../../base/range.ts';
import { type CheckedFile, type FileResult, isUnreadable, relatedPath } from '../check.ts';
import type { Finding, Severity } from '../engine.ts';
import type { Io } from '../io.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export interface SarifTool {
  readonly version: string;
  /** Where a rule's page stands. */
  ruleUrl(rule: string): string;
}

export function toSarif(results: readonly FileResult[], io: Pick<Io, 'cwd'>, tool: SarifTool): string {
  const checked = results.filter((r): r is CheckedFile => !isUnreadable(r));
  const rules = [...new Set(checked.flatMap((r) => r.findings.map((f) => f.rule)))].sort();
  const unreadable = results.filter(isUnreadable);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'disclosure',
            version: tool.version,
            rules: rules.map((id) => ({ id, helpUri: tool.ruleUrl(id) })),
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
        results: checked.flatMap((r) => r.findings.map((f) => resultOf(f, r.path, rules, io))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, path: string, rules: readonly string[], io: Pick<Io, 'cwd'>) {
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
            ...location(relatedPath(place.path, path, io), place.range),
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
    properties: { severity: finding.severity },
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
