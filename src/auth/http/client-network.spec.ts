import { clientNetwork } from './client-network.js';

describe(clientNetwork, () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '::1'],
    [undefined, 'unknown'],
  ])('sees %p as %p', (ip, network) => {
    expect(clientNetwork({ ip })).toBe(network);
  });

  it('cuts off what is no address', () => {
    expect(clientNetwork({ ip: 'x'.repeat(10_000) })).toHaveLength(64);
  });
});
