import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of } from 'rxjs';
import { JsonText } from '../json/json-text.js';
import { JsonAnswerInterceptor } from './json-answer.interceptor.js';

async function answer(value: unknown, headersSent = false): Promise<{ body: unknown; types: string[] }> {
  const types: string[] = [];
  const response = { headersSent, type: (type: string) => types.push(type) };
  const context = { switchToHttp: () => ({ getResponse: () => response }) } as ExecutionContext;
  const next: CallHandler = { handle: () => of(value) };
  return { body: await lastValueFrom(new JsonAnswerInterceptor().intercept(context, next)), types };
}

describe(JsonAnswerInterceptor, () => {
  it('serialises objects, with payloads as they were stored', async () => {
    expect(await answer({ input: new JsonText('[1.10]') })).toEqual({
      body: '{"input":[1.10]}',
      types: ['application/json'],
    });
    expect((await answer([])).body).toBe('[]');
  });

  it.each(['text', undefined, null])('leaves %p as it is', async (value) => {
    expect(await answer(value)).toEqual({ body: value, types: [] });
  });

  it('leaves an answer alone that has been sent already', async () => {
    const value = { a: 1 };
    expect((await answer(value, true)).body).toBe(value);
  });
});
