/** Words of pages and files around a report (seeds/import.json). `#` of a page number is the number. */
export interface ImportWords {
  /** What stands over a table of contents. */
  readonly contents: readonly string[];
  /** Lines that say that a table goes on. */
  readonly continuation: readonly string[];
  /** What a repeated title bears beside its words. */
  readonly continuedTitle: readonly string[];
  readonly pageNumbers: readonly string[];
  /** Keys over tables whose value is the unit's name. */
  readonly unitKeys: readonly string[];
  /** Keys of a page whose value is the unit's name, where nothing in the report says it. */
  readonly issuerKeys: readonly string[];
  readonly unitEndings: readonly string[];
  readonly moneyUnits: readonly string[];
  /** What a report's title says behind the unit's name. */
  readonly reportNames: readonly string[];
  /** What may stand behind 预算, 决算 in a report's title. */
  readonly titleEndings: readonly string[];
  /** Keys of lines that a page's frame holds. */
  readonly furnitureKeys: readonly string[];
  /** Lines that hold nothing but these. */
  readonly furnitureWords: readonly string[];
  readonly furnitureContaining: readonly string[];
  /** Keys of the lines in which those who answer for a table sign. */
  readonly signatures: readonly string[];
  /** What may stand behind 预算, 决算 where tables are meant. */
  readonly published: readonly string[];
  readonly titleOpenings: readonly string[];
  /** Of the names of reports those that are written in quotes. */
  readonly quotedNames: readonly string[];
  /** What the heading over a report's tables ends with; the first is how it is written. */
  readonly tables: readonly string[];
  /** What, beside notes, no line goes on with. */
  readonly anew: readonly string[];
  /** What notes below tables begin with. */
  readonly notes: readonly string[];
  readonly notesAlone: readonly string[];
  /** Keys of lines over tables. */
  readonly propertyKeys: readonly string[];
  /** Endings of names of units that stand behind a code. */
  readonly numberedUnits: readonly string[];
  /** Keys in a cell of their own, with their value in the next. */
  readonly cellKeys: readonly string[];
  /** What titles of tables end with. */
  readonly tableEndings: readonly string[];
  readonly indicatorLevels: readonly string[];
  /** Names of styles in files of Word. */
  readonly headingStyles: readonly string[];
  readonly contentsStyles: readonly string[];
  /** Headers of tables that lost their columns. */
  readonly unruled: {
    /** Names of columns beside those of the forms. */
    readonly columns: readonly string[];
    /** The column that numbers the rows. */
    readonly serial: readonly string[];
    /** Endings of the names of columns for codes, for what they stand for, and of names over both. */
    readonly codes: readonly string[];
    readonly names: readonly string[];
    readonly over: readonly string[];
    /** The column of labels where there are no codes. */
    readonly labels: readonly string[];
  };
}
