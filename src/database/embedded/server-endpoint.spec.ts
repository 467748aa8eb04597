import { canHoldSocket, endpointArguments, endpointHost } from './server-endpoint.js';

describe(endpointArguments, () => {
  it('opens a socket and no port', () => {
    const endpoint = { kind: 'socket', directory: '/data/my "run"', port: 5432 } as const;
    expect(endpointArguments(endpoint)).toEqual([
      ...['-c', 'listen_addresses='],
      ...['-c', 'unix_socket_directories="/data/my ""run"""'],
      ...['-c', 'unix_socket_permissions=0700'],
      ...['-c', 'port=5432'],
    ]);
    expect(endpointHost(endpoint)).toBe('/data/my "run"');
  });

  it('opens a port of the loopback interface and no socket', () => {
    const endpoint = { kind: 'loopback', port: 40_001 } as const;
    expect(endpointArguments(endpoint)).toEqual([
      ...['-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories='],
      ...['-c', 'port=40001'],
    ]);
    expect(endpointHost(endpoint)).toBe('127.0.0.1');
  });
});

describe(canHoldSocket, () => {
  it('counts bytes, with the name of the socket', () => {
    expect(canHoldSocket(`/${'x'.repeat(80)}`)).toBe(true);
    expect(canHoldSocket(`/${'ä'.repeat(80)}`)).toBe(false);
    expect(canHoldSocket(`/${'x'.repeat(100)}`)).toBe(false);
  });
});
