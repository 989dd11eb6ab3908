import { readFileSync } from 'node:fs';
import { attempt, entryNamed } from './cases.ts';
for (const f of process.argv.slice(2)) {
  const { entry, input } = JSON.parse(readFileSync(f, 'utf8'));
  const c = process.cpuUsage().user;
  const r = await attempt(entryNamed(entry), input);
  console.log(f, Math.round((process.cpuUsage().user - c) / 1000), 'ms', r?.message.slice(0, 300));
}
