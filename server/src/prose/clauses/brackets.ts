/** Which brackets of a sentence hold an aside, and which tell of figures. */
import type { NumberToken, ProseToken } from '../token.ts';

/** For each `(`: the index of its `)` where no figure stands between, −1 where one does. */
export function bracketsOf(tokens: readonly ProseToken[]): Map<number, number> {
  const found = new Map<number, number>();
  let open: number[] = [];
  let figure = -1;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'number' && isTold(token, tokens[i + 1])) figure = i;
    const sign = token.kind === 'punct' ? token.text : '';
    if (sign === '(') open.push(i);
    else if (sign === '。') open = [];
    const last = sign === ')' ? open.pop() : undefined;
    if (last !== undefined) found.set(last, figure > last ? -1 : i);
  }
  return found;
}

/** Whether a number in brackets makes them more than an aside. */
function isTold({ role }: NumberToken, next: ProseToken | undefined): boolean {
  return role !== 'other' && (role !== 'bare' || next?.kind === 'punct');
}
