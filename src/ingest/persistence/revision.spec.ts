import { firstRevision, isSameRow } from './revision.js';

describe(firstRevision, () => {
  it('differs from row to row, and leaves room to count', () => {
    const revisions = Array.from({ length: 100 }, firstRevision);
    expect(new Set(revisions).size).toBeGreaterThan(90);
    expect(revisions.every((revision) => revision >= 1 && revision < 2 ** 31 - 2 ** 29)).toBe(true);
  });
});

describe(isSameRow, () => {
  it('knows a row that others have replaced', () => {
    expect([7, 8, 100].map((revision) => isSameRow(7, revision))).toEqual([true, true, true]);
  });

  it('knows a row that was made anew, and one that was not there', () => {
    expect([6, 5_000, -7].map((revision) => isSameRow(7, revision))).toEqual([false, false, false]);
  });
});
