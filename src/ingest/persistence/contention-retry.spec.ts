import { UnavailableError } from '../../common/domain-error.js';
import type { Transaction, WriteDatabase } from '../../database/write-database.js';
import { RejectedDataError } from '../domain/rejected-data.error.js';
import { ContentionRetry } from './contention-retry.js';
import { ContentionError } from './merged-rows.js';

/** Runs the work, with a note of every statement. */
class FakeDatabase {
  readonly statements: { sql: string; parameters: readonly unknown[] }[] = [];

  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return work({
      atCommit: () => undefined,
      copy: () => Promise.resolve(),
      copyAtCommit: () => undefined,
      query: (sql, parameters = []) => {
        this.statements.push({ sql, parameters });
        return Promise.resolve([]);
      },
    });
  }
}

function sqlState(code: string): Error {
  return Object.assign(new Error('of the driver'), { code });
}

describe(ContentionRetry, () => {
  let database: FakeDatabase;
  let retry: ContentionRetry;

  beforeEach(() => {
    // Between two attempts: no pause.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    database = new FakeDatabase();
    retry = new ContentionRetry(database as unknown as WriteDatabase);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Fails with these errors, one after the other, then succeeds. Returns how often it was tried. */
  async function attempts(errors: Error[], keys: string[] = ['p\0t']): Promise<number> {
    let count = 0;
    await retry.transaction(keys, () => {
      const error = errors[count++];
      return error === undefined ? Promise.resolve() : Promise.reject(error);
    });
    return count;
  }

  it('takes no locks while nobody is in the way', async () => {
    expect(await attempts([])).toBe(1);
    expect(database.statements).toEqual([]);
  });

  it.each([new ContentionError(), sqlState('40P01'), sqlState('40001')])(
    'tries again after %p',
    async (error) => {
      expect(await attempts([error, error])).toBe(3);
    },
  );

  it('takes locks in ascending order once writers have met, and for a while afterwards', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `p\0${index}`);
    await attempts([new ContentionError()], keys);
    await attempts([], [...keys].reverse());
    expect(database.statements).toHaveLength(2);
    const [first, second] = database.statements.map(({ parameters }) => parameters[0] as number[]);
    expect(first).toEqual([...new Set(first)].sort((a, b) => a - b));
    expect(second).toEqual(first);
    expect(database.statements[0]?.sql).toContain('pg_advisory_xact_lock');
  });

  it('tries again three times, then gives up as with a fault that passes', async () => {
    const errors = Array<Error>(3).fill(new ContentionError());
    expect(await attempts(errors)).toBe(4);
    await expect(attempts([...errors, new ContentionError()])).rejects.toThrow(UnavailableError);
  });

  it.each([
    ['55P03', 'Somebody has locked in the database what this needs; try again'],
    ['57014', 'The database took too long to store this; try again'],
  ])('does not wait again after %s, and says why', async (code, message) => {
    await expect(attempts([sqlState(code)])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', message });
    await expect(retry.optimistic(() => Promise.reject(sqlState(code)))).rejects.toMatchObject({ message });
  });

  it.each(['22P05', '23514', '54000'])('says of the data fault %s that the data is refused', async (code) => {
    await expect(attempts([sqlState(code)])).rejects.toThrow(RejectedDataError);
  });

  it('says of a database that is away that it is, at once', async () => {
    await expect(attempts([sqlState('ECONNREFUSED')])).rejects.toThrow(UnavailableError);
    await expect(attempts([sqlState('53100')])).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });

  it('passes on a mistake of ours as it is', async () => {
    const mistake = sqlState('42601');
    await expect(attempts([mistake])).rejects.toBe(mistake);
  });
});
