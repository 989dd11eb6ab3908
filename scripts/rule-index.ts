/**
 * The text of server/src/rules/index.ts: the rules in the order of their ids (base/rule-ids.ts), each from
 * rules/<family>/<id>.ts.
 */
import { existsSync, readdirSync } from 'node:fs';
import { RULE_IDS } from '../server/src/base/rule-ids.ts';

export const RULES = 'server/src/rules';

const families = readdirSync(RULES, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? e.name : []));

/** The file of a rule, from the folder of all rules. */
function fileOf(id: string): string {
  const found = families.map((family) => `./${family}/${id}.ts`).filter((f) => existsSync(`${RULES}/${f}`));
  if (found.length !== 1) throw new Error(`${id}: ${found.length} files in ${RULES}/<family>/`);
  return found[0] as string;
}

function nameOf(id: string): string {
  return id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The list as a module. */
export function ruleIndex(): string {
  const imports = RULE_IDS.map((id) => [fileOf(id), nameOf(id)] as const).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return `/** The list of rules, made from the folders by \`npm run generate\`. */
import type { Rule } from '../analysis/rule.ts';
${imports.map(([file, name]) => `import ${name} from '${file}';`).join('\n')}

/** All rules, in the order in which they are listed to people. */
export const rules: readonly Rule[] = [
${RULE_IDS.map((id) => `  ${nameOf(id)},`).join('\n')}
];

const byId = new Map<string, Rule>(rules.map((r) => [r.id, r]));

/** The rule of an id. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
`;
}
