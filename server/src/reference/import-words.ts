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
  /** How the parts of a report are numbered. */
  readonly parts: readonly string[];
  /** What notes below tables begin with. */
  readonly notes: readonly string[];
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
