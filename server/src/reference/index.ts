/** The typed door to `seeds/`. Each part is parsed on first use. */
import {
  chartsJson,
  codesJson,
  formsJson,
  glossaryJson,
  importsJson,
  outlinesJson,
  proseJson,
  reviewJson,
  sectionsJson,
  sentencesJson,
  vocabularyJson,
} from 'disclosure:seeds';
import { foldName } from '../base/fold.ts';
import type { ChartLibrary } from './charts.ts';
import { CodeCatalogue } from './codes.ts';
import { FormLibrary, withAmountNames } from './forms.ts';
import type { ImportWords } from './import-words.ts';
import { type ProseWords, withYearWords } from './prose.ts';
import type { ReviewWords } from './review.ts';
import type { SentenceTemplate } from './sentences.ts';
import type {
  Basis,
  Catalogue,
  CodeEntry,
  CodeGlossaryEntry,
  CodeLevel,
  Form,
  GlossaryEntry,
  OtherMatters,
  Outline,
  Rename,
  ReportKind,
  RequiredSection,
  Vocabulary,
} from './types.ts';

type CodeRow = [
  string,
  string,
  string,
  string | null,
  number | null,
  number | null,
  number,
  string,
  string | null,
];

/** Definitions of terms and codes that are built in; a report's own come first (language.md §8). */
export class Glossary {
  private readonly terms = new Map<string, GlossaryEntry>();
  private readonly codes = new Map<string, CodeGlossaryEntry>();

  constructor(
    readonly entries: readonly GlossaryEntry[],
    codeEntries: readonly CodeGlossaryEntry[],
  ) {
    for (const entry of entries) {
      for (const name of [entry.term, ...(entry.aliases ?? [])]) {
        const folded = foldName(name);
        if (!this.terms.has(folded)) this.terms.set(folded, entry);
      }
    }
    for (const entry of codeEntries) this.codes.set(`${entry.catalogue}:${entry.code}`, entry);
  }

  term(name: string): GlossaryEntry | undefined {
    return this.terms.get(foldName(name));
  }

  code(catalogue: Catalogue, code: string): CodeGlossaryEntry | undefined {
    return this.codes.get(`${catalogue}:${code}`);
  }
}

export class Reference {
  private codeCache?: CodeCatalogue;
  private formCache?: FormLibrary;
  private glossaryCache?: Glossary | undefined;
  private vocabularyCache?: Vocabulary;
  private proseCache?: ProseWords;
  private sectionCache?: SectionSeeds;

  /** What does not depend on a user's forms is read once for all. */
  private readonly base: Reference | undefined;

  constructor(private readonly userForms: readonly Form[] = []) {
    this.base = userForms.length > 0 ? builtInReference() : undefined;
  }

  get codes(): CodeCatalogue {
    this.codeCache ??= this.base?.codes ?? readCodes();
    return this.codeCache;
  }

  get forms(): FormLibrary {
    if (!this.formCache) {
      const builtIn =
        this.base?.forms.forms ??
        (JSON.parse(formsJson()) as Form[]).map((form) => withAmountNames(form, this.vocabulary.amounts));
      const own = new Set(this.userForms.map((f) => f.id));
      this.formCache = new FormLibrary(
        [...this.userForms, ...builtIn.filter((f) => !own.has(f.id))],
        this.vocabulary.title,
      );
    }
    return this.formCache;
  }

  get glossary(): Glossary {
    this.glossaryCache ??= this.base?.glossary;
    if (!this.glossaryCache) {
      const files = JSON.parse(glossaryJson()) as {
        terms?: { entries: GlossaryEntry[] };
        codes?: { entries: CodeGlossaryEntry[] };
      };
      this.glossaryCache = new Glossary(files.terms?.entries ?? [], files.codes?.entries ?? []);
    }
    return this.glossaryCache;
  }

  get vocabulary(): Vocabulary {
    this.vocabularyCache ??= this.base?.vocabulary ?? (JSON.parse(vocabularyJson()) as Vocabulary);
    return this.vocabularyCache;
  }

