/** The commands and their arguments. What they do stands in a file each. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { applyEdits } from '../base/edits.ts';
import { isMessageId, message } from '../messages/index.ts';
import { type FailOn, fails } from './check.ts';
import { type CheckFlags, checkFiles } from './check-command.ts';
import { type DiffFlags, diffFiles } from './diff.ts';
import { changedLines } from './edits.ts';
import { formatDocument, mend, open } from './engine.ts';
import { explainRule } from './explain.ts';
import { EXPORT_CHOICES, type ExportFlags, exportFiles } from './export.ts';
import { findFiles, readSource, writeSource } from './files.ts';
import { FORMATS } from './format/format.ts';
import { painter } from './format/pretty.ts';
import { type ImportFlags, importFiles, readYear } from './import.ts';
import { EXIT, type Exit, type Io, UsageError } from './io.ts';
import { listCodes, listForms, MAKES, tablesOrForm } from './lookup.ts';
import { checkingOptions, failOnOption, langOption, reviewOptions, ruleOption } from './options.ts';
import type { ReviewFlags } from './review/command.ts';
import { type EngineFlags, Session } from './session.ts';
import { localeOf, type Say, sayIn } from './text.ts';
import { harmless } from './width.ts';

/** Runs one command. @returns the exit code */
export async function run(args: readonly string[], io: Io): Promise<Exit> {
  const locale = localeOf(args, io.env);
  const say = sayIn(locale);
  const session = new Session(io, locale, say, packageVersion(io.root));
  try {
    await programOf(session).parseAsync([...args], { from: 'user' });
    return session.exit;
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

/** The program with its commands, in the order in which help lists them. */
function programOf(session: Session): Command {
  const { io, say, version } = session;
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
  const command: NewCommand = (name) =>
    program
      .command(name)
      .description(say(`cli.cmd.${name}`))
      .usage(say(`cli.usage.${name}`))
      .addOption(langOption(say));
  for (const add of [checkCommands, editCommands, exchangeCommands, lookupCommands]) add(command, session);
  // An editor may add arguments of its own (`--stdio`, `--clientProcessId=…`); the server reads those it knows.
  command('lsp')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => startServer(io.root));
  return program;
}

type CommandName =
  | 'check'
  | 'review'
  | 'fix'
  | 'fmt'
  | 'import'
  | 'export'
  | 'diff'
  | 'explain'
  | 'codes'
  | 'forms'
  | 'lsp';

/** Begins a command: its name, with what help says of it. */
type NewCommand = (name: CommandName) => Command;

/** `check`, `review`. */
function checkCommands(command: NewCommand, session: Session): void {
  const { say } = session;
  const check = command('check')
    .argument('[paths...]', say('cli.arg.paths'))
    .addOption(new Option('--format <name>', say('cli.opt.format')).choices([...FORMATS]).default('pretty'))
    .option('--coverage', say('cli.opt.coverage'));
  checkingOptions(check, say).action(async (paths: string[], flags: CheckFlags) => {
    const { exit, troubles } = await checkFiles(paths, flags, session);
    session.exit = exit;
    session.tellTroubles(troubles);
  });
  reviewOptions(command('review'), say).action(async (paths: string[], flags: ReviewFlags) => {
    // Loaded on use: the other commands start without the rooms of imports and papers.
    const { reviewFiles } = await import('./review/command.ts');
    session.exit = await reviewFiles(paths, flags, session);
  });
}

/** `fix`, `fmt`: what writes to the reports themselves. */
function editCommands(command: NewCommand, session: Session): void {
  const { say } = session;
  command('fix')
    .argument('[paths...]', say('cli.arg.paths'))
    .option('--all', say('cli.opt.all'))
    .option('--dry-run', say('cli.opt.dryRun'))
    .addOption(failOnOption(say))
    .addOption(ruleOption(say))
    .action((paths: string[], flags: FixFlags) => fixFiles(paths, flags, session));
  command('fmt')
    .argument('[paths...]', say('cli.arg.paths'))
    .option('--check', say('cli.opt.check'))
    .action((paths: string[], flags: FormatFlags) => formatFiles(paths, flags, session));
}

interface FixFlags extends EngineFlags {
  readonly all?: true;
  readonly dryRun?: true;
  readonly failOn: FailOn;
}

async function fixFiles(paths: readonly string[], flags: FixFlags, session: Session): Promise<void> {
  const { io, say } = session;
  const files = await findFiles(paths, io, say);
  const workspace = session.workspaceOf(files, flags);
  let count = 0;
  let changed = 0;
  let left = 0;
  await session.eachFile(files, async ({ path, absolute }) => {
    const source = await readSource(absolute, say);
    const { text, applied, analysis } = mend(source.text, await workspace.of(absolute), flags.all === true);
    const broken = analysis.findings.filter((f) => fails(f.severity, flags.failOn)).length;
    left += broken;
    if (broken > 0) session.atLeast(EXIT.findings);
    if (text === source.text) return;
    if (!flags.dryRun) await writeSource(absolute, { text, bom: source.bom });
    count += applied.length;
    changed++;
    io.stdout.write(changesText(path, source.text, text, io));
    for (const { rule, title } of applied)
      io.stdout.write(`  ${painter(io.stdout, io.env)('dim', rule)} ${harmless(title)}\n`);
  });
  session.tellTroubles(workspace.troubles);
  const data = { fixes: String(count), files: String(changed), left: String(left) };
  io.stdout.write(`${say(flags.dryRun ? 'cli.fix.would' : 'cli.fix.done', data)}\n`);
}

interface FormatFlags extends EngineFlags {
  readonly check?: true;
}

async function formatFiles(paths: readonly string[], flags: FormatFlags, session: Session): Promise<void> {
  const { io, say } = session;
  const files = await findFiles(paths, io, say);
  const workspace = session.workspaceOf(files, flags);
  let changed = 0;
  await session.eachFile(files, async ({ path, absolute }) => {
    const source = await readSource(absolute, say);
    const text = applyEdits(source.text, formatDocument(open(source.text, await workspace.of(absolute))));
    if (text === source.text) return;
    if (flags.check) session.atLeast(EXIT.findings);
    else await writeSource(absolute, { text, bom: source.bom });
    changed++;
    io.stdout.write(`${harmless(path)}\n`);
  });
  const data = { files: String(changed), all: String(files.length) };
  io.stdout.write(`${say(flags.check ? 'cli.fmt.would' : 'cli.fmt.done', data)}\n`);
}

/** `import`, `export`, `diff`: other formats, and reports beside each other. */
function exchangeCommands(command: NewCommand, session: Session): void {
  const { say } = session;
  command('import')
    .argument('<files...>', say('cli.arg.imports'))
    .option('-o, --output <file>', say('cli.opt.out'))
    .addOption(new Option('--year <year>', say('cli.opt.year')).argParser((given) => readYear(given, say)))
    .option('--force', say('cli.opt.force'))
    .action(async (paths: string[], flags: ImportFlags) => {
      session.exit = await importFiles(paths, flags, session);
    });
  command('export')
    .argument('<files...>', say('cli.arg.files'))
    .addOption(new Option('--to <format>', say('cli.opt.to')).choices([...EXPORT_CHOICES]))
    .option('-o, --output <path>', say('cli.opt.exportOut'))
    .option('--force', say('cli.opt.force'))
    .action((paths: string[], flags: EngineFlags & ExportFlags) => exportFiles(paths, flags, session));
  command('diff')
    .argument('<before>', say('cli.arg.before'))
    .argument('<after>', say('cli.arg.after'))
    .addOption(
      new Option('--format <name>', say('cli.opt.format'))
        .choices(['pretty', 'json', 'html', 'markdown'])
        .default('pretty'),
    )
    .option('-o, --output <file>', say('cli.opt.diffOut'))
    .action(async (before: string, after: string, flags: EngineFlags & DiffFlags) => {
      session.exit = await diffFiles({ before, after }, flags, session);
    });
}

/** `explain`, `codes`, `forms`: what the program knows. */
function lookupCommands(command: NewCommand, session: Session): void {
  const { io, say } = session;
  command('explain')
    .argument('[rule]', say('cli.arg.rule'))
    .action((rule: string | undefined) => explainRule(rule, io, say));
  command('codes')
    .argument('<text...>', say('cli.arg.text'))
    .action((words: string[]) => {
      if (listCodes(words.join(' '), io, say) > 0) return;
      io.stderr.write(`${say('cli.codes.none', { text: harmless(words.join(' ')) })}\n`);
      session.exit = EXIT.findings;
    });
  command('forms')
    .argument('[files...]', say('cli.arg.files'))
    .option('--make <title>', message(session.locale, MAKES.option))
    .action((paths: string[], flags: FormsFlags) => showForms(paths, flags, session));
}

interface FormsFlags extends EngineFlags {
  readonly make?: string;
}

async function showForms(paths: readonly string[], flags: FormsFlags, session: Session): Promise<void> {
  const { io, locale, say } = session;
  if (paths.length === 0) {
    const here = session.workspaceOf([], flags);
    listForms((await here.ofFolder()).reference, io, say);
    session.tellTroubles(here.troubles, true);
    return;
  }
  const files = await findFiles(paths, io, say);
  const workspace = session.workspaceOf(files, flags);
  await session.eachFile(files, async ({ path, absolute }) => {
    const analysis = open((await readSource(absolute, say)).text, await workspace.of(absolute));
    if (!tablesOrForm(analysis, path, flags.make, { io, locale })) session.exit = EXIT.findings;
  });
  session.tellTroubles(workspace.troubles, true);
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
