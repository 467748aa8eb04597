import type { Timestamp } from '../../common/time/timestamp.js';
import { splitRange } from './time-range.js';

const from = '2026-02-12T08:00:00.000001Z' as Timestamp;
const to = '2026-02-12T09:00:00.000000Z' as Timestamp;

describe('splitRange', () => {
  it('leaves nothing out and shares no microsecond', () => {
    const at = '2026-02-12T08:30:00.000000Z' as Timestamp;
    expect(splitRange({ from, to }, at)).toEqual({
      newer: { from: at, to },
      older: { from, to: '2026-02-12T08:29:59.999999Z' },
    });
  });

  it('has no older part where the range begins at the cut or later', () => {
    expect(splitRange({ from, to }, from)).toEqual({ newer: { from, to }, older: null });
    expect(splitRange({ from, to }, '2026-02-12T08:00:00.000000Z' as Timestamp).older).toBeNull();
  });
});
