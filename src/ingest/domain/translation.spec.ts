import { DomainError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import {
  checkProject,
  jsonText,
  present,
  secondsOrNothing,
  timestampAt,
  unlessBlank,
} from './translation.js';

const CONTEXT = { projectId: 'p', receivedAtMs: 0 };

describe(present, () => {
  it('keeps what was said, and leaves out null and absent', () => {
    expect(present({ a: '', b: null, c: undefined, d: 0, e: false })).toEqual({ a: '', d: 0, e: false });
  });
});

describe(timestampAt, () => {
  it('reads a time, and nothing where nothing was said', () => {
    expect(timestampAt('2026-01-31T09:00:00+01:00', ['x'])).toBe('2026-01-31T08:00:00.000000Z');
    expect(timestampAt(null, ['x'])).toBeUndefined();
    expect(timestampAt(undefined, ['x'])).toBeUndefined();
  });

  it('names the place of what is no time', () => {
    expect(() => timestampAt('yesterday', ['observations', 3, 'startTime'])).toThrow(
      /^observations\[3\]\.startTime must be an RFC 3339 date-time/,
    );
    expect(() => timestampAt('', ['x'])).toThrow(InvalidFieldError);
  });
});

describe(checkProject, () => {
  it.each([null, undefined, '', 'p'])('admits %p for the project p', (projectId) => {
    expect(() => checkProject(projectId, CONTEXT, ['projectId'])).not.toThrow();
  });

  it('forbids another project', () => {
    expect(() => checkProject('q', CONTEXT, ['trace', 'projectId'])).toThrow(
      new DomainError('FORBIDDEN', 'trace.projectId is not the project of this credential'),
    );
  });
});

describe('what says nothing', () => {
  it('is a JSON null', () => {
    expect([null, undefined, 'null'].map(jsonText)).toEqual([undefined, undefined, undefined]);
    expect(['""', '0', '{}'].map(jsonText)).toEqual(['""', '0', '{}']);
  });

  it('is an empty text, and one that equals its default', () => {
    expect([null, undefined, '', 'default'].map((text) => unlessBlank(text, 'default'))).toEqual(
      Array(4).fill(undefined),
    );
    expect(unlessBlank('production', 'default')).toBe('production');
  });

  it('is a negative span of time', () => {
    expect([null, undefined, -0.1].map(secondsOrNothing)).toEqual([undefined, undefined, undefined]);
    expect(secondsOrNothing(0)).toBe(0);
  });
});
