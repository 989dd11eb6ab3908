/** Options that several commands take. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readJobs, readShard } from './check-command.ts';
import { ruleIds, SEVERITIES } from './engine.ts';
import { nearest } from './explain.ts';
import type { Say } from './text.ts';

/** `--lang`. */
export function langOption(say: Say): Option {
  return new Option('--lang <lang>', say('cli.opt.lang')).choices(['zh', 'en']);
}

/** `--fail-on`. */
export function failOnOption(say: Say): Option {
  return new Option('--fail-on <severity>', say('cli.opt.failOn'))
    .choices([...SEVERITIES, 'never'])
    .default('error');
}

/** `--rule id=severity`, as often as wanted. */
export function ruleOption(say: Say): Option {
  return new Option('--rule <id=severity>', say('cli.opt.rule')).argParser(
    (value, before: Record<string, string> | undefined) => {
      const [, id = '', severity = ''] = /^([a-z0-9-]+)[=:](\w+)$/.exec(value) ?? [];
      if (![...SEVERITIES, 'off'].includes(severity))
        throw new InvalidArgumentError(say('cli.rule.severity'));
      const known = ruleIds();
      if (known.length > 0 && !known.includes(id)) {
        const near = nearest(id, known);
        throw new InvalidArgumentError(
          near ? say('cli.rule.near', { rule: id, near }) : say('cli.rule.unknown', { rule: id }),
        );
      }
      return { ...before, [id]: severity };
    },
  );
}

/** `--jobs`. */
function jobsOption(say: Say): Option {
  return new Option('--jobs <count>', say('cli.opt.jobs')).argParser((text) => {
    const jobs = readJobs(text);
    if (jobs === undefined) throw new InvalidArgumentError(say('cli.jobs.wrong'));
    return jobs;
  });
}

/** `--shard`. */
function shardOption(say: Say): Option {
  return new Option('--shard <part>', say('cli.opt.shard')).argParser((text) => {
    const shard = readShard(text);
    if (!shard) throw new InvalidArgumentError(say('cli.shard.wrong'));
    return shard;
  });
}

/** How reports are checked, whatever is made of what is found: `check` and `review`. */
export function checkingOptions(command: Command, say: Say): Command {
  return command
    .addOption(failOnOption(say))
    .addOption(ruleOption(say))
    .addOption(jobsOption(say))
    .addOption(shardOption(say))
    .option('--cache', say('cli.opt.cache'))
    .option('--cache-location <folder>', say('cli.opt.cacheLocation'));
}

/** What `review` takes. */
export function reviewOptions(command: Command, say: Say): Command {
  const files = command
    .argument('<paths...>', say('cli.arg.review'))
    .option('-o, --output <folder>', say('cli.opt.reviewOut'))
    .option('--previous <file>', say('cli.opt.previous'));
  return checkingOptions(files, say)
    .option('--annotate', say('cli.opt.annotate'))
    .option('--resume', say('cli.opt.resume'))
    .option('--force', say('cli.opt.force'));
}
