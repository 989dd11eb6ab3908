/**
 * Chinese words in code. Texts for people stand in messages/ and with their rules, in both languages; knowledge of
 * forms, topics and provinces in seeds/. What is left in code is the grammar of the language and of Chinese numbers,
 * in the files below, and a list of the rest that only shrinks.
 */
import ts from 'typescript';
import { eachNode, type SourceFile } from '../../test/support/source.ts';

const HAN = /\p{Script=Han}/u;

/** Where words are the grammar itself, and of what. */
export const GRAMMAR: Readonly<Record<string, string>> = {
  'server/src/base/keys.ts': 'the words of the language: keys, their values, marks (docs/language.md)',
  'server/src/base/numbering.ts': 'numbers of parts, headings and items',
  'server/src/base/titles.ts':
    'years, numbers and units of money in titles and headers (docs/language.md §4)',
  'server/src/base/fold.ts': 'numerals, radicals, other forms of signs',
  'server/src/syntax/line.ts': 'what tells a property line (docs/language.md §4)',
  'server/src/syntax/line/marks.ts': 'keys and marks of lines (docs/language.md §2–§5)',
  'server/src/syntax/line/pairs.ts': 'pairs of property lines (docs/language.md §4)',
  'server/src/syntax/formula/parser.ts': 'the language of formulas (docs/language.md §6)',
  'server/src/syntax/formula/printed.ts': 'formulas that notes print (docs/language.md §5)',
  'server/src/syntax/breaks.ts': 'page numbers, marks that a table goes on (docs/language.md §4)',
  'server/src/syntax/tree/rows.ts':
    'rows and columns by number in formulas that notes print (docs/language.md §5)',
  'server/src/features/sentences/places.ts':
    'the names of places in templates of sentences (seeds/README.md)',
  'server/src/syntax/hidden.ts': 'the comment for hidden rows (docs/language.md §10)',
  'server/src/prose/numbers.ts': 'years, dates, numbers and their units in sentences',
  'server/src/prose/tokens.ts': 'numbers that lead items, levels of codes',
  'server/src/model/cells.ts': 'signs for nothing in a cell',
  'server/src/model/view/cube.ts': '27行, 1栏: rows and columns by number',
  'server/src/reference/codes.ts': '类, 款, 项: the levels of codes',
  'server/src/exchange/import/number-format.ts': 'dates and signs as spreadsheets write them',
  'server/src/exchange/publish/style.ts': 'names of typefaces',
  'server/src/exchange/publish/docx/page.ts': 'names of typefaces',
  'server/src/features/chinese-number.ts': 'amounts in Chinese numerals',
};

/** Strings, templates and patterns with Chinese words, by file: those of grammar, or the others. */
export function words(files: readonly SourceFile[], which: 'grammar' | 'knowledge'): Map<string, number> {
  const found = new Map<string, number>();
  for (const file of files) {
    const isGrammar = Object.hasOwn(GRAMMAR, file.path);
    if (!file.path.startsWith('server/') || file.path.includes('/messages/')) continue;
    if (isGrammar !== (which === 'grammar')) continue;
    let count = 0;
    eachNode(file, (node) => {
      const isText =
        ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddleOrTemplateTail(node) ||
        ts.isRegularExpressionLiteral(node);
      if (isText && HAN.test(node.text) && !isTranslated(node)) count++;
    });
    if (count > 0) found.set(file.path, count);
  }
  return found;
}

/** Whether a text stands in both languages: `{ zh: '…', en: '…' }`, the words of a rule. */
function isTranslated({ parent }: ts.Node): boolean {
  if (!ts.isPropertyAssignment(parent) || !ts.isObjectLiteralExpression(parent.parent)) return false;
  const keys = parent.parent.properties.map((p) => p.name?.getText());
  return ['zh', 'en'].includes(parent.name.getText()) && keys.includes('zh') && keys.includes('en');
}

/** Words by room: `server/src/prose`. */
export function byRoom(counts: ReadonlyMap<string, number>): Map<string, number> {
  const rooms = new Map<string, number>();
  for (const [path, count] of counts) {
    const room = path.split('/').slice(0, 3).join('/');
    rooms.set(room, (rooms.get(room) ?? 0) + count);
  }
  return rooms;
}
