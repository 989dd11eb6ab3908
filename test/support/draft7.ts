/**
 * The words of JSON Schema (draft 7) that docs/schema/form.schema.json uses, as any editor reads them: a second opinion
 * on what the program's own reader says.
 */
type Schema = Readonly<Record<string, unknown>>;

const NOTES = new Set(['$schema', '$id', 'title', 'description', 'default', 'examples', 'definitions']);

/** What a value lacks of a schema, as `path: keyword`; [] where it conforms. */
export function wrongUnder(schema: Schema, value: unknown, root: Schema = schema, at = '$'): string[] {
  // Beside `$ref` draft 7 reads nothing else.
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/definitions/', '');
    return wrongUnder((root.definitions as Record<string, Schema>)[name] as Schema, value, root, at);
  }
  const wrong: string[] = [];
  const own = (holds: boolean, keyword: string) => {
    if (!holds) wrong.push(`${at}: ${keyword}`);
  };
  const into = (part: unknown, item: unknown, step: string) =>
    wrong.push(...wrongUnder(part as Schema, item, root, `${at}${step}`));
  const list = Array.isArray(value) ? value : undefined;
  const map =
    value !== null && typeof value === 'object' && !list ? (value as Record<string, unknown>) : undefined;
  const text = typeof value === 'string' ? value : undefined;
  for (const [keyword, wanted] of Object.entries(schema)) {
    if (NOTES.has(keyword)) continue;
    switch (keyword) {
      case 'type':
        own([wanted].flat().includes(typeOf(value)), keyword);
        break;
      case 'enum':
        own((wanted as unknown[]).includes(value), keyword);
        break;
      case 'pattern':
        own(text === undefined || new RegExp(wanted as string, 'u').test(text), keyword);
        break;
      case 'minLength':
        own(text === undefined || text.length >= (wanted as number), keyword);
        break;
      case 'maxLength':
        own(text === undefined || text.length <= (wanted as number), keyword);
        break;
      case 'minItems':
        own(!list || list.length >= (wanted as number), keyword);
        break;
      case 'maxItems':
        own(!list || list.length <= (wanted as number), keyword);
        break;
      case 'items':
        list?.forEach((item, i) => {
          const part = Array.isArray(wanted) ? wanted[i] : wanted;
          if (part) into(part, item, `[${i}]`);
        });
        break;
      case 'required':
        own(!map || (wanted as string[]).every((key) => Object.hasOwn(map, key)), keyword);
        break;
      case 'properties':
        for (const [key, part] of Object.entries(wanted as Record<string, Schema>))
          if (map && Object.hasOwn(map, key)) into(part, map[key], `.${key}`);
        break;
      case 'additionalProperties': {
        const known = Object.keys((schema.properties ?? {}) as object);
        own(!map || Object.keys(map).every((key) => known.includes(key)), keyword);
        break;
      }
      case 'oneOf':
        own(
          (wanted as Schema[]).filter((part) => wrongUnder(part, value, root, at).length === 0).length === 1,
          keyword,
        );
        break;
      default:
        throw new Error(`${at}: keyword ${keyword} is not known here`);
    }
  }
  return wrong;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
