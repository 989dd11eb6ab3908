import { editsSayTheSame } from './edits.ts';

editsSayTheSame('曲阳');
