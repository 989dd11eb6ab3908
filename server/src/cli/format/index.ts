/** The formats by name. */
import { type Say, sayIn } from '../text.ts';
import type { Format, FormatSetup } from './format.ts';
import { githubFormat } from './github.ts';
import { jsonFormat, jsonLinesFormat } from './json.ts';
import { junitFormat } from './junit.ts';
import { painterOf, prettyFormat } from './pretty.ts';
import { sarifFormat } from './sarif.ts';

export function formatOf(setup: FormatSetup): Format {
  return make(setup, sayIn(setup.locale)) as Format;
}

function make(setup: FormatSetup, say: Say) {
  switch (setup.name) {
    case 'json':
      return jsonFormat(setup.cwd);
    case 'jsonl':
      return jsonLinesFormat(setup.cwd);
    case 'sarif':
      return sarifFormat(setup);
    case 'github':
      return githubFormat();
    case 'junit':
      return junitFormat(setup.failOn);
    case 'pretty':
      return prettyFormat(setup, painterOf(setup.colour), say);
  }
}
