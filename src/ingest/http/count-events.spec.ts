import { countMetricEvents, countNativeEvents } from './count-events.js';

describe('The events of a body', () => {
  it.each([
    [{}, 0],
    [{ trace: { id: 't' } }, 1],
    [{ trace: null, observations: [{}, {}] }, 2],
    [{ trace: {}, observations: [null, 5] }, 3],
    [{ trace: 5, observations: 'many' }, 0],
    [{ trace: {}, observations: { length: 1000 } }, 1],
    [null, 0],
    ['text', 0],
    [[1, 2], 0],
  ])('of the native protocol: in %j are %i', (body, events) => {
    expect(countNativeEvents(body)).toBe(events);
  });

  it.each([
    [{ metrics: [{}, null] }, 2],
    [{ metrics: null }, 0],
    [{}, 0],
    [5, 0],
  ])('of metrics: in %j are %i', (body, events) => {
    expect(countMetricEvents(body)).toBe(events);
  });
});
