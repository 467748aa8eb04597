import { binaryTextArray } from './binary-text-array.js';

describe(binaryTextArray, () => {
  it('writes the header, and each text with its length in bytes', () => {
    expect(binaryTextArray(['a', null, 'é']).toString('hex')).toBe(
      [
        '00000001',
        '00000001',
        '00000019',
        '00000003',
        '00000001',
        '00000001',
        '61',
        'ffffffff',
        '00000002',
        'c3a9',
      ].join(''),
    );
  });

  it('says that there are no nulls where there are none', () => {
    expect(binaryTextArray(['']).subarray(4, 8).readInt32BE()).toBe(0);
  });

  it('writes an array without elements without a dimension', () => {
    expect(binaryTextArray([]).toString('hex')).toBe('000000000000000000000019');
  });
});
