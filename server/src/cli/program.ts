/** The commands and their arguments. What they do stands in a file each. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { applyEdits } from '../base/edits.ts';
import { isMessageId, type Locale, message } from '../messages/index.ts';
import { type FailOn, fails } from './check.ts';
import { type CheckFlags, checkFiles } from './check-command.ts';
import { type DiffFlags, diffFiles } from './diff.ts';
import { changedLines } from './edits.ts';
import { type AnalysisOptions, formatDocument, mend, open } from './engine.ts';
import { explainRule } from './explain.ts';
import { EXPORT_CHOICES, type ExportFlags, exportFiles } from './export.ts';
import { type Found, findFiles, readSource, systemMessage, writeSource } from './files.ts';
import { FORMATS } from './format/format.ts';
import { painter } from './format/pretty.ts';
import { type ImportFlags, importFiles, readYear } from './import.ts';
import { EXIT, type Exit, type Io, UsageError, worse } from './io.ts';
import { rootsOf } from './links.ts';
import { listCodes, listForms, listTroubles, MAKES, tablesOrForm } from './lookup.ts';
import { checkingOptions, failOnOption, langOption, reviewOptions, ruleOption } from './options.ts';
import type { ReviewFlags } from './review/command.ts';
import { localeOf, type Say, sayIn } from './text.ts';
import { harmless } from './width.ts';
import { type FormTrouble, Workspace } from './workspace.ts';

interface EngineFlags {
  readonly lang?: string;
  readonly rule?: Record<string, string>;
}

/** Runs one command. @returns the exit code */
export async function run(args: readonly string[], io: Io): Promise<Exit> {
  const locale = localeOf(args, io.env);
  const say = sayIn(locale);
  const state = { exit: EXIT.clean as Exit };
  const program = commands(io, locale, say, state, (flags) => ({
    locale,
    ...(flags.rule ? { severities: flags.rule as NonNullable<AnalysisOptions['severities']> } : {}),
  }));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return state.exit;
  } catch (error) {
    if (error instanceof CommanderError) return commanderExit(error, io, say);
    if (error instanceof UsageError) {
      io.stderr.write(`${say('cli.error', { text: harmless(error.message) })}\n`);
      return EXIT.usage;
    }
    throw error;
  }
}

/** commander's own words are English; its codes are not. */
function commanderExit(error: CommanderError, io: Io, say: Say): Exit {
  if (error.exitCode === 0) return EXIT.clean;
  if (error.code !== 'commander.help') {
    const id = `cli.usage.${error.code.replace(/^commander\./, '')}`;
    const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
    const told = /is invalid\.\s*(.*)$/s.exec(error.message)?.[1] ?? '';
    const choices = /^Allowed choices are (.*)\.$/.exec(told)?.[1];
    const reason =
      choices === undefined
        ? told
        : say('cli.usage.choices', { choices: choices.replaceAll(', ', say('cli.comma')) });
    const text = isMessageId(id) ? say(id, { name: named, reason }) : error.message.replace(/^error: /, '');
    io.stderr.write(`${say('cli.error', { text: harmless(text) })}\n${say('cli.usage.seeHelp')}\n`);
  }
  return EXIT.usage;
}

