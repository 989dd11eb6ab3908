/** SheetJS in the browser's server (scripts/build.mjs puts this in its place): only old workbooks and documents need it. */
import { Library } from './library.ts';

type Any = (...args: unknown[]) => unknown;
interface SheetJs {
  readonly read: Any;
  readonly CFB: { readonly read: Any; readonly find: Any };
}

const library = new Library('import.no-xls-here');
const loaded = () => library.load() as SheetJs;

/** Tells where the library lies. */
export const setLibrary = (uri: unknown) => library.put(uri);

/** As SheetJS has them (server/src/exchange/import/sheetjs.ts). */
export const read: Any = (...args) => loaded().read(...args);
export const CFB = {
  read: (...args: unknown[]) => loaded().CFB.read(...args),
  find: (...args: unknown[]) => loaded().CFB.find(...args),
};
