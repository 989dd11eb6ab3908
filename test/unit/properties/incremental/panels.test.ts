import { editsSayTheSame } from './edits.ts';

editsSayTheSame('并列');
