/**
 * Random tests tell the same each time, so that what fails is what was changed. `FC_SEED=new` looks elsewhere, a number
 * looks again where something was found; `npm run fuzz` and `npm run generated` look much longer.
 */
import fc from 'fast-check';

const asked = process.env.FC_SEED;
fc.configureGlobal({ seed: asked === 'new' ? Date.now() & 0x7fffffff : Number(asked ?? 2026) });
