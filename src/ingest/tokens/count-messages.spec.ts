import { countMessages, MAX_COUNTED_CHARACTERS, sampled } from './count-messages.js';
import type { CountRequest } from '../domain/token-counter.js';

type Counts = Readonly<Record<'input' | 'output' | 'total', number>>;

async function counted(
  input: unknown,
  output: unknown = null,
  model: Partial<CountRequest> = {},
): Promise<Counts> {
  const counts = await countMessages(
    sampled({
      tokenizer: 'openai',
      model: 'gpt-4o',
      tokensPerMessage: 3,
      tokensPerName: 1,
      ...model,
      input: JSON.stringify(input),
      output: output === null ? null : JSON.stringify(output),
    }),
  );
  return JSON.parse(counts) as Counts;
}

const QUESTION = 'What is the capital of France?';
const ANSWER = 'Paris is the capital of France.';

/** The counts are those of OpenAI's own tokenizer. */
describe(countMessages, () => {
  it('counts texts', async () => {
    expect(await counted(QUESTION, ANSWER)).toEqual({ input: 7, output: 7, total: 14 });
  });

  it('counts what each message of a chat takes, and its name', async () => {
    const messages = [{ role: 'user', content: QUESTION }];
    const reply = { role: 'assistant', content: ANSWER };
    // 3 for the reply, 3 for the message, 1 for its role.
    expect(await counted(messages, reply)).toEqual({ input: 14, output: 7, total: 21 });
    expect((await counted({ messages })).input).toBe(14);
    expect((await counted([{ ...messages[0], name: 'user' }])).input).toBe(16);
    expect((await counted(messages, null, { tokensPerMessage: 10 })).input).toBe(21);
  });

  it('counts of a request its tools too, and of an answer only what was said', async () => {
    const messages = [{ role: 'user', content: QUESTION }];
    const tools = [{ type: 'function', function: { name: 'find', parameters: { type: 'object' } } }];
    expect((await counted({ messages, tools })).input).toBe(14 + (await counted(tools)).input);
    const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: ANSWER } };
    const answer = { id: 'chatcmpl-1', object: 'chat.completion', choices: [choice, choice], usage: null };
    expect((await counted(messages, answer)).output).toBe(14);
    for (const odd of [{ choices: [ANSWER] }, { choices: 'a' }, { messages: ANSWER }])
      expect((await counted(odd)).input).toBe((await counted(JSON.stringify(odd))).input);
  });

  it('counts of contents in parts what is text', async () => {
    const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(5000)}` } };
    const content = [{ type: 'text', text: QUESTION }, picture];
    expect((await counted([{ role: 'user', content }])).input).toBeLessThan(17);
    expect((await counted(`${QUESTION} ${picture.image_url.url}`)).input).toBeLessThan(10);
  });

  it('takes the encoding of the model', async () => {
    const text = 'Привет, как дела? 你好吗';
    const [older, newer] = await Promise.all([
      counted(text, null, { model: 'azure/gpt-4-32k' }),
      counted(text, null, { model: 'gpt-4.1' }),
    ]);
    expect(older.input).toBeGreaterThan(newer.input);
  });

  it('guesses for Claude no less than a token for 3.5 characters', async () => {
    const claude = { tokenizer: 'claude', model: 'claude-sonnet-4' } as const;
    expect((await counted('internationalization'.repeat(70), null, claude)).input).toBe(400);
    expect((await counted('1 2 3 4 5 6', null, claude)).input).toBeGreaterThan(4);
  });

  it('takes words that steer a model as text', async () => {
    expect((await counted('<|endoftext|>')).input).toBeGreaterThan(1);
  });

  it('reckons a long text from its beginning', async () => {
    const word = 'hello ';
    const text = word.repeat((4 * MAX_COUNTED_CHARACTERS) / word.length);
    const { input } = await counted(text);
    expect(Math.abs(input / (text.length / word.length) - 1)).toBeLessThan(0.01);
  });
});
