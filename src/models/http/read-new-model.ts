import { documentReader, type DocumentReader } from '../../common/http/json-document.js';
import { plainDecimal } from '../../common/json/decimal-rule.js';
import type { NewCondition, NewModel, NewTier } from '../domain/new-model.js';
import { NEW_MODEL } from './new-model.schema.js';

type Required = 'modelName' | 'matchPattern' | 'unit';
type Sent = Pick<NewModel, Required> &
  Partial<Omit<NewModel, Required | 'pricingTiers'>> & { readonly pricingTiers?: readonly SentTier[] | null };

interface SentTier {
  readonly name: string;
  readonly isDefault?: boolean | null;
  readonly priority: number;
  readonly conditions?: readonly NewCondition[] | null;
  /** The texts of numbers. */
  readonly prices: Readonly<Record<string, string>>;
}

const read: DocumentReader<Sent> = documentReader<Sent>(NEW_MODEL);

/** @throws BadRequestError and the others of documentReader */
export const readNewModel: DocumentReader<NewModel> = async (request) => {
  const sent = await read(request);
  return {
    modelName: sent.modelName,
    matchPattern: sent.matchPattern,
    startDate: sent.startDate ?? null,
    unit: sent.unit,
    inputPrice: decimal(sent.inputPrice),
    outputPrice: decimal(sent.outputPrice),
    totalPrice: decimal(sent.totalPrice),
    pricingTiers: (sent.pricingTiers ?? []).map(tierOf),
    tokenizerId: sent.tokenizerId ?? null,
    tokenizerConfig: sent.tokenizerConfig ?? null,
  };
};

function decimal(text: string | null | undefined): string | null {
  return plainDecimal(text ?? 'null');
}

function tierOf({ name, isDefault, priority, conditions, prices }: SentTier): NewTier {
  return {
    name,
    isDefault: isDefault ?? false,
    priority,
    conditions: conditions ?? [],
    prices: new Map(Object.entries(prices).map(([bucket, price]) => [bucket, plainDecimal(price) ?? '0'])),
  };
}
