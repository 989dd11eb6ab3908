/** Figures of a run, and the tables made from them. */
import { KINDS, type Kind } from './places.ts';

export interface Statistics {
  readonly count: number;
  readonly least: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Time by the clock, and on a processor. */
export interface Spent {
  readonly ms: number;
  readonly cpuMs: number;
}

type Measured<T> = { readonly [key in keyof Spent]: T };

export interface ServerResult {
  readonly server: string;
  /** From spawning the process until the first findings. */
  readonly first: Measured<Statistics | undefined>;
  readonly open: Measured<Statistics | undefined>;
  /** By the clock each edit by itself, on a processor all together: what runs behind an answer counts. */
  readonly edits: Readonly<
    Record<Kind, { readonly ms: Statistics | undefined; readonly cpuMs: number | undefined }>
  >;
  readonly instructionsPerKey: number | undefined;
  readonly hover: Statistics | undefined;
  readonly completion: Statistics | undefined;
  readonly symbols: Statistics | undefined;
  readonly tokens: Statistics | undefined;
  readonly format: Statistics | undefined;
  readonly peakMb: number | undefined;
  /** Most findings that an edit gave. */
  readonly findings: number;
  readonly characters: number;
  readonly problem: string | undefined;
}

export interface DocumentResult {
  readonly name: string;
  readonly servers: readonly ServerResult[];
}

/** The same sums over typed arrays alone (arrays.ts). */
export interface ArraysResult {
  readonly rows: number;
  readonly relations: number;
  readonly coldMs: number;
  readonly hotMs: number;
}

export interface Run {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly load: number;
  readonly seconds: number;
  readonly instructions: boolean;
  readonly peers: Readonly<Record<string, string>>;
  readonly start: readonly { readonly server: string; readonly ms: Statistics | undefined }[];
  readonly documents: readonly DocumentResult[];
  readonly arrays: readonly ArraysResult[];
}

export function statistics(samples: readonly number[]): Statistics | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (q: number): number => {
    const place = q * (sorted.length - 1);
    const low = sorted[Math.floor(place)] as number;
    const high = sorted[Math.ceil(place)] as number;
    return low + (high - low) * (place - Math.floor(place));
  };
  return { count: sorted.length, least: at(0), p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Two digits that matter. */
function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line), ''].join(
    '\n',
  );
}

function ratio(value: number | undefined, floor: number | undefined): string {
  return value === undefined || floor === undefined || floor === 0 ? '–' : `${figure(value / floor)} ×`;
}

export function asMarkdown(run: Run): string {
  const parts: string[] = [
    `${run.date}, Node ${run.node}, ${run.machine}, load ${run.load.toFixed(1)} at the end, ${run.seconds} s in all. Times in milliseconds.`,
    `Peers: ${Object.entries(run.peers)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
    '### Start',
    '',
  ];
  const floorStart = run.start.find(({ server }) => server === 'floor')?.ms?.p50;
  parts.push(
    table(
      ['server', 'p50', 'p95', '× floor'],
      run.start.map(({ server, ms }) => [
        server,
        figure(ms?.p50),
        figure(ms?.p95),
        ratio(ms?.p50, floorStart),
      ]),
    ),
  );
  if (run.arrays.length > 0) {
    parts.push(
      '### The same sums over typed arrays',
      '',
      table(
        ['rows', 'relations', 'in a fresh process', 'once it has run'],
        run.arrays.map(({ rows, relations, coldMs, hotMs }) => [
          rows.toLocaleString('en'),
          relations.toLocaleString('en'),
          figure(coldMs),
          figure(hotMs),
        ]),
      ),
    );
  }
  for (const { name, servers } of run.documents) {
    const named = (wanted: string) => servers.find(({ server }) => server === wanted);
    const floor = named('floor');
    const ours = named('ours');
    const json = named('vscode-json');
    parts.push(`### ${name}`, '');
    parts.push(
      table(
        ['server', 'spawn to findings', 'CPU', '× json', 'open', 'CPU', '× json', 'peak MB', 'findings'],
        servers.map((s) => [
          s.server,
          figure(s.first.ms?.p50),
          figure(s.first.cpuMs?.p50),
          ratio(s.first.cpuMs?.p50, json?.first.cpuMs?.p50),
          figure(s.open.ms?.p50),
          figure(s.open.cpuMs?.p50),
          ratio(s.open.cpuMs?.p50, json?.open.cpuMs?.p50),
          s.peakMb === undefined ? '–' : String(Math.round(s.peakMb)),
          String(s.findings),
        ]),
      ),
    );
    parts.push(
      table(
        [
          'CPU of an edit',
          ...servers.map((s) => s.server),
          'ours × floor',
          'ours × json',
          'ours by the clock, p50',
          'p95',
          'max',
        ],
        Object.entries(KINDS).map(([key, says]) => {
          const kind = key as Kind;
          const own = ours?.edits[kind];
          return [
            says,
            ...servers.map((s) => figure(s.edits[kind].cpuMs)),
            ratio(own?.cpuMs, floor?.edits[kind].cpuMs),
            ratio(own?.cpuMs, json?.edits[kind].cpuMs),
            figure(own?.ms?.p50),
            figure(own?.ms?.p95),
            figure(own?.ms?.max),
          ];
        }),
      ),
    );
    parts.push(
      table(
        ['server', 'hover', '× floor', 'completion', '× floor', 'symbols', 'tokens', 'format'],
        servers.map((s) => [
          s.server,
          figure(s.hover?.p50),
          ratio(s.hover?.p50, floor?.hover?.p50),
          figure(s.completion?.p50),
          ratio(s.completion?.p50, floor?.completion?.p50),
          figure(s.symbols?.p50),
          figure(s.tokens?.p50),
          figure(s.format?.p50),
        ]),
      ),
    );
    if (run.instructions) {
      parts.push(
        table(
          ['server', 'million instructions a key', '× floor'],
          servers.map((s) => [
            s.server,
            figure(s.instructionsPerKey === undefined ? undefined : s.instructionsPerKey / 1e6),
            ratio(s.instructionsPerKey, floor?.instructionsPerKey),
          ]),
        ),
      );
    }
    for (const { server, problem } of servers) if (problem) parts.push(`${server} – ${problem}`, '');
  }
  if (!run.instructions)
    parts.push('CPU instructions: this machine does not count them (perf: not supported).', '');
  return parts.join('\n');
}
