import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { patternFault } from '../../common/pricing/linear-pattern.js';
import type { ModelPrice } from '../../common/pricing/model-price.js';
import { parseTimestamp, TIMESTAMP_RULE, type Timestamp } from '../../common/time/timestamp.js';
import type { NewModel } from './new-model.js';
import { pricingTiers } from './pricing-tiers.js';

const MAX_CONFIG_CHARACTERS = 10_000;
/** All models are held in memory. Twenty tiers with forty prices each have fewer. */
const MAX_TIERS_CHARACTERS = 50_000;

/** Whose it is, and since when. */
export interface Origin {
  readonly projectId: string;
  readonly id: string;
  readonly now: Timestamp;
}

/**
 * What is sent, once all that holds between its fields is checked.
 * @throws InvalidFieldError
 */
export function modelPriceOf(sent: NewModel, { projectId, id, now }: Origin): ModelPrice {
  const fault = patternFault(sent.matchPattern);
  if (fault !== null) throw new InvalidFieldError(['matchPattern'], fault);
  return {
    id,
    projectId,
    modelName: sent.modelName,
    matchPattern: sent.matchPattern,
    startDate: startOf(sent.startDate),
    unit: sent.unit,
    tokenizerId: sent.tokenizerId,
    tokenizerConfig: checkedConfig(sent.tokenizerConfig),
    tiers: checkedTiers(sent),
    source: 'project',
    pricedOn: now.slice(0, 10),
    product: sent.modelName,
  };
}

function startOf(sent: string | null): Timestamp | null {
  if (sent === null) return null;
  const start = parseTimestamp(sent);
  if (start === null) throw new InvalidFieldError(['startDate'], TIMESTAMP_RULE);
  return start;
}

function checkedTiers(sent: NewModel): ModelPrice['tiers'] {
  const tiers = pricingTiers(sent);
  const characters = tiers.reduce(
    (sum, { conditions, prices }) => sum + JSON.stringify([conditions, ...prices]).length,
    0,
  );
  if (characters > MAX_TIERS_CHARACTERS)
    throw new InvalidFieldError(
      ['pricingTiers'],
      `must have at most ${MAX_TIERS_CHARACTERS} characters as JSON, conditions and prices of all tiers together`,
    );
  return tiers;
}

function checkedConfig(config: NewModel['tokenizerConfig']): NewModel['tokenizerConfig'] {
  if (JSON.stringify(config).length > MAX_CONFIG_CHARACTERS)
    throw new InvalidFieldError(
      ['tokenizerConfig'],
      `must have at most ${MAX_CONFIG_CHARACTERS} characters as JSON`,
    );
  return config;
}
