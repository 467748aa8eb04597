import { InMemoryRepriceJobStore } from '../../../../test/fakes/in-memory-reprice-job.store.js';
import { SystemClock } from '../../../common/clock.js';
import { UnavailableError } from '../../../common/domain-error.js';
import { createLog } from '../../../common/logging/create-log.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { RepriceRef } from './reprice-job.js';
import { Repricer } from './repricer.js';
import { RepricingRunner } from './repricing.runner.js';

const LOG = createLog('silent', false);
const AT = '2026-01-31T08:00:00.000000Z' as Timestamp;

/** A job has as many steps as its id says. */
class StepByStep extends Repricer {
  readonly steps: string[] = [];
  beforeStep: (step: number) => Promise<void> = () => Promise.resolve();

  constructor(private readonly jobs: InMemoryRepriceJobStore) {
    super();
  }

  async goOn(job: RepriceRef): Promise<boolean> {
    await this.beforeStep(this.steps.length);
    this.steps.push(job.projectId);
    const done = this.steps.filter((projectId) => projectId === job.projectId).length;
    if (done < Number(job.id)) return true;
    await this.jobs.close(job, 'cancelled', null, AT);
    return false;
  }
}

describe(RepricingRunner, () => {
  let jobs: InMemoryRepriceJobStore;
  let repricer: StepByStep;
  let runner: RepricingRunner;

  beforeEach(() => {
    jobs = new InMemoryRepriceJobStore();
    repricer = new StepByStep(jobs);
    runner = new RepricingRunner(jobs, repricer, new SystemClock(), LOG);
  });

  async function begin(projectId: string, steps: number): Promise<RepriceRef> {
    const ref = { projectId, id: String(steps) };
    await jobs.insert({ ...ref, from: AT, to: AT, model: null, createdAt: AT });
    return ref;
  }

  it('lets no project wait for the end of the job of another one, not even of one that began earlier', async () => {
    await begin('long', 6);
    await begin('short', 2);
    repricer.beforeStep = async (step) => {
      if (step === 3) await begin('late', 1);
    };
    await runner.run();
    expect(repricer.steps).toEqual([
      ...['short', 'long', 'short', 'long'],
      ...['late', 'long', 'long', 'long', 'long'],
    ]);
    expect(await jobs.open()).toEqual([]);
  });

  it('leaves a job for later while the database is away, and goes on with the others', async () => {
    const away = await begin('away', 1);
    await begin('other', 2);
    repricer.goOn = jest.fn<Promise<boolean>, [RepriceRef]>((job) =>
      job.projectId === 'away'
        ? Promise.reject(new UnavailableError('away', 1))
        : StepByStep.prototype.goOn.call(repricer, job),
    );
    await runner.run();
    expect(repricer.steps).toEqual(['other', 'other']);
    expect(await jobs.open()).toEqual([away]);
  });

  it('ends a job that meets a mistake of ours as failed, without telling which', async () => {
    const ref = await begin('broken', 3);
    repricer.beforeStep = (step) =>
      step === 1 ? Promise.reject(new Error('SELECT secret')) : Promise.resolve();
    await runner.run();
    expect(await jobs.get(ref)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/mistake/) as string,
    });
  });

  it('stops between two steps where the server goes, and begins nothing afterwards', async () => {
    await begin('p', 100);
    const stopped: Promise<void>[] = [];
    repricer.beforeStep = (step) => {
      if (step === 4) stopped.push(runner.beforeApplicationShutdown());
      return Promise.resolve();
    };
    runner.look();
    runner.look();
    while (stopped.length === 0) await new Promise(setImmediate);
    await stopped[0];
    expect(repricer.steps).toHaveLength(5);
    runner.look();
    expect(await jobs.open()).toHaveLength(1);
    expect(repricer.steps).toHaveLength(5);
  });
});
