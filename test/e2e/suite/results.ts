export interface Result {
  title: string;
  state: 'passed' | 'failed';
  error?: string;
}

/** Runs the suite that was defined, gathers what became of each test, and fails where one failed. */
export async function runAndGather(mocha: Mocha, report: (results: Result[]) => void): Promise<void> {
  const results: Result[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('fail', (test, error) => {
      results.push({ title: test.fullTitle(), state: 'failed', error: String(error?.stack ?? error) });
    });
  });
  report(results);
  if (failures > 0) throw new Error(`${failures} failed`);
}
