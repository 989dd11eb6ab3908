/** Figures of a run, and the tables made from them. */

export interface Statistics {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface ServerResult {
  readonly server: string;
  readonly open: Statistics | undefined;
  readonly key: Statistics | undefined;
  /** The key that makes the figure wrong, and the one that mends it. */
  readonly keyAway: Statistics | undefined;
  readonly keyBack: Statistics | undefined;
  readonly cpuPerKey: number | undefined;
  readonly instructionsPerKey: number | undefined;
  readonly hover: Statistics | undefined;
  readonly completion: Statistics | undefined;
  readonly symbols: Statistics | undefined;
  readonly tokens: Statistics | undefined;
  readonly format: Statistics | undefined;
  readonly peakMb: number | undefined;
  /** Most findings that a key gave. */
  readonly findings: number;
  readonly characters: number;
  readonly problem: string | undefined;
}

export interface SizeResult {
  readonly rows: number;
  readonly servers: readonly ServerResult[];
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
  readonly sizes: readonly SizeResult[];
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
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
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
  for (const { rows, servers } of run.sizes) {
    const floor = servers.find(({ server }) => server === 'floor');
    parts.push(`### ${rows.toLocaleString('en')} rows`, '');
    parts.push(
      table(
        ['server', 'open', 'key p50', 'p95', 'max', '× floor', 'p95/p50', 'CPU a key', '× floor', 'findings'],
        servers.map((s) => [
          s.server,
          figure(s.open?.p50),
          figure(s.key?.p50),
          figure(s.key?.p95),
          figure(s.key?.max),
          ratio(s.key?.p50, floor?.key?.p50),
          s.key ? figure(s.key.p95 / s.key.p50) : '–',
          figure(s.cpuPerKey),
          ratio(s.cpuPerKey, floor?.cpuPerKey),
          String(s.findings),
        ]),
      ),
    );
    parts.push(
      table(
        ['server', 'hover', '× floor', 'completion', '× floor', 'symbols', 'tokens', 'format', 'peak MB'],
        servers.map((s) => [
          s.server,
          figure(s.hover?.p50),
          ratio(s.hover?.p50, floor?.hover?.p50),
          figure(s.completion?.p50),
          ratio(s.completion?.p50, floor?.completion?.p50),
          figure(s.symbols?.p50),
          figure(s.tokens?.p50),
          figure(s.format?.p50),
          s.peakMb === undefined ? '–' : String(Math.round(s.peakMb)),
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
