/** The corpus of sentences in test/fixtures/prose: each is read beside the small tables of its context. */
import { readdirSync, readFileSync } from 'node:fs';

interface Context {
  readonly front: readonly string[];
  readonly tables: readonly string[];
}

export interface CorpusCase {
  readonly section: string;
  readonly text: string;
  /** Amounts and counts in order, each with its cell, its indicator, or null. */
  readonly bound: readonly (readonly [string, string | null])[];
  readonly computed: readonly (readonly [string, string])[];
  readonly reported: readonly string[];
  /** The same sentence with one thing wrong, and what is then told. */
  readonly wrong: readonly {
    readonly from: string;
    readonly to: string;
    readonly reported: readonly string[];
  }[];
}

export interface CorpusFile {
  readonly province: string;
  readonly source: string;
  readonly context: string;
  readonly cases: readonly CorpusCase[];
}

const FOLDER = 'test/fixtures/prose';
const contexts = JSON.parse(readFileSync(`${FOLDER}/contexts.json`, 'utf8')) as Record<string, Context>;

export const corpus: readonly CorpusFile[] = readdirSync(FOLDER)
  .filter((f) => f.endsWith('.json') && f !== 'contexts.json')
  .sort()
  .map((f) => JSON.parse(readFileSync(`${FOLDER}/${f}`, 'utf8')) as CorpusFile);

/** A report that holds the tables of a context, and one text under one heading. */
export function reportWith(context: string, section: string, text: string): string {
  const { front, tables } = contexts[context] as Context;
  return [
    ...front,
    '',
    '# 第二部分 决算表',
    '',
    ...tables,
    '',
    '# 第三部分 情况说明',
    '',
    `## ${section}`,
    '',
    text,
    '',
  ].join('\n');
}
