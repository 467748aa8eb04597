import { eventually } from './eventually.js';

async function failure(waiting: Promise<void>): Promise<Error> {
  return waiting.then(
    () => new Error('It did not fail'),
    (error: unknown) => error as Error,
  );
}

describe(eventually, () => {
  it('waits until the condition holds, whatever it threw before', async () => {
    let looks = 0;
    await eventually(() => {
      looks += 1;
      if (looks === 1) throw new Error('not there');
      return looks === 3;
    });
    expect(looks).toBe(3);
  });

  it('gives up, and says what it waited for, where, and what was wrong last', async () => {
    const lastError = new Error('not there');
    const { message, stack, cause } = await failure(
      eventually(() => {
        throw lastError;
      }, 100),
    );
    expect(message).toMatch(/^Waited 100 ms in vain for: \(\)\s*=>\s*\{\s*throw lastError;/);
    expect(stack?.split('\n').find((line) => line.includes(' at '))).toContain('eventually.spec.ts');
    expect(cause).toBe(lastError);
  });

  it('gives up on a condition that never answers', async () => {
    const { message } = await failure(eventually(() => new Promise(() => undefined), 100));
    expect(message).toContain('in vain');
  });

  it('does not look again when it has given up', async () => {
    let looks = 0;
    await failure(
      eventually(() => {
        looks += 1;
        return false;
      }, 50),
    );
    const then = looks;
    await eventually(() => new Promise((resolve) => setTimeout(() => resolve(true), 60)));
    expect(looks).toBe(then);
  });
});
