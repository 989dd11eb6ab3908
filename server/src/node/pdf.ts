/**
 * A report as PDF, by a program that is at hand: a browser prints the web page, or LibreOffice converts the Word
 * document. Only where a person asked for it. The page allows no script, the network is off, and nothing of the person's profile is used.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join, posix, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a program makes a PDF of. */
export type PdfSource = 'html' | 'docx';

export interface Printer {
  readonly path: string;
  readonly from: PdfSource;
}

/** Where programs are looked for. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const BROWSERS = [
  'microsoft-edge',
  'microsoft-edge-stable',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
];
const OFFICES = ['soffice', 'libreoffice'];

/** A browser that hangs is given up after that. */
const PATIENCE = 120_000;

/** The programs of a machine that can make a PDF, best first. */
export async function printersOf(machine: Machine): Promise<Printer[]> {
  const named = (paths: readonly string[], from: PdfSource) => paths.map((path): Printer => ({ path, from }));
  const wanted = [
    ...named(placesOf(machine, 'html'), 'html'),
    ...named(inPath(machine, BROWSERS), 'html'),
    ...named(placesOf(machine, 'docx'), 'docx'),
    ...named(inPath(machine, OFFICES), 'docx'),
  ];
  const there = await Promise.all(
    wanted.map(({ path }) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return wanted.filter((_, i) => there[i]);
}

/** Where installers put them. */
function placesOf({ platform, env }: Machine, from: PdfSource): string[] {
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (root): root is string => root !== undefined && win32.isAbsolute(root),
    );
    const inside =
      from === 'html'
        ? ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe']
        : ['LibreOffice\\program\\soffice.exe'];
    return inside.flatMap((path) => roots.map((root) => win32.join(root, path)));
  }
  if (platform !== 'darwin') return [];
  const applications =
    from === 'html'
      ? ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((n) => `${n}.app/Contents/MacOS/${n}`)
      : ['LibreOffice.app/Contents/MacOS/soffice'];
  return applications.map((path) => posix.join('/Applications', path));
}

/** A folder of the PATH that is not absolute may be anybody's. */
function inPath({ platform, env }: Machine, names: readonly string[]): string[] {
  if (platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * Makes a PDF with the first of the programs that can.
 * @param contentFor the report as a program wants it
 * @returns undefined where none made one
 */
export async function toPdf(
  printers: readonly Printer[],
  contentFor: (from: PdfSource) => Promise<string | Uint8Array>,
  patience = PATIENCE,
): Promise<Uint8Array | undefined> {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.once('SIGTERM', stop);
  try {
    for (const printer of printers) {
      const made = await madeBy(printer, contentFor, patience, stopped.signal);
      if (made || stopped.signal.aborted) return made;
    }
    return undefined;
  } finally {
    process.off('SIGTERM', stop);
  }
}

async function madeBy(
  { path, from }: Printer,
  contentFor: (from: PdfSource) => Promise<string | Uint8Array>,
  patience: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'disclosure-pdf-'));
  try {
    const source = join(folder, `report.${from}`);
    await writeFile(source, await contentFor(from));
    await run(path, argumentsOf(from, folder, source), patience, signal);
    const made = await readFile(join(folder, 'report.pdf')).catch(() => undefined);
    return made?.subarray(0, 5).toString('latin1') === '%PDF-' ? made : undefined;
  } finally {
    // A program that was ended may still hold a file for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

function argumentsOf(from: PdfSource, folder: string, source: string): string[] {
  const profile = join(folder, 'profile');
  if (from === 'docx')
    return [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      ...['--headless', '--norestore', '--nolockcheck', '--convert-to', 'pdf', '--outdir', folder, source],
    ];
  // Chromium does not start in its sandbox for the administrator, as in a container; the page has no script.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    ...['--headless=new', '--disable-gpu', '--no-first-run', '--no-default-browser-check'],
    ...['--disable-extensions', '--disable-sync', '--disable-component-update'],
    ...['--disable-background-networking', '--disable-breakpad', '--disable-dev-shm-usage'],
    // The page's own policy forbids scripts; a switch for that would stop the browser's printing too.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    ...[`--user-data-dir=${profile}`, '--no-pdf-header-footer', ...root],
    `--print-to-pdf=${join(folder, 'report.pdf')}`,
    pathToFileURL(source).href,
  ];
}

/** Runs a program to its end, or ends it. What it says is not for people; what counts is the file. */
function run(path: string, args: readonly string[], timeout: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const options = { stdio: 'ignore', windowsHide: true, timeout, signal, killSignal: 'SIGKILL' } as const;
    const child = spawn(path, args, options);
    child.on('error', () => undefined);
    child.on('close', () => resolve());
  });
}
