import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws the error of the operating system (EADDRINUSE, EACCES, EADDRNOTAVAIL …) where nobody could listen there now */
export async function requireFreeAddress({ host, port }: { host: string; port: number }): Promise<void> {
  const server = createServer().listen({ host, port });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
