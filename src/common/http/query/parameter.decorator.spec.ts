import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { integerBetween } from './integer-parameter.js';
import { PageQueryDto } from './page-query.dto.js';
import { Parameter, RepeatableParameter } from './parameter.decorator.js';
import { TEXT } from './text-parameter.js';
import { TIMESTAMP } from './timestamp-parameter.js';

class ExampleQueryDto extends PageQueryDto {
  @Parameter(TEXT)
  name?: string;

  @Parameter(TIMESTAMP)
  from?: string;

  @Parameter(integerBetween(0, 9))
  depth = 5;

  @RepeatableParameter(TEXT, 3)
  tags?: string[];

  @Parameter({ ...TEXT, empty: 'none' })
  parent?: string;
}

const pipe = new ValidationPipe({
  transform: true,
  whitelist: false,
  exceptionFactory: (errors: ValidationError[]) =>
    new Error(errors.flatMap((error) => Object.values(error.constraints ?? {})).join('; ')),
});

/** As Express hands a query string over: an object without a prototype. */
function read(query: Record<string, string | string[]>): Promise<ExampleQueryDto> {
  const value = Object.assign(Object.create(null), query) as unknown;
  return pipe.transform(value, { type: 'query', metatype: ExampleQueryDto }) as Promise<ExampleQueryDto>;
}

describe('query parameters', () => {
  it('have their defaults when absent', async () => {
    expect(await read({})).toEqual({ page: 1, limit: 50, depth: 5 });
  });

  it('count as absent when empty', async () => {
    expect(await read({ page: '', limit: '', depth: '', name: '', from: '', tags: ['', ''] })).toEqual({
      page: 1,
      limit: 50,
      depth: 5,
    });
  });

  it('name several in one where they may be repeated, unless they are', async () => {
    expect(await read({ tags: 'a,,b' })).toMatchObject({ tags: ['a', 'b'] });
    expect(await read({ tags: ['a,b', 'c'] })).toMatchObject({ tags: ['a,b', 'c'] });
    await expect(read({ tags: 'a,b,c,d' })).rejects.toThrow('tags must have at most 3 values');
  });

  it('mean when empty what their format says', async () => {
    expect(await read({ parent: '' })).toMatchObject({ parent: 'none' });
  });

  it('are read into their types', async () => {
    expect(await read({ page: '2', limit: '200', name: 'a b', from: '2026-01-31T09:00:00+01:00' })).toEqual({
      page: 2,
      limit: 200,
      depth: 5,
      name: 'a b',
      from: '2026-01-31T08:00:00.000000Z',
    });
  });

  it('collect repeated values once each', async () => {
    expect((await read({ tags: 'a' })).tags).toEqual(['a']);
    expect((await read({ tags: ['a', '', 'b', 'a'] })).tags).toEqual(['a', 'b']);
  });

  it.each([
    [{ page: '0' }, 'page must be a whole number between 1 and 2147483647'],
    [{ page: '1.5' }, 'page must be a whole number between 1 and 2147483647'],
    [{ page: '99999999999999999999' }, 'page must be a whole number between 1 and 2147483647'],
    [{ limit: '201' }, 'limit must be a whole number between 1 and 200'],
    [{ limit: '0x10' }, 'limit must be a whole number between 1 and 200'],
    [{ limit: ' 7' }, 'limit must be a whole number between 1 and 200'],
    [{ depth: '10' }, 'depth must be a whole number between 0 and 9'],
    [{ name: ['a', 'b'] }, 'name must be given only once'],
    [{ name: 'a\u0000' }, 'name must not contain the character NUL'],
    [{ tags: ['a', 'b\u0000'] }, 'tags must not contain the character NUL'],
    [{ tags: ['a', 'b', 'c', 'd'] }, 'tags must have at most 3 values'],
    [
      { from: 'yesterday' },
      'from must be an RFC 3339 date-time between 1970 and 2100, such as 2026-01-31T08:00:00.000Z ' +
        '(in a URL the + of an offset is written %2B)',
    ],
  ])('turn down %j', async (query, message) => {
    await expect(read(query as Record<string, string | string[]>)).rejects.toThrow(message);
  });

  it('turn down every bad parameter of a request at once', async () => {
    await expect(read({ page: '0', limit: '0' })).rejects.toThrow(/page must .*; limit must /);
  });

  it('take no notice of parameters that are not declared', async () => {
    expect(await read({ unknown: ['1', '2'], ['__proto__']: 'x' })).toMatchObject({ page: 1, limit: 50 });
  });
});
