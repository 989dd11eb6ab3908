/** Files out of what was dropped or picked, folders with all that is in them. */
import type { GivenFile } from '../protocol.ts';

/** What was given: files that may be reports, and names of those that are none. */
export interface Given {
  readonly files: readonly GivenFile[];
  readonly passedOver: readonly string[];
  /** Whether there was more than is looked at. */
  readonly more: boolean;
}

/** Far above any folder that one person goes through. */
export const MOST_FILES = 5000;
const DEEPEST = 20;

/** Endings of reports in folders, as the command line takes them: text files there are seldom reports. */
const REPORTS =
  /\.(?:xlsx|xlsm|xls|et|xlsb|ods|fods|docx|docm|doc|wps|odt|fodt|csv|tsv|html?|pdf|disclosure)$/i;
/** What programs leave beside files. */
const LEFT = /^(?:~\$|\.)|^(?:thumbs\.db|desktop\.ini)$/i;

class Collector {
  readonly files: GivenFile[] = [];
  readonly passedOver: string[] = [];
  more = false;

  constructor(private readonly told: (count: number) => void) {}

  /** Whether there is room for another. */
  get open(): boolean {
    return !this.more;
  }

  /** A file; one that was itself chosen is read whatever it is called. */
  add(name: string, file: Blob, chosen: boolean): void {
    const base = name.split('/').at(-1) ?? name;
    if (!chosen && LEFT.test(base)) return;
    if (!chosen && !REPORTS.test(base)) this.passedOver.push(name);
    else if (this.files.length >= MOST_FILES) this.more = true;
    else this.files.push({ name, file });
    if (this.files.length % 50 === 0) this.told(this.files.length);
  }

  given(): Given {
    // In the order of their names, whatever order the system gives.
    const files = this.files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return { files, passedOver: this.passedOver.sort(), more: this.more };
  }
}

/** Files that were picked in a dialogue. */
export function filesPicked(list: FileList): Given {
  const collector = new Collector(() => undefined);
  for (const file of list) {
    const inFolder = file.webkitRelativePath !== '';
    collector.add(inFolder ? file.webkitRelativePath : file.name, file, !inFolder);
  }
  return collector.given();
}

/**
 * Files that were dropped. The browser forgets what was dropped once the event is over: all doors into it are opened
 * before anything is waited for. A page from the disk may not read folders by entries in Chromium, but by handles.
 */
export async function filesDropped(data: DataTransfer, told: (count: number) => void): Promise<Given> {
  const doors = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({
      handle: handleOf(item),
      entry: item.webkitGetAsEntry(),
      file: item.getAsFile(),
    }));
  const collector = new Collector(told);
  for (const { handle, entry, file } of doors) {
    const known = await handle;
    if (known) await walkHandle(known, known.name, collector, 0);
    else if (entry?.isDirectory) await walkEntry(entry as FileSystemDirectoryEntry, collector, 0);
    else if (file) collector.add(file.name, file, true);
  }
  return collector.given();
}

type WithHandle = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

async function handleOf(item: WithHandle): Promise<FileSystemHandle | null> {
  try {
    return (await item.getAsFileSystemHandle?.()) ?? null;
  } catch {
    return null;
  }
}

async function walkHandle(
  handle: FileSystemHandle,
  path: string,
  collector: Collector,
  depth: number,
): Promise<void> {
  if (!collector.open || depth > DEEPEST) return;
  try {
    if (handle.kind === 'file')
      collector.add(path, await (handle as FileSystemFileHandle).getFile(), depth === 0);
    else
      for await (const [name, inner] of (handle as FileSystemDirectoryHandle).entries())
        await walkHandle(inner, `${path}/${name}`, collector, depth + 1);
  } catch {
    collector.passedOver.push(path);
  }
}

async function walkEntry(
  folder: FileSystemDirectoryEntry,
  collector: Collector,
  depth: number,
): Promise<void> {
  if (!collector.open || depth > DEEPEST) return;
  const reader = folder.createReader();
  try {
    // A reader gives a hundred at a time, and none at the end.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const entry of some) {
        const path = entry.fullPath.replace(/^\//, '');
        if (entry.isDirectory) await walkEntry(entry as FileSystemDirectoryEntry, collector, depth + 1);
        else await addEntry(entry as FileSystemFileEntry, path, collector);
      }
    }
  } catch {
    collector.passedOver.push(folder.fullPath.replace(/^\//, ''));
  }
}

/** One that cannot be opened keeps no other from being read. */
async function addEntry(entry: FileSystemFileEntry, path: string, collector: Collector): Promise<void> {
  try {
    collector.add(path, await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), false);
  } catch {
    collector.passedOver.push(path);
  }
}
