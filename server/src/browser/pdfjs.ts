/** pdf.js in the browser's server (scripts/build.mjs puts this in its place): a quarter of the whole package. */
import { Library } from './library.ts';

const library = new Library('import.no-pdf-here');

/** Tells where the library lies. */
export const setLibrary = (uri: unknown) => library.put(uri);

/** The library; read once. */
export const load = () => library.load();
