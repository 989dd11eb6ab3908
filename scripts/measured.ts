/** Recorded figures: pages of docs/measured, each written whole by the script that measures, and by nobody else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Measured {
  /** File name in docs/measured, without its ending. */
  readonly name: string;
  readonly title: string;
  /** The command that measures and writes. */
  readonly by: string;
  /** The page of docs that says how it is measured, and what the figures are worth. */
  readonly about: string;
}

/** Writes the page of a measurement; scripts are run at the root of the project. */
export function writeMeasured({ name, title, by, about }: Measured, body: string): void {
  const folder = resolve('docs/measured');
  mkdirSync(folder, { recursive: true });
  const head = `# ${title}\n\n\`${by}\` · [${about}](../${about})\n\n`;
  writeFileSync(resolve(folder, `${name}.md`), `${head}${body.trim()}\n`);
}
