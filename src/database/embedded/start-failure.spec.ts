import { startFailure } from './start-failure.js';

const failure = (code: string, program = process.execPath, directory = '/'): string =>
  startFailure(Object.assign(new Error(`spawn ${code}`), { code }), program, directory);

describe(startFailure, () => {
  it('says what is gone, and blames the C library only where nothing is', () => {
    expect(failure('ENOENT', process.execPath, '/no/such/place')).toBe('/no/such/place is gone');
    expect(failure('ENOENT', '/no/such/program')).toBe('/no/such/program is gone');
    expect(failure('ENOENT')).toMatch(/needs glibc 2\.27.*DATABASE_URL/);
  });

  it('explains a root that may not change to another account', () => {
    expect(failure('EPERM')).toMatch(/no right to start a program as another account/);
    expect(failure('EINVAL')).toMatch(/no right to start a program as another account/);
  });

  it('explains a file system without programs, and passes on the rest', () => {
    expect(failure('EACCES')).toMatch(/noexec/);
    expect(failure('EMFILE')).toBe('spawn EMFILE');
  });
});
