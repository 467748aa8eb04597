import { model, PER_TOKEN } from '../../../test/factories/per-token-price.factory.js';
import { parseTimestamp } from '../time/timestamp.js';
import { Effort } from './effort.js';
import { PriceList } from './match-model.js';
import type { ModelPrice } from './model-price.js';

const NOW = parseTimestamp('2026-06-01T00:00:00Z');

describe('PriceList', () => {
  it('prefers prices of the project, of these the latest that has begun', () => {
    const own = [
      dated('old', null),
      dated('new', '2026-05-01T00:00:00Z'),
      dated('to come', '2026-07-01T00:00:00Z'),
    ];
    const list = PriceList.of(own);
    expect(NOW && list.find('GPT-4o', NOW)?.id).toBe('new');
    expect(NOW && PriceList.of(own.slice(2)).find('gpt-4o', NOW)?.id).toBe('builtin:openai:gpt-4o');
    expect(NOW && list.find('gpt-4o-of-ours', NOW)).toBeNull();
    expect(NOW && list.find(`gpt-4o${' '.repeat(300)}`, NOW)).toBeNull();
  });

  it('looks for patterns that are very many and very large in short names only', () => {
    const large = Array.from({ length: 300 }, (_, index) => ({
      ...dated(String(index), null),
      matchPattern: `^(a|b|c${index})*a(a|b){120}$|^short-${index}$`,
    }));
    const list = PriceList.of(large, new Effort());
    expect(NOW && list.find('short-299', NOW)?.id).toBe('299');
    expect(NOW && list.find('a'.repeat(150), NOW)).toBeNull();
    expect(NOW && PriceList.of(large.slice(0, 3), new Effort()).find('a'.repeat(150), NOW)?.id).toBe('0');
  });
});

function dated(id: string, start: string | null): ModelPrice {
  const startDate = start === null ? null : parseTimestamp(start);
  return { ...model(PER_TOKEN), id, matchPattern: String.raw`(?i)^(openai\/)?(gpt-4o)$`, startDate };
}
