import { Random } from '../load/random.js';
import { drawSlots, fillSlots } from './slots.js';

describe('fillSlots', () => {
  const slots = { order: 'HO-1', city: 'Lyon' };

  it('fills every place in nested values and leaves numbers alone', () => {
    const value = { id: '{order}', list: ['{city}', 3, null, { text: '{order} in {city}' }] };
    expect(fillSlots(value, slots)).toEqual({
      id: 'HO-1',
      list: ['Lyon', 3, null, { text: 'HO-1 in Lyon' }],
    });
  });

  it('leaves unknown places and code as they are', () => {
    expect(fillSlots('{unknown} => ({ a: 1 })', slots)).toBe('{unknown} => ({ a: 1 })');
  });
});

describe('drawSlots', () => {
  it('draws days around the instant', () => {
    const { today, yesterday, delivery } = drawSlots(new Random('slots'), Date.UTC(2026, 10, 20, 12));
    expect(today).toBe('2026-11-20');
    expect(yesterday).toBe('2026-11-19');
    expect((delivery ?? '') > '2026-11-20').toBe(true);
  });
});
