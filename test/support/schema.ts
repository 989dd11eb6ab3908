/** As much of JSON Schema as the project's own schemas use; what a schema says beyond that is an error. */
interface Schema {
  readonly [keyword: string]: unknown;
}

const KNOWN = new Set(
  '$schema $id $defs $ref title description type const enum oneOf required properties additionalProperties items minItems maxItems minLength minimum pattern'.split(
    ' ',
  ),
);

/** What a value lacks of a schema, as `path: reason`; [] where it conforms. */
export function conforms(value: unknown, schema: Schema, root: Schema = schema, at = '$'): string[] {
  const wrong: string[] = [];
  for (const keyword of Object.keys(schema))
    if (!KNOWN.has(keyword)) wrong.push(`${at}: unknown keyword ${keyword}`);
  const say = (reason: string) => wrong.push(`${at}: ${reason}`);
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .slice(2)
      .split('/')
      .reduce((node, key) => node[key] as Schema, root);
    wrong.push(...conforms(value, target, root, at));
  }
  if ('const' in schema && value !== schema.const) say(`not ${schema.const}`);
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) say(`not one of ${schema.enum}`);
  if (schema.type !== undefined && !isType(value, schema.type as string))
    return [...wrong, `${at}: not ${schema.type}`];
  if (Array.isArray(schema.oneOf)) {
    const results = (schema.oneOf as Schema[]).map((s) => conforms(value, s, root, at));
    if (results.filter((r) => r.length === 0).length !== 1)
      say(`not one of its shapes: ${results.map((r) => r[0]).join(' | ')}`);
  }
  if (typeof value === 'string') {
    if (value.length < ((schema.minLength as number) ?? 0)) say('too short');
    if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value))
      say(`not ${schema.pattern}`);
  }
  if (typeof value === 'number' && value < ((schema.minimum as number) ?? -Infinity)) say('too small');
  if (Array.isArray(value)) {
    if (value.length < ((schema.minItems as number) ?? 0)) say('too few');
    if (value.length > ((schema.maxItems as number) ?? Infinity)) say('too many');
    if (schema.items) {
      value.forEach((item, i) => {
        wrong.push(...conforms(item, schema.items as Schema, root, `${at}[${i}]`));
      });
    }
  } else if (value !== null && typeof value === 'object') {
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    for (const key of (schema.required as string[]) ?? []) if (!(key in value)) say(`lacks ${key}`);
    for (const [key, item] of Object.entries(value)) {
      const own = properties[key];
      if (own) wrong.push(...conforms(item, own, root, `${at}.${key}`));
      else if (schema.additionalProperties === false) say(`has ${key}`);
    }
  }
  return wrong;
}

function isType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
