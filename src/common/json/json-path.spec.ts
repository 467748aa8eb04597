import { formatJsonPath } from './json-path.js';

describe(formatJsonPath, () => {
  it.each([
    [[], ''],
    [['observations', 3, 'startTime'], 'observations[3].startTime'],
    [[0, 'a'], '[0].a'],
    [['a', 'b-c', '$d', '_e'], 'a.b-c.$d._e'],
    [['labels', 'node id'], 'labels["node id"]'],
    [['labels', ''], 'labels[""]'],
    [['labels', '0'], 'labels["0"]'],
    [['a', 'say "x"\n'], String.raw`a["say \"x\"\n"]`],
  ])('shows %j as %s', (path, text) => {
    expect(formatJsonPath(path)).toBe(text);
  });

  it('cuts a name after 100 characters', () => {
    expect(formatJsonPath([' '.repeat(500)])).toBe(`["${' '.repeat(100)}"]`);
    expect(formatJsonPath(['k'.repeat(100_000)])).toBe(`["${'k'.repeat(100)}"]`);
  });

  it('leaves out the middle of what is nested deeply', () => {
    const path = formatJsonPath(['body', ...Array.from({ length: 500 }, () => 'value'), 'last']);
    expect(path).toMatch(/^body\.value\..*…[\w.]*\.value\.last$/);
    expect(path).toHaveLength(200);
  });
});
