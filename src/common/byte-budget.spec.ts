import { UnavailableError } from './domain-error.js';
import { ByteBudget } from './byte-budget.js';

describe(ByteBudget, () => {
  it('gives bytes until all are taken, and refuses the next at once', () => {
    const budget = new ByteBudget(10, 'full');
    const hold = budget.hold();
    hold.grow(4);
    hold.grow(6);
    expect(() => budget.hold().grow(1)).toThrow(UnavailableError);
    expect(budget.usedBytes).toBe(10);
  });

  it('has them back when the hold is released, once', () => {
    const budget = new ByteBudget(10, 'full');
    const [one, other] = [budget.hold(), budget.hold()];
    one.grow(6);
    other.grow(4);
    one.release();
    one.release();
    expect(budget.usedBytes).toBe(4);
    other.release();
    expect(budget.usedBytes).toBe(0);
  });

  it('says whether bytes are there, and takes none', () => {
    const budget = new ByteBudget(10, 'full');
    const hold = budget.hold();
    hold.grow(4);
    hold.check(6);
    expect(() => hold.check(7)).toThrow(UnavailableError);
    expect(budget.usedBytes).toBe(4);
  });

  it('takes nothing of what it refuses', () => {
    const budget = new ByteBudget(10, 'full');
    const hold = budget.hold();
    expect(() => hold.grow(11)).toThrow(UnavailableError);
    expect(budget.usedBytes).toBe(0);
    hold.grow(10);
  });
});
