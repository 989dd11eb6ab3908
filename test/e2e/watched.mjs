// The network, cut off and watched: browsers are told to go through this for everything, and it lets nothing through.
import { createServer } from 'node:http';

const OWN = /(?:^|[/.])(?:google|googleapis|gstatic|mozilla|firefox)\.(?:com|org|net)\b/;

/** Listens as a proxy; `asked` holds what was asked for. */
export async function watchedNetwork() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => {});
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    port,
    asked,
    /** What browsers ask for by themselves left out. */
    outside: () => asked.filter((url) => !OWN.test(url)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
