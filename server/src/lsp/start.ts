/**
 * The first message: `initialize` is answered from here, with nothing loaded but the protocol. What reads reports is
 * many times as large, and the client has work of its own once it has the answer.
 */
import {
  type Connection,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  type Message,
  type MessageStrategy,
  ResponseError,
} from 'vscode-languageserver';
import { serverCapabilities } from './capabilities.ts';

export interface About {
  readonly version: string;
}

/**
 * Listens, and answers `initialize`.
 * @param begin joins the service to the connection, before any other message is handled ({@link Waiting})
 */
export function startServer(
  connection: Connection,
  about: About,
  begin: (params: InitializeParams) => void,
): void {
  const early = connection.onRequest(() => {
    throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
  });
  connection.onInitialize((params): InitializeResult => {
    early.dispose();
    begin(params);
    return {
      capabilities: serverCapabilities({
        pull: pulls(params),
        prepareRename: params.capabilities.textDocument?.rename?.prepareSupport === true,
      }),
      serverInfo: { name: 'disclosure-language-server', version: about.version },
    };
  });
  connection.listen();
}

/** Whether the client asks for diagnostics instead of waiting for them. */
export function pulls({ capabilities }: InitializeParams): boolean {
  return capabilities.textDocument?.diagnostic !== undefined;
}

/** Lets messages wait behind `initialize`, in their order, until there is something that handles them. */
export class Waiting implements MessageStrategy {
  private opened: Promise<void> | undefined;
  private open: (() => void) | undefined;

  async handleMessage(message: Message, next: (message: Message) => Promise<void>): Promise<void> {
    if (this.opened) await this.opened;
    else if ('method' in message && message.method === 'initialize') {
      this.opened = new Promise((resolve) => {
        this.open = resolve;
      });
    }
    return next(message);
  }

  /** Whatever waits goes on, and nothing waits from now on. */
  over(): void {
    this.open?.();
    this.handleMessage = (message, next) => next(message);
  }
}
