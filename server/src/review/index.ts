/**
 * Review: files of other people's reports in, findings with their places in those files out. Nothing here knows of
 * folders, threads or screens: the command line and the page in the browser are built on it.
 */
export type { Origin } from '../exchange/import/index.ts';
export { basisOf, gradeOf } from './grade.ts';
export { areParts, putTogether, type ReadOptions, readOne, readReportOf, readReports } from './read.ts';
export { Reviewer, type ReviewOptions, reviewAll } from './review.ts';
export { keyOfReport, type LastFinding, type LastRow, readRound, SecondRound } from './round.ts';
export type {
  Excerpt,
  ExcerptCell,
  Grade,
  Joined,
  NotMade,
  ReadReport,
  ReadReports,
  Review,
  ReviewedReport,
  ReviewFile,
  ReviewFinding,
  ReviewRelated,
  Round,
  UnreadFile,
} from './types.ts';
export { writeLetter } from './write/letter.ts';
export { takesNotes, writeNotes } from './write/notes.ts';
export { writePage } from './write/page.ts';
export { type Paper, papers } from './write/papers.ts';
export { disclosedWords, gradeWords, placeWords, rowWords, type Say, sayIn, unitOf } from './write/words.ts';
export { remarksOf, type WorkbookContent, writeWorkbook } from './write/workbook.ts';
