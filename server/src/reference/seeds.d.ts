// The door to seeds/: scripts/seeds.mjs makes this module for the bundler and the test runner.
// Strings, not objects, so that a program parses only what it asks for.
declare module 'disclosure:seeds' {
  /** `{ [fileNameWithoutExt]: content }` of seeds/codes/*.json */
  export const codesJson: string;
  /** `{ [fileNameWithoutExt]: content }` of seeds/glossary/*.json */
  export const glossaryJson: string;
  /** seeds/vocabulary.json */
  export const vocabularyJson: string;
  /** seeds/prose.json */
  export const proseJson: string;
  /** seeds/sections.json */
  export const sectionsJson: string;
  /** seeds/sentences.json */
  export const sentencesJson: string;
  /** array of the forms in seeds/forms/*.yaml, each with `source: "seeds/forms/x.yaml"` */
  export const formsJson: string;
}
