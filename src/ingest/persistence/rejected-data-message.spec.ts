import { rejectedDataMessage } from './rejected-data-message.js';

describe(rejectedDataMessage, () => {
  it.each([
    ['22P05', 'The request cannot be stored: a text holds a character that cannot be stored'],
    ['22003', 'The request cannot be stored: a number is out of range'],
    ['54000', 'The request cannot be stored: an id, name or tag is too long to be indexed'],
    ['22999', 'The request cannot be stored: a value is not storable'],
  ])('says what %s means', (code, message) => {
    expect(rejectedDataMessage({ code })).toBe(message);
  });

  it('tells neither the statement nor the data', () => {
    const error = Object.assign(new Error('value "secret" in INSERT'), { code: '22P02', detail: 'secret' });
    expect(rejectedDataMessage(error)).toBe('The request cannot be stored: a value is not storable');
  });

  it.each([null, 'text', {}])('has words for %p', (error) => {
    expect(rejectedDataMessage(error)).toContain('a value is not storable');
  });
});
