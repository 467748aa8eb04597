import { readsAttributeConditions } from './reads-attribute-conditions.js';

describe('readsAttributeConditions', () => {
  const by = (name: string, version?: string): boolean =>
    readsAttributeConditions({ 'x-langfuse-sdk-name': name, 'x-langfuse-sdk-version': version });

  it('is false for SDKs for Python that do not know them yet', () => {
    expect(['2.60.10', '3.15.0', '4.9.9', '4.14.4', '4.13.20'].map((each) => by('python', each))).toEqual(
      Array(5).fill(false),
    );
  });

  it('is true for everybody else', () => {
    expect(['4.14.5', '4.14.10', '4.15.0b1', '5.0.0', '10.0.0'].map((each) => by('python', each))).toEqual(
      Array(5).fill(true),
    );
    expect([
      readsAttributeConditions({}),
      by('javascript', '3.39.2'),
      by('python'),
      by('python', 'dev'),
    ]).toEqual(Array(4).fill(true));
  });
});
