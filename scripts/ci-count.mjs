// Adds up test results: ci-count.mjs <vitest.json> <e2e.json> -- [steps that failed…]
import { existsSync, readFileSync } from 'node:fs';

const split = process.argv.indexOf('--');
const [vitestFile, e2eFile] = process.argv.slice(2, split);
const steps = process.argv.slice(split + 1);

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
const vitest = read(vitestFile);
const e2e = read(e2eFile);

const passed = (vitest?.numPassedTests ?? 0) + (e2e?.passed ?? 0);
let failed = (vitest?.numFailedTests ?? 0) + (e2e?.failed ?? 0);
// A test file that cannot even be loaded holds no failed test, but is one.
failed += (vitest?.testResults ?? []).filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;

// A step whose failure is not among the counted tests counts as one.
const counted = { tests: (vitest?.numFailedTests ?? 0) > 0, 'tests in the editor': (e2e?.failed ?? 0) > 0 };
failed += steps.filter((step) => !counted[step]).length;

if (steps.length > 0) console.log(`failed steps: ${steps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
