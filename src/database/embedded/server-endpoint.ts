/** Where the server listens: a Unix socket in a private directory, or a port of the loopback interface. */
export type ServerEndpoint =
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }
  | { readonly kind: 'loopback'; readonly port: number };

/** With a Unix socket the port is only a part of the file's name. */
export const SOCKET_PORT = 5432;

const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

export function socketFile(directory: string): string {
  return `${directory}/.s.PGSQL.${SOCKET_PORT}`;
}

/** Systems limit the path of a Unix socket to about a hundred bytes. */
export function canHoldSocket(directory: string): boolean {
  return Buffer.byteLength(socketFile(directory)) <= LONGEST_SOCKET_PATH;
}

/** The arguments that make the server listen there and nowhere else. */
export function endpointArguments(endpoint: ServerEndpoint): string[] {
  const settings =
    endpoint.kind === 'socket'
      ? {
          listen_addresses: '',
          // A list, in which a name with spaces or commas stands in quotes.
          unix_socket_directories: `"${endpoint.directory.replaceAll('"', '""')}"`,
          unix_socket_permissions: '0700',
          port: String(endpoint.port),
        }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(endpoint.port) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** What a client uses as its host. */
export function endpointHost(endpoint: ServerEndpoint): string {
  return endpoint.kind === 'socket' ? endpoint.directory : '127.0.0.1';
}
