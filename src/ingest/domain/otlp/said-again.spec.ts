import { anOtlpSpan, translated, type Sent } from '../../../../test/factories/otlp-span.factory.js';

const LONG = 'Wie weit ist es von Köln nach “Paris”?\n'.repeat(10);
const REPLY = 'About 500 kilometres. '.repeat(10);

function attributesOf(sent: Readonly<Record<string, Sent>>): unknown {
  const { metadata } = translated(anOtlpSpan(sent)).fields;
  return (metadata as Readonly<Record<string, unknown>>)['attributes'];
}

/** As the module json of Python writes it by default. */
function pythonJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

describe('what is written down a second time', () => {
  it.each([
    ['JSON', JSON.stringify],
    ['JSON of ASCII', pythonJson],
  ])('is not kept again where it stands in %s', (_, write) => {
    expect(
      attributesOf({
        'input.value': write({ messages: [{ role: 'user', content: LONG }] }),
        'output.value': REPLY,
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': LONG,
        'llm.output_messages.0.message.content': REPLY,
      }),
    ).toEqual({ 'llm.input_messages.0.message.role': 'user' });
  });

  it('is not kept again where it is JSON that is a part', () => {
    const messages = JSON.stringify([{ role: 'user', content: LONG }]);
    expect(
      attributesOf({
        'langfuse.observation.input': `{"model":"m","messages":${messages}}`,
        'gen_ai.input.messages': messages,
      }),
    ).toBeUndefined();
  });

  it('stays where it says anything else, is short, or is of something else', () => {
    const others = {
      'llm.input_messages.0.message.content': `${LONG}?`,
      'llm.input_messages.1.message.content': LONG.slice(1),
      'llm.input_messages.2.message.content': 'short',
      'rag.query': LONG,
    };
    const said = { 'input.value': JSON.stringify([LONG, 'short']) };
    expect(attributesOf({ ...said, ...others })).toEqual(others);
  });

  it('stays where looking for it would take too long', () => {
    const texts = Array.from({ length: 20 }, (_, index) => `${index} ${LONG}`);
    const again = Object.fromEntries(
      texts.map((text, index) => [`llm.input_messages.${index}.message.content`, text]),
    );
    const kept = attributesOf({ 'input.value': JSON.stringify(['x'.repeat(3_000_000), ...texts]), ...again });
    const keys = Object.keys(kept as object);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.length).toBeLessThan(20);
  });

  it('does not cost the room of metadata', () => {
    const large = 'x'.repeat(4_300_000);
    expect(
      attributesOf({ 'input.value': large, 'llm.input_messages.0.message.content': large, custom: 1 }),
    ).toEqual({ custom: 1 });
  });
});
