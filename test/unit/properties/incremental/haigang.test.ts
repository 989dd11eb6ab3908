import { editsSayTheSame } from './edits.ts';

editsSayTheSame('海港');
