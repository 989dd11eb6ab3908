/** A process of its own for sums over typed arrays (arrays.ts): run-ts.mjs arrays-main.ts FILE, JSON on standard output. */
import { readFileSync } from 'node:fs';
import { sums } from './arrays.ts';

const text = readFileSync(process.argv[2] as string, 'utf8');

function spent(times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) sums(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

const coldMs = spent(1);
spent(20);
const hotMs = spent(20);
const { relations, broken } = sums(text);
if (broken > 0) throw new Error(`${broken} sums do not hold`);
process.stdout.write(JSON.stringify({ relations, coldMs, hotMs }));
