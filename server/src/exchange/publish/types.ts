/** What an export gives. */
import type { MessageId } from '../../messages/index.ts';

export interface ExportedFile {
  /** A file name without folders. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface ExportRemark {
  readonly id: MessageId;
  readonly data: Readonly<Record<string, string>>;
}

export interface Exported {
  /** One file, or several that belong into a folder of their own. */
  readonly files: readonly ExportedFile[];
  /** Whether they are a folder's. */
  readonly folder: boolean;
  /** What a person should know before publishing them. */
  readonly remarks: readonly ExportRemark[];
}
