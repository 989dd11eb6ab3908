/** Messages on a pipe, each in one piece: a client that waits is woken once, not for the header and again for the rest. */
import type { Writable } from 'node:stream';
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';

export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  private failures = 0;

  constructor(private readonly stream: Writable) {
    super();
    stream.on('error', (error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => {
        this.fireError(error, message, ++this.failures);
        reject(error);
      };
      try {
        const content = JSON.stringify(message);
        const header = `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n`;
        this.stream.write(header + content, 'utf8', (error) => (error ? failed(error) : resolve()));
      } catch (error) {
        failed(error as Error);
      }
    });
  }

  end(): void {
    this.stream.end();
  }
}
