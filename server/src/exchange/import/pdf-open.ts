/**
 * A PDF opened. unpdf: Mozilla's pdf.js in one file for any platform, without the canvas and the worker that pdfjs-dist
 * wants; nothing is drawn, run or fetched.
 */
import { predefinedMap } from './pdf-encodings.ts';
import { preparePlatform } from './pdf-platform.ts';
import { ImportError } from './types.ts';

export type Matrix = readonly number[];

/** The part of pdf.js that is used here. */
export interface PdfJs {
  readonly OPS: Readonly<Record<string, number>>;
  getDocument(options: object): { readonly promise: Promise<PdfDocument>; destroy(): Promise<void> };
}
export interface PdfDocument {
  readonly numPages: number;
  readonly annotationStorage: { setValue(key: string, value: object): void };
  getPage(n: number): Promise<PdfJsPage>;
  /** The file with what stands in the storage written behind its end; the bytes before stay. */
  saveDocument(): Promise<Uint8Array>;
}
export interface PdfJsPage {
  getViewport(how: { scale: number }): { transform: Matrix; width: number; height: number };
  /** Its visible part, in its own points: left, bottom, right, top. */
  readonly view: readonly number[];
  getTextContent(): Promise<{ items: readonly PdfItem[] }>;
  getOperatorList(): Promise<Operators>;
  cleanup(): void;
}
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}
export interface PdfItem {
  readonly str?: string;
  readonly transform: Matrix;
  readonly width: number;
}

/** What pdf.js would fetch: encodings of fonts that are not in the file. Anything else there is none. */
class Encodings {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const map = kind === 'cMapUrl' ? predefinedMap(filename) : undefined;
    if (map === undefined) throw new Error(filename);
    return new TextEncoder().encode(map);
  }
}

/** pdf.js, loaded on first use. */
export async function loadPdfJs(): Promise<PdfJs> {
  preparePlatform();
  const module = (await import('unpdf/pdfjs')) as unknown as PdfJs & { load?(): PdfJs };
  // In the web worker another file stands for it, which reads it (server/src/browser/pdfjs.ts).
  return module.load?.() ?? module;
}

/** What is said of a file that pdf.js does not open; any other error as it is. */
export function refusal(error: unknown): unknown {
  const { name } = error as Error;
  if (name === 'PasswordException') return new ImportError('import.encrypted-pdf');
  if (/^(?:InvalidPDF|MissingPDF|FormatError|UnexpectedResponse|UnknownError|XRefEntry|Response)/.test(name))
    return new ImportError('import.corrupt');
  return error;
}

/** A file in pdf.js, opened on first use. */
export class Opened {
  private task: ReturnType<PdfJs['getDocument']> | undefined;

  /** @param strict whether an error within a page ends the reading of it, or is passed over without a word */
  constructor(
    private readonly pdfjs: PdfJs,
    private readonly bytes: Uint8Array,
    private readonly strict: boolean,
  ) {}

  document(): Promise<PdfDocument> {
    this.task ??= this.pdfjs.getDocument({
      // pdf.js takes the bytes over: they are the caller's, and may be needed again.
      data: Uint8Array.from(this.bytes),
      verbosity: 0,
      stopAtErrors: this.strict,
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      useWasm: false,
      useSystemFonts: false,
      useWorkerFetch: false,
      cMapPacked: false,
      BinaryDataFactory: Encodings,
    });
    return this.task.promise;
  }

  async close(): Promise<void> {
    await this.task?.destroy();
  }
}
