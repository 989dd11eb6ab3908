/** How wide text stands in an editor: East Asian wide characters take two columns, marks that join take none. */
import { eastAsianWidth } from 'get-east-asian-width';

const ASCII = /^[\x20-\x7e]*$/;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** The columns that a text takes. Ambiguous characters (`“”—…`) count as narrow, as editors' fonts draw them. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x7f) width++;
    else if (!NO_WIDTH.test(char)) width += eastAsianWidth(code);
  }
  return width;
}
