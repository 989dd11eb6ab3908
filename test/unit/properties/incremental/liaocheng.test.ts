import { editsSayTheSame } from './edits.ts';

editsSayTheSame('聊城');
