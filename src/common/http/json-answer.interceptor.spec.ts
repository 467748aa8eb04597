import { text } from 'node:stream/consumers';
import { StreamableFile, type CallHandler, type ExecutionContext } from '@nestjs/common';
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

  it('sends a large answer piece by piece, and says how long it is', async () => {
    const input = `"${'é'.repeat(2_000_000)}"`;
    const { body, types } = await answer({ input: new JsonText(input), output: 1 });
    const expected = `{"input":${input},"output":1}`;
    const file = body as StreamableFile;
    expect(file).toBeInstanceOf(StreamableFile);
    expect((await text(file.getStream())) === expected).toBe(true);
    expect(file.getHeaders().length).toBe(Buffer.byteLength(expected));
    expect(types).toEqual(['application/json']);
  });

  it.each(['text', undefined, null])('leaves %p as it is', async (value) => {
    expect(await answer(value)).toEqual({ body: value, types: [] });
  });

  it('leaves an answer alone that has been sent already', async () => {
    const value = { a: 1 };
    expect((await answer(value, true)).body).toBe(value);
  });
});
