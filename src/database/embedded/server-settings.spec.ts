import fc from 'fast-check';
import { serverSettings } from './server-settings.js';

const GIBIBYTE = 1024 ** 3;

describe(serverSettings, () => {
  it.each([
    [1, '128MB'],
    [4, '256MB'],
    [64, '512MB'],
  ])('takes a modest share of %d GiB of memory', (gibibytes, expected) => {
    expect(serverSettings({ memoryBytes: gibibytes * GIBIBYTE, processors: 2 }).shared_buffers).toBe(
      expected,
    );
  });

  it('never gives up durability', () => {
    const machine = fc.record({
      memoryBytes: fc.integer({ min: 1, max: 2 ** 45 }),
      processors: fc.integer({ min: 1, max: 512 }),
    });
    fc.assert(
      fc.property(machine, (any) => {
        expect(serverSettings(any)).toMatchObject({
          fsync: 'on',
          synchronous_commit: 'on',
          full_page_writes: 'on',
        });
      }),
    );
  });
});