  /** The words of the sentences that reports are written in. */
  get prose(): ProseWords {
    this.proseCache ??= this.base?.prose ?? withYearWords(JSON.parse(proseJson()) as ProseWords);
    return this.proseCache;
  }

  private importCache?: ImportWords;

  /** What stands on pages around a report, by which importing tells it from the report. */
  get imports(): ImportWords {
    this.importCache ??= this.base?.imports ?? (JSON.parse(importsJson()) as ImportWords);
    return this.importCache;
  }

  private reviewCache?: ReviewWords;

  /** What a reviewer says of findings. */
  get review(): ReviewWords {
    this.reviewCache ??= this.base?.review ?? (JSON.parse(reviewJson()) as ReviewWords);
    return this.reviewCache;
  }

  private sentenceCache?: readonly SentenceTemplate[];

  /** Sentences that are written from the tables. */
  get sentences(): readonly SentenceTemplate[] {
    this.sentenceCache ??=
      this.base?.sentences ?? (JSON.parse(sentencesJson()) as { sentences: SentenceTemplate[] }).sentences;
    return this.sentenceCache;
  }

  private outlineCache?: readonly Outline[];

  /** How reports of different places are laid out, in the order in which they are offered. */
  get outlines(): readonly Outline[] {
    this.outlineCache ??=
      this.base?.outlines ?? (JSON.parse(outlinesJson()) as Outline[]).sort((a, b) => a.order - b.order);
    return this.outlineCache;
  }

  private chartCache?: ChartLibrary;

  /** The charts that reports print, and what each shows. */
  get charts(): ChartLibrary {
    this.chartCache ??= this.base?.charts ?? (JSON.parse(chartsJson()) as ChartLibrary);
    return this.chartCache;
  }

  /** The parts that a report of a kind has. */
  sections(kind: ReportKind): readonly RequiredSection[] {
    return this.sectionSeeds[kind];
  }

  /** What every report tells of beside its tables. */
  get otherMatters(): OtherMatters {
    return this.sectionSeeds.其他重要事项;
  }

  private get sectionSeeds(): SectionSeeds {
    this.sectionCache ??= JSON.parse(sectionsJson()) as SectionSeeds;
    return this.sectionCache;
  }
}

type SectionSeeds = Readonly<Record<ReportKind, readonly RequiredSection[]>> & {
  readonly 其他重要事项: OtherMatters;
};

let shared: Reference | undefined;

/** The reference data without any of a user's own. */
export function builtInReference(): Reference {
  shared ??= new Reference();
  return shared;
}

function readCodes(): CodeCatalogue {
  const files = JSON.parse(codesJson()) as Record<string, { since?: number; rows: unknown[][] }>;
  const entries: CodeEntry[] = [];
  const since: Partial<Record<Catalogue, number>> = {};
  for (const catalogue of ['functional', 'economic_department', 'economic_government', 'revenue'] as const) {
    since[catalogue] = files[catalogue]?.since ?? 0;
    for (const row of (files[catalogue]?.rows ?? []) as CodeRow[]) {
      const [code, name, level, fund, firstYear, lastYear, , basis, yearsBasis] = row;
      entries.push({
        catalogue,
        code,
        name,
        level: level as CodeLevel,
        fund: fund ?? undefined,
        firstYear: firstYear ?? undefined,
        lastYear: lastYear ?? undefined,
        basis: basis as Basis,
        yearsBasis: yearsBasis ?? undefined,
      });
    }
  }
  // Rows that tell of a code moved to another, or of a name whose year nobody knows, judge no name.
  const renames: Rename[] = [];
  for (const [code, oldName, newName, year, basis] of (files.renames?.rows ?? []) as (
    | string
    | number
    | null
  )[][]) {
    if (!/^\d+$/.test(String(code)) || oldName === null || newName === null || year === null) continue;
    renames.push({
      code: String(code),
      oldName: String(oldName),
      newName: String(newName),
      year: Number(year),
      basis: String(basis),
    });
  }
  return new CodeCatalogue(entries, renames, since);
}
