import type { Random } from '../load/random.js';
import type { Attempt, AttemptSize } from './attempt.js';
import type { HostedSpeed } from './model.js';

const PREFILL_TOKENS_PER_SECOND = 12_000;
const RATE_LIMIT_CHANCE_AT_PEAK = 0.035;
const OUTAGE_CHANCE = 0.004;

/** A provider's endpoint: a little slower, and with more rate limits, when everybody works (`dayLoad` 0–1). */
export function hostedAttempt(
  model: string,
  speed: HostedSpeed,
  size: AttemptSize,
  dayLoad: number,
  random: Random,
): Attempt {
  if (random.chance(RATE_LIMIT_CHANCE_AT_PEAK * dayLoad ** 2)) {
    const waitSeconds = random.integer(1, 4);
    return {
      durationMs: Math.round(random.between(90, 260)),
      failure: `429 Too Many Requests: rate limit reached for ${model} on tokens per minute. Try again in ${String(waitSeconds)} s.`,
    };
  }
  if (random.chance(OUTAGE_CHANCE)) {
    return {
      durationMs: Math.round(random.between(1500, 9000)),
      failure: '502 Bad Gateway: upstream connect error',
    };
  }
  const slowness = 1 + 0.45 * dayLoad;
  const prefillMs = (size.promptTokens / PREFILL_TOKENS_PER_SECOND) * 1000;
  const firstTokenMs = Math.round(random.logNormal(speed.firstTokenMs * slowness, 0.28) + prefillMs);
  const decodeMs =
    (size.completionTokens / (speed.tokensPerSecond * random.between(0.8, 1.15))) * 1000 * slowness;
  return { firstTokenMs, durationMs: firstTokenMs + Math.max(1, Math.round(decodeMs)) };
}
