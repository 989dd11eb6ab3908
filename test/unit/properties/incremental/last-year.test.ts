import { editsSayTheSame } from './edits.ts';

editsSayTheSame('上年');
