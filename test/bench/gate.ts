/**
 * The gate: our server's processor time as so many times that of the JSON server in the same run, held to what was
 * recorded (test/bench/gate.json).
 */
import { KINDS, type Kind } from './places.ts';
import type { DocumentResult, ServerResult } from './report.ts';

export type Ratios = Readonly<Record<string, number>>;

/** How much worse a ratio may be than the recorded one: a busy machine moves them by less. */
export const SLACK = 1.25;

export function ratiosOf(documents: readonly DocumentResult[]): Ratios {
  const ratios: Record<string, number> = {};
  for (const { name, servers } of documents) {
    const of = (server: string) => servers.find((s) => s.server === server);
    // What the floor takes is so little that its own noise would be the ratio's.
    const add = (what: string, cost: (server: ServerResult) => number | undefined) => {
      const [ours, other] = [of('ours'), of('vscode-json')].map((server) => server && cost(server));
      if (ours === undefined || other === undefined) throw new Error(`${name}: ${what} was not measured`);
      ratios[`${name}: ${what}`] = Math.round((ours / other) * 100) / 100;
    };
    add('spawn to findings', ({ first }) => first.cpuMs?.least);
    add('open', ({ open }) => open.cpuMs?.least);
    for (const kind of Object.keys(KINDS) as Kind[]) add(KINDS[kind], ({ edits }) => edits[kind].cpuMs);
  }
  return ratios;
}

/** Ratios that got worse, in words; one that is not recorded, or recorded and not measured, is wrong as well. */
export function worse(recorded: Ratios, measured: Ratios, slack = SLACK): string[] {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(measured)])];
  return names.flatMap((name) => {
    const [was, is] = [recorded[name], measured[name]];
    if (was === undefined) return [`${name}: ${is} is not recorded`];
    if (is === undefined) return [`${name}: not measured`];
    return is > was * slack ? [`${name}: ${is}, recorded ${was}`] : [];
  });
}

/** Of several runs, name by name, the ratio at a place in their order: 0 the best, 0.5 the middle one. */
export function among(runs: readonly Ratios[], place: number): Ratios {
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((name) => {
      const sorted = runs.map((run) => run[name] ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
      return [name, sorted[Math.floor(place * (sorted.length - 1))] as number];
    }),
  );
}
