// Rewrites the recorded findings beside each sample: node scripts/run-ts.mjs scripts/record.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseSample, recordOf, samples } from '../test/samples/recorded.ts';

const folder = join(process.cwd(), 'samples');
for (const sample of samples(folder)) {
  const record = recordOf(analyseSample(sample, folder));
  const before = existsSync(sample.record) ? readFileSync(sample.record, 'utf8') : undefined;
  if (record !== before) writeFileSync(sample.record, record);
  console.log(`${record === before ? '  ' : '* '}${sample.name}: ${record.split('\n').length - 1}`);
}
