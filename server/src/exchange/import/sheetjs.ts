/** What is used of SheetJS, in a file of its own: Node's programs and the web worker read it when an old file comes. */
export { CFB, read } from '@e965/xlsx';
