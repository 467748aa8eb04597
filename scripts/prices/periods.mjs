/** Our buckets, and how many units the price of the data is for. Others (hours of sound, pages, requests) are not among what usage counts. */
const BUCKETS = {
  input_mtok: ['input', 1e6],
  output_mtok: ['output', 1e6],
  cache_read_mtok: ['input_cached_tokens', 1e6],
  cache_write_mtok: ['input_cache_creation', 1e6],
  cache_write_1h_mtok: ['input_cache_creation_1h', 1e6],
  input_audio_mtok: ['input_audio_tokens', 1e6],
  output_audio_mtok: ['output_audio_tokens', 1e6],
  cache_audio_read_mtok: ['input_cached_audio_tokens', 1e6],
  input_image_mtok: ['input_image_tokens', 1e6],
  output_image_mtok: ['output_image_tokens', 1e6],
  cache_image_read_mtok: ['input_cached_image_tokens', 1e6],
  input_video_mtok: ['input_video_tokens', 1e6],
  output_video_mtok: ['output_video_tokens', 1e6],
  output_reasoning_mtok: ['output_reasoning_tokens', 1e6],
  output_citation_mtok: ['input_citation_tokens', 1e6],
  web_searches_kcount: ['web_search_requests', 1e3],
};
const NOT_COUNTED = [
  'audio_hours',
  'input_audio_hours',
  'input_mchars',
  'input_document_kpages',
  'input_annotated_document_kpages',
  'storage_searches_kcount',
  'requests_kcount',
  'input_text_messages_kcount',
];

/** What requests say to be priced otherwise. That of batches is named as the vendors name it in what they answer. */
const MODES = [
  { name: 'Batch', when: { processing: 'batch' }, attribute: ['service_tier', ['batch']] },
  { name: 'Flex', when: { service_tier: 'flex' }, attribute: ['service_tier', ['flex']] },
  { name: 'Priority', when: { service_tier: 'priority' }, attribute: ['service_tier', ['priority']] },
  { name: 'Fast', when: { service_tier: 'fast' }, attribute: ['service_tier', ['fast']] },
  { name: 'Fast', when: { speed: 'fast' }, attribute: ['speed', ['fast']] },
];

/**
 * The prices of a model from one change to the next, USD per million units. Modes are dated by when the data's authors checked them first: a
 * mode holds for the whole period of the standard price that it was checked in.
 */
export function periodsOf(model, { rates, hasOneInputPrice, isOnWeekdays }) {
  const dated = standardPrices(model);
  const starts = [...new Set([...dated.map(({ from }) => from), ...laterModes(model)])].sort();
  return starts.flatMap((from, index) => {
    const until = starts[index + 1] ?? '9999';
    const inForce = dated.filter((price) => price.from <= from);
    const start = inForce.at(-1).from;
    const modes = modesOf(model, until);
    return inForce
      .filter((price) => price.from === start)
      .map(({ hours, prices }) => {
        const period = completed(tiersOf(prices), { rates, hasOneInputPrice });
        if (Object.keys(period.base).length === 0) return null;
        return {
          ...(from === '' ? {} : { from }),
          ...(hours === undefined
            ? {}
            : { hours: { from: hours[0], to: hours[1], ...(isOnWeekdays ? { weekdays: true } : {}) } }),
          ...period,
          ...(modes.length === 0 ? {} : { modes: modes.map((mode) => modeOf(mode, hasOneInputPrice)) }),
        };
      })
      .filter((period) => period !== null);
  });
}

/** By their first day, '' where there is none; those of some hours of the day belong to the start before them. */
function standardPrices({ prices }) {
  if (!Array.isArray(prices)) return [{ from: '', prices }];
  let from = '';
  return prices.map(({ constraint, prices: those }) => {
    if (constraint?.start_date !== undefined) from = constraint.start_date;
    if (constraint?.start_time === undefined) return { from, prices: those };
    return {
      from,
      hours: [constraint.start_time, constraint.end_time].map((time) => time.slice(0, 5)),
      prices: those,
    };
  });
}

function modeVariants({ price_variants: variants = [] }, when) {
  const [key, value] = Object.entries(when)[0];
  return variants
    .filter((variant) => Object.keys(variant.when).length === 1 && variant.when[key] === value)
    .map(({ constraint, prices }) => ({ from: constraint?.start_date ?? '', prices }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** When a mode changed its price. */
function laterModes(model) {
  return MODES.flatMap(({ when }) => modeVariants(model, when).slice(1)).map(({ from }) => from);
}

function modesOf(model, until) {
  return merged(
    MODES.flatMap(({ name, when, attribute }) => {
      const variant = modeVariants(model, when).findLast(({ from }) => from < until);
      return variant === undefined ? [] : [{ name, attribute, prices: variant.prices }];
    }),
  );
}

/** Two words for one price are one mode. */
function merged(modes) {
  return modes.reduce((kept, mode) => {
    const same = kept.find(
      ({ attribute, prices }) =>
        attribute[0] === mode.attribute[0] &&
        mode.name === 'Fast' &&
        JSON.stringify(prices) === JSON.stringify(mode.prices),
    );
    if (same === undefined) return [...kept, mode];
    same.attribute = [same.attribute[0], [...same.attribute[1], ...mode.attribute[1]]];
    return kept;
  }, []);
}

function modeOf({ name, attribute, prices }, hasOneInputPrice) {
  return { name, attribute, ...completed(tiersOf(prices), { hasOneInputPrice }) };
}

/** `base`, and what is other where more goes in than a number of tokens. */
function tiersOf(prices) {
  const base = {};
  const long = new Map();
  for (const [key, price] of Object.entries(prices)) {
    const bucket = BUCKETS[key];
    if (bucket === undefined) {
      if (!NOT_COUNTED.includes(key)) throw new Error(`A price of an unknown kind: ${key}`);
      continue;
    }
    const [name, units] = bucket;
    const isFlat = typeof price === 'string';
    base[name] = perMillion(isFlat ? price : price.base, units);
    for (const { start, price: above } of isFlat ? [] : price.tiers) {
      long.set(start, { ...long.get(start), [name]: perMillion(above, units) });
    }
  }
  const sorted = [...long].sort(([one], [other]) => one - other);
  return {
    base,
    ...(sorted.length === 0 ? {} : { long: sorted.map(([above, rates]) => ({ above, rates })) }),
  };
}

function completed({ base, long }, { rates = {}, hasOneInputPrice }) {
  const withAudio = ({ ...some }) => {
    if (!hasOneInputPrice) return some;
    if (some.input !== undefined) some.input_audio_tokens = some.input;
    if (some.input_cached_tokens !== undefined) some.input_cached_audio_tokens = some.input_cached_tokens;
    return some;
  };
  return {
    base: { ...withAudio(base), ...(Object.keys(base).length === 0 ? {} : rates) },
    ...(long === undefined ? {} : { long: long.map((tier) => ({ ...tier, rates: withAudio(tier.rates) })) }),
  };
}

/** Exactly: the data has decimals, and the units are powers of ten. */
function perMillion(price, units) {
  const shift = Math.log10(1e6 / units);
  const [whole, parts = ''] = price.split('.');
  const digits = `${whole}${parts.padEnd(shift, '0')}`;
  const point = whole.length + shift;
  const text = point >= digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return text
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
