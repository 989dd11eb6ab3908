/** How diagnostics are called, and how grave they are, in the protocol's words. */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Severity } from '../service.ts';

/** Who a diagnostic is from. */
export const SOURCE = 'disclosure';

export const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
