import { editsSayTheSame } from './edits.ts';

editsSayTheSame('晋城');
