import type { LinuxProcess } from './linux-process.js';
import { lockVerdict, type ProcessProbe } from './lock-verdict.js';
import type { ProcessIdentity } from './process-identity.js';

const self: ProcessIdentity = {
  pid: 10,
  host: 'here',
  startTime: '900',
  bootId: 'boot',
  pidNamespace: 'pid:[1]',
};
const holder: ProcessIdentity = { ...self, pid: 20, startTime: '500' };

function machineWith(processes: Partial<LinuxProcess>[]): ProcessProbe {
  return {
    find: (pid) => {
      const found = processes.find((candidate) => candidate.pid === pid);
      return found === undefined ? null : { pid, name: 'node', state: 'S', startTime: '0', ...found };
    },
    mayExist: (pid) => processes.some((candidate) => candidate.pid === pid),
  };
}

describe(lockVerdict, () => {
  it('finds the lock free that its holder has released, even while that lives', () => {
    const living = machineWith([{ pid: 20, startTime: '500' }]);
    expect(lockVerdict({ holder, released: true }, self, living)).toBe('free');
  });

  it('finds it held while the holder lives', () => {
    const living = machineWith([{ pid: 20, startTime: '500' }]);
    expect(lockVerdict({ holder, released: false }, self, living)).toBe('held');
  });

  it('finds it held by another part of this very process', () => {
    const living = machineWith([{ pid: 10, startTime: '900' }]);
    expect(lockVerdict({ holder: self, released: false }, self, living)).toBe('held');
  });

  it('finds it free when there is no such process', () => {
    expect(lockVerdict({ holder, released: false }, self, machineWith([]))).toBe('free');
  });

  it('finds it free when the pid has gone to another process', () => {
    const reused = machineWith([{ pid: 20, startTime: '501' }]);
    expect(lockVerdict({ holder, released: false }, self, reused)).toBe('free');
  });

  it.each([
    ['boot, or another machine', { bootId: 'another' }],
    ['container', { pidNamespace: 'pid:[2]' }],
  ])('is unsure about a holder of another %s, whatever runs here under its pid', (_name, difference) => {
    const record = { holder: { ...holder, ...difference }, released: false };
    expect(lockVerdict(record, self, machineWith([]))).toBe('unsure');
    expect(lockVerdict(record, self, machineWith([{ pid: 20, startTime: '500' }]))).toBe('unsure');
  });

  describe('on a system without /proc', () => {
    const bare = { startTime: null, bootId: null, pidNamespace: null };
    const here = { ...self, ...bare };

    it('finds it free when this machine has no process with the pid', () => {
      expect(lockVerdict({ holder: { ...holder, ...bare }, released: false }, here, machineWith([]))).toBe(
        'free',
      );
    });

    it('is unsure when it has one, which may have come later', () => {
      const reused = machineWith([{ pid: 20 }]);
      expect(lockVerdict({ holder: { ...holder, ...bare }, released: false }, here, reused)).toBe('unsure');
    });

    it('is unsure about a holder on another machine', () => {
      const elsewhere = { ...holder, ...bare, host: 'elsewhere' };
      expect(lockVerdict({ holder: elsewhere, released: false }, here, machineWith([]))).toBe('unsure');
    });
  });

  it('is unsure about what it cannot read', () => {
    expect(lockVerdict(null, self, machineWith([]))).toBe('unsure');
  });
});
