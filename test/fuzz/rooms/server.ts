/** A server that has been through a lot says what one says that was started just now on the same files. */
import { PassThrough } from 'node:stream';
import {
  type Connection,
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Host, Linked } from '../../../server/src/lsp/host.ts';
import { serve } from '../../../server/src/lsp/server.ts';
import { startServer } from '../../../server/src/lsp/start.ts';
import { equal } from '../checks.ts';
import { entry } from '../entry.ts';
import type { Random } from '../random.ts';
import { mutate, number, SECTIONS } from '../texts.ts';

const ROOT = 'file:///w';
const NAMES = ['a', 'b', 'c', 'd'] as const;
const uriOf = (name: string) => `${ROOT}/${name}.disclosure`;

/** What is done, one after the other. `text` is that of the file or document afterwards. */
interface Act {
  readonly what: 'open' | 'change' | 'close' | 'write' | 'delete' | 'ask';
  readonly name: string;
  readonly at: number;
}

interface Story {
  readonly texts: readonly string[];
  readonly acts: readonly Act[];
}

function text(r: Random): string {
  const names = () => r.times(1, 2, () => `${r.pick([...NAMES, 'none', '../x'])}.disclosure`).join('、');
  const links = r.times(0, 2, () => `${r.pick(['上年', '预算', '汇总'])}：${names()}\n`).join('');
  const amount = number(r);
  const body = r.oneIn(2)
    ? r.pick(SECTIONS)
    : `## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |\n| 合计 |  | ${amount} | ${r.oneIn(2) ? amount : number(r)} |  |\n\n## 支出决算情况说明\n\n本年支出合计${amount}万元，比上年增加${number(r)}万元。\n`;
  const made = `单位：${r.pick(['甲局', '乙局'])}\n年度：${r.pick([2022, 2023])}\n类型：${r.pick(['决算', '预算'])}\n金额单位：万元\n${links}\n${body}`;
  return r.oneIn(3) ? mutate(r, made) : made;
}

class Disk implements Host {
  readonly files = new Map<string, { text: string; stamp: string }>();
  private writes = 0;

  write(uri: string, content: string): void {
    this.files.set(uri, { text: content, stamp: String(++this.writes) });
  }
  list = async () =>
    [...this.files].map(([uri, { stamp }]) => ({ uri, stamp })).sort((a, b) => (a.uri < b.uri ? -1 : 1));
  read = async (uri: string) => this.files.get(uri)?.text;
  stamp = async (uri: string) => this.files.get(uri)?.stamp;
  linked = async (uri: string): Promise<Linked> =>
    uri.startsWith(`${ROOT}/`) ? (this.files.get(uri) ?? 'missing') : 'outside';
  forms = async () => [];
}

const CAPABILITIES = {
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
};

async function started(host: Host) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server: Connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(up),
    new StreamMessageWriter(down),
  );
  startServer(server, { version: '0' }, (params) => serve(server, host, params));
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('workspace/diagnostic/refresh', () => null);
  client.onUnhandledNotification(() => undefined);
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: ROOT,
    workspaceFolders: [{ uri: ROOT, name: 'w' }],
    capabilities: CAPABILITIES,
    locale: 'zh-cn',
  });
  await client.sendNotification('initialized', {});
  return {
    client,
    // Both are let go: what the server has still to say of its last documents may come after this.
    end: () => client.sendRequest('shutdown'),
  };
}

type Client = Awaited<ReturnType<typeof started>>['client'];

/** What is told of a document; what is kept for its fixes names the server. */
const asked = async (client: Client, uri: string) =>
  told(
    await client.sendRequest<{ items?: readonly Told[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    }),
  );
interface Told {
  readonly data?: unknown;
}
const told = ({ items }: { readonly items?: readonly Told[] }) => items?.map(({ data: _, ...rest }) => rest);
const opened = (client: Client, uri: string, content: string) =>
  client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'disclosure', version: 1, text: content },
  });

export const serving = entry(
  'server',
  1,
  (r): Story => ({
    texts: r.times(6, 6, () => text(r)),
    acts: r.times(3, 12, () => ({
      what: r.pick(['open', 'open', 'change', 'change', 'close', 'write', 'write', 'delete', 'ask'] as const),
      name: r.pick(NAMES),
      at: r.below(6),
    })),
  }),
  async ({ texts, acts }) => {
    const disk = new Disk();
    disk.write(uriOf('a'), texts[0] ?? '');
    disk.write(uriOf('b'), texts[1] ?? '');
    const { client, end } = await started(disk);
    const open = new Map<string, string>();
    let version = 1;
    try {
      for (const { what, name, at } of acts) {
        const uri = uriOf(name);
        const content = texts[at] ?? '';
        if (what === 'open' && !open.has(uri)) {
          open.set(uri, content);
          await opened(client, uri, content);
        } else if (what === 'change' && open.has(uri)) {
          open.set(uri, content);
          await client.sendNotification('textDocument/didChange', {
            textDocument: { uri, version: ++version },
            contentChanges: [{ text: content }],
          });
        } else if (what === 'close' && open.delete(uri)) {
          await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
        } else if (what === 'write' || what === 'delete') {
          const type = what === 'delete' ? 3 : disk.files.has(uri) ? 2 : 1;
          if (what === 'delete') disk.files.delete(uri);
          else disk.write(uri, content);
          await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
        } else if (what === 'ask') await asked(client, uri);
      }
      const other = await started(disk);
      try {
        for (const [uri, content] of open) await opened(other.client, uri, content);
        for (const uri of new Set([...open.keys(), ...disk.files.keys()]))
          equal(
            await asked(client, uri),
            await asked(other.client, uri),
            `another answer than of a fresh server for ${uri}`,
          );
      } finally {
        await other.end();
      }
    } finally {
      await end();
    }
  },
);