function commands(
  io: Io,
  locale: Locale,
  say: Say,
  state: { exit: Exit },
  optionsOf: (flags: EngineFlags) => AnalysisOptions,
): Command {
  const version = packageVersion(io.root);
  const program = new Command('disclosure');
  program
    .description(say('cli.about'))
    .usage(say('cli.usage.program'))
    .version(version, '-V, --version', say('cli.opt.version'))
    .helpOption('-h, --help', say('cli.opt.help'))
    .helpCommand('help [command]', say('cli.cmd.help'))
    .addOption(langOption(say))
    .addHelpText('after', `\n${say('cli.exits')}\n`)
    .configureHelp({
      optionDescription: (option) => {
        const notes = [
          ...(option.argChoices ? [option.argChoices.join(' | ')] : []),
          ...(option.defaultValue === undefined
            ? []
            : [say('cli.help.default', { value: String(option.defaultValue) })]),
        ];
        return notes.length > 0
          ? option.description + say('cli.brackets', { text: notes.join(say('cli.semicolon')) })
          : option.description;
      },
      styleTitle: (title) => {
        const id = `cli.help.${title.replace(/:$/, '').toLowerCase()}`;
        return isMessageId(id) ? say(id) : title;
      },
      // Chinese takes two columns a character.
      ...(io.stdout.columns ? { helpWidth: io.stdout.columns } : {}),
    })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
    })
    .exitOverride();

  const command = (name: string, about: string, usage: string) =>
    program.command(name).description(about).usage(usage).addOption(langOption(say));

  const check = command('check', say('cli.cmd.check'), say('cli.usage.check'))
    .argument('[paths...]', say('cli.arg.paths'))
    .addOption(new Option('--format <name>', say('cli.opt.format')).choices([...FORMATS]).default('pretty'))
    .option('--coverage', say('cli.opt.coverage'));
  checkingOptions(check, say).action(async (paths: string[], flags: CheckFlags) => {
    const { exit, troubles } = await checkFiles(paths, flags, io, locale, say, version);
    state.exit = exit;
    troublesOf(troubles);
  });

  reviewOptions(command('review', say('cli.cmd.review'), say('cli.usage.review')), say).action(
    async (paths: string[], flags: ReviewFlags) => {
      // Loaded on use: the other commands start without the rooms of imports and papers.
      const { reviewFiles } = await import('./review/command.ts');
      state.exit = await reviewFiles(paths, flags, { io, locale, say, version });
    },
  );

  command('fix', say('cli.cmd.fix'), say('cli.usage.fix'))
    .argument('[paths...]', say('cli.arg.paths'))
    .option('--all', say('cli.opt.all'))
    .option('--dry-run', say('cli.opt.dryRun'))
    .addOption(failOnOption(say))
    .addOption(ruleOption(say))
    .action(async (paths: string[], flags: EngineFlags & { all?: true; dryRun?: true; failOn: FailOn }) => {
      const files = await findFiles(paths, io, say);
      const workspace = workspaceOf(files, flags);
      let count = 0;
      let changed = 0;
      let left = 0;
      await eachFile(files, async ({ path, absolute }) => {
        const source = await readSource(absolute, say);
        const { text, applied, analysis } = mend(
          source.text,
          await workspace.of(absolute),
          flags.all === true,
        );
        const broken = analysis.findings.filter((f) => fails(f.severity, flags.failOn)).length;
        left += broken;
        if (broken > 0) state.exit = worse(state.exit, EXIT.findings);
        if (text === source.text) return;
        if (!flags.dryRun) await writeSource(absolute, { text, bom: source.bom });
        count += applied.length;
        changed++;
        io.stdout.write(changesText(path, source.text, text, io));
        for (const { rule, title } of applied)
          io.stdout.write(`  ${painter(io.stdout, io.env)('dim', rule)} ${harmless(title)}\n`);
      });
      troublesOf(workspace.troubles);
      const data = { fixes: String(count), files: String(changed), left: String(left) };
      io.stdout.write(`${say(flags.dryRun ? 'cli.fix.would' : 'cli.fix.done', data)}\n`);
    });

  command('fmt', say('cli.cmd.fmt'), say('cli.usage.fmt'))
    .argument('[paths...]', say('cli.arg.paths'))
    .option('--check', say('cli.opt.check'))
    .action(async (paths: string[], flags: EngineFlags & { check?: true }) => {
      const files = await findFiles(paths, io, say);
      const workspace = workspaceOf(files, flags);
      let changed = 0;
      await eachFile(files, async ({ path, absolute }) => {
        const source = await readSource(absolute, say);
        const text = applyEdits(source.text, formatDocument(open(source.text, await workspace.of(absolute))));
        if (text === source.text) return;
        changed++;
        io.stdout.write(`${harmless(path)}\n`);
        if (flags.check) state.exit = worse(state.exit, EXIT.findings);
        else await writeSource(absolute, { text, bom: source.bom });
      });
      const data = { files: String(changed), all: String(files.length) };
      io.stdout.write(`${say(flags.check ? 'cli.fmt.would' : 'cli.fmt.done', data)}\n`);
    });

  command('import', say('cli.cmd.import'), say('cli.usage.import'))
    .argument('<files...>', say('cli.arg.imports'))
    .option('-o, --output <file>', say('cli.opt.out'))
    .addOption(new Option('--year <year>', say('cli.opt.year')).argParser((given) => readYear(given, say)))
    .option('--force', say('cli.opt.force'))
    .action(async (paths: string[], flags: ImportFlags) => {
      state.exit = await importFiles(paths, flags, io, say);
    });

  command('export', say('cli.cmd.export'), say('cli.usage.export'))
    .argument('<files...>', say('cli.arg.files'))
    .addOption(new Option('--to <format>', say('cli.opt.to')).choices([...EXPORT_CHOICES]))
    .option('-o, --output <path>', say('cli.opt.exportOut'))
    .option('--force', say('cli.opt.force'))
    .action(async (paths: string[], flags: EngineFlags & ExportFlags) => {
      let made: Workspace | undefined;
      state.exit = await exportFiles(paths, flags, io, say, (files) => {
        made = workspaceOf(files, flags);
        return made;
      });
      if (made) troublesOf(made.troubles);
    });

  command('diff', say('cli.cmd.diff'), say('cli.usage.diff'))
    .argument('<before>', say('cli.arg.before'))
    .argument('<after>', say('cli.arg.after'))
    .addOption(
      new Option('--format <name>', say('cli.opt.format'))
        .choices(['pretty', 'json', 'html', 'markdown'])
        .default('pretty'),
    )
    .option('-o, --output <file>', say('cli.opt.diffOut'))
    .action(async (before: string, after: string, flags: EngineFlags & DiffFlags) => {
      const args = flags.lang === undefined ? [] : ['--lang', flags.lang];
      state.exit = await diffFiles(before, after, flags, args, io, say, (files) => workspaceOf(files, flags));
    });

  command('explain', say('cli.cmd.explain'), say('cli.usage.explain'))
    .argument('[rule]', say('cli.arg.rule'))
    .action((rule: string | undefined) => explainRule(rule, io, say));

  command('codes', say('cli.cmd.codes'), say('cli.usage.codes'))
    .argument('<text...>', say('cli.arg.text'))
    .action((words: string[]) => {
      if (listCodes(words.join(' '), io, say) > 0) return;
      io.stderr.write(`${say('cli.codes.none', { text: harmless(words.join(' ')) })}\n`);
      state.exit = EXIT.findings;
    });

  command('forms', say('cli.cmd.forms'), say('cli.usage.forms'))
    .argument('[files...]', say('cli.arg.files'))
    .option('--make <title>', message(locale, MAKES.option))
    .action(async (paths: string[], flags: EngineFlags & { make?: string }) => {
      if (paths.length === 0) {
        const here = workspaceOf([], flags);
        listForms((await here.ofFolder()).reference, io, say);
        return troublesOf(here.troubles, true);
      }
      const files = await findFiles(paths, io, say);
      const workspace = workspaceOf(files, flags);
      await eachFile(files, async ({ path, absolute }) => {
        const analysis = open((await readSource(absolute, say)).text, await workspace.of(absolute));
        if (!tablesOrForm(analysis, path, flags.make, { io, locale })) state.exit = EXIT.findings;
      });
      troublesOf(workspace.troubles, true);
    });

  // An editor may add arguments of its own (`--stdio`, `--clientProcessId=…`); the server reads those it knows.
  command('lsp', say('cli.cmd.lsp'), say('cli.usage.lsp'))
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => startServer(io.root));

  return program;

  function workspaceOf(files: readonly Found[], flags: EngineFlags): Workspace {
    const paths = files.map((f) => f.absolute);
    return new Workspace(rootsOf(paths, io.cwd), io.cwd, optionsOf(flags));
  }

  /** A form with an error is not used, and what it would have checked was not: that must not look like a pass. */
  function troublesOf(troubles: readonly FormTrouble[], all = false): void {
    listTroubles(all ? troubles : troubles.filter((t) => t.severity !== 'information'), io, say);
    if (troubles.some((t) => t.severity === 'error')) state.exit = EXIT.usage;
  }

  async function eachFile(files: readonly Found[], work: (file: Found) => Promise<void>): Promise<void> {
    for (const file of files) {
      try {
        await work(file);
      } catch (error) {
        io.stderr.write(
          `${say('cli.error', { text: `${harmless(file.path)}: ${systemMessage(error, say)}` })}\n`,
        );
        state.exit = EXIT.usage;
      }
    }
  }
}

/** The server is a bundle of its own beside this one: the command line starts without it. */
function startServer(root: string): void {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  createRequire(join(root, 'package.json'))('./dist/server/node.js');
}

function changesText(path: string, before: string, after: string, io: Io): string {
  const paint = painter(io.stdout, io.env);
  let out = `${paint('bold', harmless(path))}\n`;
  for (const change of changedLines(before, after)) {
    for (const line of change.before) out += `${paint('red', `${change.line + 1} - ${harmless(line)}`)}\n`;
    for (const line of change.after) out += `${paint('green', `${change.line + 1} + ${harmless(line)}`)}\n`;
  }
  return out;
}

function packageVersion(root: string): string {
  try {
    return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    return '0';
  }
}
