/** Writes the list of rules, before `npm run generate` writes what is made from it. */
import { writeFileSync } from 'node:fs';
import { RULES, ruleIndex } from './rule-index.ts';

writeFileSync(`${RULES}/index.ts`, ruleIndex());
