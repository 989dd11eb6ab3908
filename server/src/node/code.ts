/**
 * Compiled code kept for the next start. A report is read once, by thousands of functions: to compile these is a good
 * part of that time. V8 writes down what it has compiled and takes it up again, where program, engine and flags are the
 * same; where anything differs, or nothing can be written, the program starts as ever (docs/decisions/kept-code.md).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** Of this build alone (scripts/build.mjs). */
declare const __BUILD__: string;

/** Smaller chunks are compiled sooner than their code is read. */
const LEAST = 50_000;

/** A file's last bytes: the sum of those before, since V8 believes what it is given. */
const SUM = 32;

const sumOf = (code: Buffer): Buffer => createHash('sha256').update(code).digest();

type Run = (...given: readonly unknown[]) => void;

/**
 * From here on chunks that are loaded are taken up from what was kept.
 * @param dist the folder of the program, which holds `chunks`; what is kept stands beside them in `code`
 * @returns keeps what was compiled since, if it was not kept before; never fails
 */
export function keepCode(dist: string): () => void {
  const chunks = join(dist, 'chunks');
  const all = join(dist, 'code');
  const folder = join(all, `${__BUILD__}-${process.versions.v8}-${process.arch}`);
  const fresh = new Map<string, Script>();
  const { extensions } = createRequire(join(dist, 'cli.js'));
  const usual = extensions['.js'];
  extensions['.js'] = (module: NodeJS.Module, file: string): void => {
    // Libraries have names of their own and may load others in ways of their own.
    const own = dirname(file) === chunks && basename(file).startsWith('chunk-');
    if (!own || statSync(file).size < LEAST) {
      usual?.(module, file);
      return;
    }
    const place = join(folder, `${basename(file)}.bin`);
    const cachedData = kept(place);
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
    const script = new Script(source, cachedData ? { filename: file, cachedData } : { filename: file });
    if (!cachedData || script.cachedDataRejected) fresh.set(place, script);
    (script.runInThisContext() as Run)(module.exports, createRequire(file), module, file, chunks);
  };
  return () => {
    for (const [place, script] of fresh) keep(place, script.createCachedData());
    if (fresh.size > 0) forgetOthers(all);
    fresh.clear();
  };
}

function kept(place: string): Buffer | undefined {
  try {
    const bytes = readFileSync(place);
    const code = bytes.subarray(0, -SUM);
    return sumOf(code).equals(bytes.subarray(-SUM)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Written beside and moved there: another process may be starting. */
function keep(place: string, code: Buffer): void {
  const beside = `${place}.${process.pid}`;
  // A folder that only its owner may write to, a full disk: it goes without.
  const done = tried(() => {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(beside, Buffer.concat([code, sumOf(code)]));
    renameSync(beside, place);
  });
  if (!done) tried(() => rmSync(beside, { force: true }));
}

/** What other builds left. */
function forgetOthers(all: string): void {
  tried(() => {
    for (const name of readdirSync(all))
      if (!name.startsWith(`${__BUILD__}-`)) rmSync(join(all, name), { recursive: true, force: true });
  });
}

/** Does what may be refused. */
function tried(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
