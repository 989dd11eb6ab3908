/** What came of the faults of a sample, its table, and the page of all samples that are kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writeMeasured } from '../measured.ts';
import { filesOf } from './files.ts';

export type How = 'test' | 'time' | 'crash' | 'survived' | 'unreached';

export interface Result {
  readonly room: string;
  readonly file: string;
  readonly code: string;
  readonly at: number;
  readonly nth?: number;
  readonly from: string;
  readonly to: string;
  /** What came of it when it was first run, and what comes of it now. */
  readonly first: How;
  readonly now: How;
  readonly by?: string;
  /** Whether its line was rewritten or taken out since. */
  readonly gone?: boolean;
}

/** The faults that one seed drew from one commit. */
export interface Sample {
  readonly seed: string;
  readonly commit: string;
  readonly date: string;
  readonly node: string;
  /** How many faults could have been drawn, by room. */
  readonly possible: Readonly<Record<string, number>>;
  readonly mutants: readonly Result[];
}

const FOLDER = 'test/mutation/samples';

export const keyOf = (m: Pick<Result, 'file' | 'code' | 'at' | 'nth' | 'from' | 'to'>) =>
  `${m.file} ${m.code} ${m.at} ${m.from} ${m.to}${m.nth ? ` ${m.nth}` : ''}`;

export const roomOf = (file: string) => file.split('/')[2] as string;

export const survives = (how: How) => how === 'survived' || how === 'unreached';

export function tableOf({ mutants, possible }: Sample, explained: ReadonlyMap<string, string>): string {
  const rows = [...Object.keys(possible), 'all'].map((room) => {
    const own = mutants.filter((r) => room === 'all' || r.room === room);
    const gone = own.filter((r) => r.gone && survives(r.now)).length;
    const equal = own.filter((r) => !r.gone && survives(r.now) && explained.has(keyOf(r))).length;
    const score = (how: (r: Result) => How, without: number) => {
      const dead = own.filter((r) => !survives(how(r))).length;
      return own.length > without ? `${((100 * dead) / (own.length - without)).toFixed(1)} %` : '–';
    };
    const by = (...how: How[]) => own.filter((r) => how.includes(r.now)).length;
    return [
      room === 'all' ? '**all**' : room,
      room === 'all' ? Object.values(possible).reduce((sum, n) => sum + n, 0) : possible[room],
      own.length,
      own.filter((r) => !survives(r.first)).length,
      by('test'),
      by('time', 'crash'),
      equal,
      gone,
      own.filter((r) => !r.gone && survives(r.now) && !explained.has(keyOf(r))).length,
      score((r) => r.first, equal),
      score((r) => r.now, equal + gone),
    ];
  });
  const head =
    '| room | possible | tried | noticed at first | killed by a test | ran for ever or crashed | equivalent | line gone | survive | score at first | score now |\n' +
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |';
  return [head, ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
}

/** A sample as it is kept: a line for itself, and one for each fault. */
function readSample(path: string): Sample {
  const [head, ...mutants] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { ...head, mutants };
}

/** Keeps a sample, and writes the page of all that are kept, the newest first. */
export function record(sample: Sample, explained: ReadonlyMap<string, string>): void {
  const { mutants, ...head } = sample;
  const lines = [head, ...mutants].map((line) => JSON.stringify(line));
  writeFileSync(`${FOLDER}/${sample.seed}.jsonl`, `${lines.join('\n')}\n`);
  const samples = filesOf(FOLDER, '.jsonl')
    .map(readSample)
    .sort((a, b) => (a.date === b.date ? b.seed.localeCompare(a.seed) : b.date.localeCompare(a.date)));
  const tables = samples.map(
    (s) =>
      `## ${s.seed}\n\nSeed \`${s.seed}\`, drawn from commit ${s.commit}, ${s.date}, Node ${s.node}.\n\n${tableOf(s, explained)}`,
  );
  writeMeasured(
    {
      name: 'mutation',
      title: 'The recorded samples of mutants',
      by: 'npm run mutate -- --record',
      about: 'reliability.md',
    },
    tables.join('\n\n'),
  );
}
