import { editsSayTheSame } from './edits.ts';

editsSayTheSame('制表符');
