import { parsePostmasterPidFile } from './postmaster-pid-file.js';

const COMPLETE = '7271\n/data/cluster\n1795367918\n5432\n/tmp/run\n\n  9977999         4\nready   \n';

describe(parsePostmasterPidFile, () => {
  it('reads the file of a server that is ready', () => {
    expect(parsePostmasterPidFile(COMPLETE)).toEqual({ pid: 7271, isReady: true });
  });

  it.each(['starting', 'stopping', 'standby '])('knows that one that is %s is not ready', (status) => {
    expect(parsePostmasterPidFile(COMPLETE.replace('ready   ', status))).toEqual({
      pid: 7271,
      isReady: false,
    });
  });

  it('reads what is there while the server is still writing', () => {
    expect(parsePostmasterPidFile('7271\n/data/cluster\n')).toEqual({ pid: 7271, isReady: false });
    expect(parsePostmasterPidFile('')).toBeNull();
  });

  it("reads the pid of a single user's server", () => {
    expect(parsePostmasterPidFile('-7271\n/data/cluster\n')?.pid).toBe(7271);
  });
});
