/** The command line as a process. What it does stands in start.ts, which is loaded when its code can be taken up. */
import { keepCode } from '../node/code.ts';
import { compileLate } from '../node/compiler.ts';

// Threads have it from here as well.
compileLate();
const keep = keepCode(__dirname);
// Other commands compile little: what they would keep is no help to these.
if (process.argv.some((arg) => arg === 'check' || arg === 'review')) process.on('exit', keep);

void import('./start.ts').then(({ start }) => start(__dirname));
