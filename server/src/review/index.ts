/**
 * Review: files of other people's reports in, findings with their places in those files out. Nothing here knows of
 * folders, threads or screens: the command line and the page in the browser are built on it.
 */
export type { Origin } from '../exchange/import/index.ts';
export { gradeOf } from './grade.ts';
export { areParts, type ReadOptions, readOne, readReportOf, readReports } from './read.ts';
export { Reviewer, type ReviewOptions, reviewAll } from './review.ts';
export type {
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
