import { parseProcessStat } from './linux-process.js';

const FIELDS_AFTER_STATE = '1 42 42 0 -1 4194560 4 5 6 7 8 9 10 11 20 0 1 0 297506 1000 200';

describe(parseProcessStat, () => {
  it('reads pid, name, state and start time', () => {
    expect(parseProcessStat(`4711 (postgres) S ${FIELDS_AFTER_STATE}\n`)).toEqual({
      pid: 4711,
      name: 'postgres',
      state: 'S',
      startTime: '297506',
    });
  });

  it.each(['a b', 'a) S 1 2 (b', 'tmux: server', ')', ''])('is not misled by the name "%s"', (name) => {
    expect(parseProcessStat(`7 (${name}) Z ${FIELDS_AFTER_STATE}`)).toEqual({
      pid: 7,
      name,
      state: 'Z',
      startTime: '297506',
    });
  });

  it.each(['', 'nonsense', '7 (postgres) S 1 2 3'])('finds no process in "%s"', (text) => {
    expect(parseProcessStat(text)).toBeNull();
  });
});
