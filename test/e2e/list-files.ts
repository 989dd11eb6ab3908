/** The folder of reports that the list of findings is tried with (test/unit/review/folder.ts), written into FOLDER. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORRUPT, contentOf, isWrong, nameOf, UNITS } from '../unit/review/folder.ts';

const [folder = ''] = process.argv.slice(2);
for (const [i, name] of UNITS.entries())
  for (const year of [2022, 2023]) {
    const unit = `示例县${name}局`;
    const content = await contentOf(i, unit, year, year === 2023 && isWrong(i));
    writeFileSync(join(folder, nameOf(i, unit, year)), content);
  }
for (const [name, content] of Object.entries(CORRUPT)) writeFileSync(join(folder, name), content);
