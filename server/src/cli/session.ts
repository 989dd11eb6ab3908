/** One run of the program: where it reads and writes, in which language, and how it will end. */
import type { Locale } from '../messages/index.ts';
import type { AnalysisOptions } from './engine.ts';
import { type Found, systemMessage } from './files.ts';
import { EXIT, type Exit, type Io, worse } from './io.ts';
import { rootsOf } from './links.ts';
import { listTroubles } from './lookup.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';
import { type FormTrouble, Workspace } from './workspace.ts';

/** What every command is given. */
export interface Run {
  readonly io: Io;
  readonly locale: Locale;
  readonly say: Say;
  readonly version: string;
}

/** Flags of commands that read reports. */
export interface EngineFlags {
  readonly lang?: string;
  readonly rule?: AnalysisOptions['severities'];
}

/** A run, with its exit code as it stands. */
export class Session implements Run {
  exit: Exit = EXIT.clean;

  constructor(
    readonly io: Io,
    readonly locale: Locale,
    readonly say: Say,
    readonly version: string,
  ) {}

  /** The run ends no better than so. */
  atLeast(exit: Exit): void {
    this.exit = worse(this.exit, exit);
  }

  /** What the files of a command are read with: forms and linked reports around them. */
  workspaceOf(files: readonly Found[], { rule }: EngineFlags): Workspace {
    const { io, locale } = this;
    const roots = rootsOf(
      files.map((f) => f.absolute),
      io.cwd,
    );
    return new Workspace(roots, io.cwd, { locale, ...(rule ? { severities: rule } : {}) });
  }

  /**
   * Lists what is wrong with forms. One with an error is not used, and what it would have checked was not: that must
   * not look like a pass.
   */
  tellTroubles(troubles: readonly FormTrouble[], all = false): void {
    const { io, say } = this;
    listTroubles(all ? troubles : troubles.filter((t) => t.severity !== 'information'), io, say);
    if (troubles.some((t) => t.severity === 'error')) this.exit = EXIT.usage;
  }

  /** Goes through files; one that cannot be read keeps no other from it. */
  async eachFile(files: readonly Found[], work: (file: Found) => Promise<void>): Promise<void> {
    const { io, say } = this;
    for (const file of files) {
      try {
        await work(file);
      } catch (error) {
        const text = `${harmless(file.path)}: ${systemMessage(error, say)}`;
        io.stderr.write(`${say('cli.error', { text })}\n`);
        this.exit = EXIT.usage;
      }
    }
  }
}
