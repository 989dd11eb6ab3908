/** Whether a text is XML that any program can read: a parser that forgives would not tell. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 has not
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
const TOKEN =
  /<\?[^?]*\?>|<!--(?:(?!--)[\s\S])*-->|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+="[^"<]*"|\s+[\w.:-]+='[^'<]*')*)\s*(\/?)>|[^<]+/y;

/** What is wrong with it, first of all; undefined where it is well-formed. Document types and CDATA count as wrong: nothing here needs them. */
export function malformed(xml: string): string | undefined {
  const bad = FORBIDDEN.exec(xml);
  if (bad) return `U+${bad[0].charCodeAt(0).toString(16)} at ${bad.index}`;
  const open: string[] = [];
  let roots = 0;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < xml.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(xml);
    if (!token) return `not understood: ${xml.slice(at, at + 60)}`;
    const [text, slash, name, attributes = '', empty] = token;
    if (name === undefined) {
      if (text.startsWith('<')) continue;
      if (open.length === 0 && text.trim() !== '' && text !== '\ufeff')
        return `text outside: ${text.slice(0, 40)}`;
      if (text.includes(']]>')) return ']]> in a text';
      const wrong = reference(text);
      if (wrong) return wrong;
    } else if (slash) {
      if (open.pop() !== name) return `</${name}> closes another`;
    } else {
      const wrong = reference(attributes);
      if (wrong) return wrong;
      const names = [...attributes.matchAll(/([\w.:-]+)=["']/g)].map((m) => m[1]);
      if (new Set(names).size !== names.length) return `an attribute twice in <${name}>`;
      if (open.length === 0) roots++;
      if (!empty) open.push(name);
    }
  }
  if (open.length > 0) return `<${open.at(-1)}> is not closed`;
  return roots === 1 ? undefined : `${roots} roots`;
}

function reference(text: string): string | undefined {
  const wrong = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/i.exec(text);
  return wrong ? `an & alone: ${text.slice(wrong.index, wrong.index + 30)}` : undefined;
}
