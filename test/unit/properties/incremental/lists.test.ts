import { editsSayTheSame } from './edits.ts';

editsSayTheSame('列表');
