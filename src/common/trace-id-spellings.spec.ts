import { traceIdSpellings } from './trace-id-spellings.js';

describe('traceIdSpellings', () => {
  it('spells a UUID without hyphens, too', () => {
    expect(traceIdSpellings('0af76519-16cd-43dd-8448-eb211c80319c')).toEqual([
      '0af76519-16cd-43dd-8448-eb211c80319c',
      '0af7651916cd43dd8448eb211c80319c',
    ]);
  });

  it('spells a trace id of OpenTelemetry with hyphens, too', () => {
    expect(traceIdSpellings('0af7651916cd43dd8448eb211c80319c')).toEqual([
      '0af7651916cd43dd8448eb211c80319c',
      '0af76519-16cd-43dd-8448-eb211c80319c',
    ]);
  });

  it('tries the spelling of the caller first, then lower case', () => {
    expect(traceIdSpellings('0AF7651916CD43DD8448EB211C80319C')).toEqual([
      '0AF7651916CD43DD8448EB211C80319C',
      '0af7651916cd43dd8448eb211c80319c',
      '0af76519-16cd-43dd-8448-eb211c80319c',
    ]);
  });

  it.each(['', 'my-trace', '0af7651916cd43dd8448eb211c80319', '0af7651916cd43dd8448eb211c80319g'])(
    'leaves any other id (%j) as it is',
    (id) => {
      expect(traceIdSpellings(id)).toEqual([id]);
    },
  );
});
