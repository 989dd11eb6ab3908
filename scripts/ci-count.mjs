// Adds up test results: ci-count.mjs <vitest.json> <folder of the launchers' results> -- [steps that failed…]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const split = process.argv.indexOf('--');
const [vitestFile, e2eFolder] = process.argv.slice(2, split);
const steps = process.argv.slice(split + 1);

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
const vitest = read(vitestFile);
const launchers = existsSync(e2eFolder) ? readdirSync(e2eFolder) : [];
const editors = launchers.map((name) => read(join(e2eFolder, name, 'result.json'))).filter(Boolean);

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const passed = (vitest?.numPassedTests ?? 0) + sum(editors.map((editor) => editor.passed));
let failed = (vitest?.numFailedTests ?? 0) + sum(editors.map((editor) => editor.failed));
// A test file that cannot even be loaded holds no failed test, but is one.
failed += (vitest?.testResults ?? []).filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
// A step that failed without a failed test of its own (lint, an early end) shows all the same.
failed = Math.max(failed, steps.length);

if (steps.length > 0) console.log(`failed steps: ${steps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
