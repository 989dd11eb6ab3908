// The door to seeds/: scripts/seeds.mjs makes this module for the bundler and the test runner.
// Functions that give JSON: a program reads and parses only what it asks for. On disk the parts are files beside the
// bundle, in a web worker they are inside it.
declare module 'disclosure:seeds' {
  /** `{ [fileNameWithoutExt]: content }` of seeds/codes/*.json */
  export function codesJson(): string;
  /** `{ [fileNameWithoutExt]: content }` of seeds/glossary/*.json */
  export function glossaryJson(): string;
  /** seeds/vocabulary.json */
  export function vocabularyJson(): string;
  /** seeds/prose.json, with `patterns` of seeds/prose/patterns.yaml */
  export function proseJson(): string;
  /** seeds/sections.json */
  export function sectionsJson(): string;
  /** seeds/sentences.json */
  export function sentencesJson(): string;
  /** seeds/charts.json */
  export function chartsJson(): string;
  /** seeds/review.json */
  export function reviewJson(): string;
  /** seeds/import.json */
  export function importsJson(): string;
  /** array of the forms in seeds/forms/*.yaml, each with `source: "seeds/forms/x.yaml"` */
  export function formsJson(): string;
  /** array of the outlines in seeds/outlines/*.yaml */
  export function outlinesJson(): string;
}
