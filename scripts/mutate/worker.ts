/** A process that keeps the tests' runner warm: it is told what to change and what to run, and says what came of it. */
import { resolve } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import type { Change } from './vitest.mts';

/** Tests of one file to run: all of them, or those with the given ids. */
export interface Ask {
  readonly texts: Change['texts'];
  readonly files: readonly { readonly file: string; readonly ids?: readonly string[] }[];
}

/** What tests of one file reached, a bit a statement, in base 64; `outside` is what was reached between them. */
export interface Reach {
  readonly file: string;
  readonly ms: number;
  /** Of them, those before the first test. */
  readonly loadMs: number;
  readonly outside: string;
  readonly tests: readonly {
    readonly id: string;
    readonly ms: number;
    readonly reached: string;
  }[];
}

export interface Answer {
  readonly failed: string | undefined;
  readonly reach: readonly Reach[];
}

/** Seconds of the processor's own time, which a busy machine does not stretch, that no test may take. */
const LONGEST = 60;

/** Answers the asks of the process that started this one, until that goes or a test never ends. */
export async function work(): Promise<void> {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  let since: number | undefined;
  const progress = () => {
    since = used();
  };
  const vitest = await createVitest('test', {
    config: 'scripts/mutate/vitest.mts',
    watch: false,
    reporters: [
      {
        onTestModuleStart: progress,
        onTestModuleCollected: progress,
        onTestCaseReady: progress,
        onTestCaseResult: progress,
      },
    ],
    coverage: { enabled: false },
  });
  setInterval(() => {
    if (since !== undefined && used() - since > LONGEST) process.send?.('time');
  }, 500);
  await vitest.standalone();
  const project = vitest.getRootProject();
  let changed: string[] = [];
  process.on('disconnect', () => process.exit());
  process.on('message', async (ask: Ask) => {
    for (const file of [...changed, ...Object.keys(ask.texts)]) vitest.invalidateFile(resolve(file));
    changed = Object.keys(ask.texts);
    (globalThis as { mutation?: Change }).mutation = ask;
    const specs = ask.files.map(({ file, ids }) =>
      project.createSpecification(resolve(file), ids ? { testIds: [...ids] } : undefined),
    );
    vitest.state.filesMap.clear();
    vitest.state.errorsSet.clear();
    progress();
    const run = await vitest.runTestSpecifications(specs);
    const bad = run.testModules.find((m) => m.state() === 'failed');
    const error = bad
      ? nameOf(bad)
      : run.unhandledErrors.length > 0
        ? 'an error outside of tests'
        : undefined;
    since = undefined;
    process.send?.({ failed: error, reach: run.testModules.map(reachOf) } satisfies Answer);
  });
  process.send?.('ready');
}

function nameOf(module: TestModule): string {
  const [test] = [...module.children.allTests('failed')];
  return `${module.relativeModuleId}${test ? ` > ${test.fullName}` : ''}`;
}

function reachOf(module: TestModule): Reach {
  const { duration, collectDuration, setupDuration, prepareDuration } = module.diagnostic();
  const reached = (meta: unknown) => (meta as { reached?: string }).reached ?? '';
  const loadMs = collectDuration + setupDuration + prepareDuration;
  return {
    file: module.relativeModuleId,
    ms: duration + loadMs,
    loadMs,
    outside: reached(module.meta()),
    tests: [...module.children.allTests()].map((t) => ({
      id: t.id,
      ms: t.diagnostic()?.duration ?? 0,
      reached: reached(t.meta()),
    })),
  };
}
