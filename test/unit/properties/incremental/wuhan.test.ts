import { editsSayTheSame } from './edits.ts';

editsSayTheSame('武汉');
