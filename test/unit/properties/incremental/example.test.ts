import { editsSayTheSame } from './edits.ts';

editsSayTheSame('样例');
