import fc from 'fast-check';
import { formatLockRecord, parseLockRecord } from './lock-record.js';

const textOrNull = fc.option(fc.string());

describe(parseLockRecord, () => {
  it('reads back whatever was written', () => {
    const record = fc.record({
      holder: fc.record({
        pid: fc.nat(),
        host: fc.string(),
        startTime: textOrNull,
        bootId: textOrNull,
        pidNamespace: textOrNull,
      }),
      released: fc.boolean(),
    });
    fc.assert(
      fc.property(record, (written) => {
        expect(parseLockRecord(formatLockRecord(written))).toEqual(written);
      }),
    );
  });

  it('reads a record that overwrites a longer one, and leaves its end behind for a moment', () => {
    const holder = { pid: 1, host: 'h', startTime: null, bootId: null, pidNamespace: null };
    const longer = formatLockRecord({ holder, released: false });
    const shorter = formatLockRecord({ holder, released: true });
    const between = shorter + longer.slice(shorter.length);
    expect(parseLockRecord(between)).toEqual({ holder, released: true });
  });

  it('takes nothing else for a record', () => {
    for (const text of ['', '\0\0', '{}', 'null', '[]', '1', '{"holder":1,"released":true}']) {
      expect(parseLockRecord(text)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseLockRecord(text)).toBeNull();
      }),
    );
  });
});
