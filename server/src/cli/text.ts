/** Texts of the command line, in the language it was asked in. */
import { type Locale, type MessageId, message } from '../messages/index.ts';

export type Say = (id: MessageId, data?: Readonly<Record<string, string>>) => string;

export function sayIn(locale: Locale): Say {
  return (id, data) => message(locale, id, data);
}

/**
 * The language to speak: `--lang`, else the system's where it is English, else Chinese.
 * Read before the arguments are parsed, because help and usage errors speak it too.
 */
export function localeOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Locale {
  for (const [i, arg] of args.entries()) {
    if (arg === '--') break;
    const value =
      arg === '--lang' ? args[i + 1] : arg.startsWith('--lang=') ? arg.slice('--lang='.length) : undefined;
    if (value === 'en' || value === 'zh') return value;
  }
  const system = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^en(?:[_.@-]|$)/i.test(system) ? 'en' : 'zh';
}
