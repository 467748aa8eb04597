import type { SelfHostedModelUid } from '../fleet/fleet.js';
import type { HostedSpeed, Model } from './model.js';

function hosted(name: string, inputPrice: number, outputPrice: number, speed: HostedSpeed): Model {
  return { name, inputPrice, outputPrice, hosted: speed };
}

/** The price is what the owner of the GPUs charges inside the company. */
function selfHosted(name: SelfHostedModelUid, inputPrice: number, outputPrice: number): Model {
  return { name, inputPrice, outputPrice, hosted: null };
}

export const GPT_4O = hosted('gpt-4o', 2.5, 10, { firstTokenMs: 520, tokensPerSecond: 78 });
export const GPT_4O_MINI = hosted('gpt-4o-mini', 0.15, 0.6, { firstTokenMs: 380, tokensPerSecond: 96 });
export const CLAUDE_SONNET = hosted('claude-sonnet-4-5', 3, 15, { firstTokenMs: 780, tokensPerSecond: 64 });
export const CLAUDE_HAIKU = hosted('claude-haiku-4-5', 1, 5, { firstTokenMs: 430, tokensPerSecond: 120 });
export const GEMINI_FLASH = hosted('gemini-2.5-flash', 0.3, 2.5, { firstTokenMs: 410, tokensPerSecond: 150 });
export const QWEN_72B = selfHosted('qwen2.5-72b-instruct', 0.45, 0.9);
export const LLAMA_70B = selfHosted('llama-3.3-70b-instruct', 0.4, 0.8);
export const QWEN_CODER_32B = selfHosted('qwen2.5-coder-32b-instruct', 0.2, 0.4);
export const BGE_M3 = selfHosted('bge-m3', 0.01, 0);
