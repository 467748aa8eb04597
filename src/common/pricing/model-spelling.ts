/** The words by which SDKs and gateways name a provider, before `/` or `:`. In the order in which their prices are looked for. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai', 'openai_chat', 'openai-chat', 'openai-responses'],
  anthropic: ['anthropic'],
  google: ['google', 'gemini', 'google-gla', 'google_genai', 'google-genai', 'googleai', 'models'],
  mistral: ['mistral', 'mistralai', 'codestral'],
  cohere: ['cohere', 'cohere_chat'],
  deepseek: ['deepseek'],
  'x-ai': ['x-ai', 'xai', 'grok'],
  moonshotai: ['moonshotai', 'moonshot'],
  meta: ['meta', 'meta_llama'],
  minimax: ['minimax'],
  zai: ['zai', 'z-ai'],
  zhipuai: ['zhipuai', 'zhipu'],
  perplexity: ['perplexity'],
  voyageai: ['voyageai', 'voyage'],
  alibaba: ['dashscope', 'alibaba', 'alibaba-cloud', 'modelstudio', 'tongyi'],
  aws: ['bedrock', 'aws', 'amazon-bedrock', 'amazon_bedrock', 'bedrock_converse', 'aws-bedrock'],
  azure: ['azure', 'azure_ai', 'azure-openai', 'azure_openai', 'azureml'],
  vertex: ['vertex_ai', 'vertexai', 'vertex', 'google-vertex', 'google_vertexai', 'vertex_ai_beta'],
  groq: ['groq'],
  together: ['together_ai', 'together', 'togetherai', 'together-ai'],
  fireworks: ['fireworks_ai', 'fireworks', 'fireworks-ai'],
  cerebras: ['cerebras'],
  databricks: ['databricks'],
  cloudflare: ['cloudflare', 'workers-ai'],
  baseten: ['baseten'],
  novita: ['novita', 'novita-ai', 'novita_ai'],
  openrouter: ['openrouter'],
};

/** Where models of others are to be had at the prices of their vendors, unless the provider has one of its own. */
const RESOLD: Readonly<Record<string, readonly string[]>> = {
  azure: ['azure', 'openai', 'anthropic', 'deepseek', 'x-ai', 'moonshotai', 'mistral', 'cohere'],
  vertex: ['google', 'anthropic', 'mistral'],
};

/** Whose names are known without a provider. The vendor comes before those who resell it. */
const VENDORS = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'cohere',
  'deepseek',
  'x-ai',
  'moonshotai',
  'meta',
  'minimax',
  'zai',
  'zhipuai',
  'perplexity',
  'voyageai',
  'alibaba',
  'groq',
  'databricks',
] as const;

const ALIASES = new Map(
  Object.entries(PROVIDERS).flatMap(([provider, aliases]) =>
    aliases.map((alias) => [alias, provider] as const),
  ),
);

/** What is in front of a name without saying whose it is. */
const GATEWAYS = new Set(['litellm', 'litellm_proxy', 'portkey']);

/** `us.anthropic.claude-…`: the vendor within Amazon Bedrock, after the region. */
const BEDROCK =
  /^(?:[a-z]{2,4}(?:-gov)?\.|global\.)?(?:amazon|anthropic|meta|mistral|cohere|ai21|deepseek|qwen|openai|google|nvidia|writer|moonshotai|minimax|zai)\./;

export interface ModelSpelling {
  /** Those whose prices are looked for, in this order. */
  readonly providers: readonly string[];
  /** What the provider may call it, in this order, in small letters. */
  readonly names: readonly string[];
  /** Whether a provider was named: where none was, only what is known by its name alone is meant. */
  readonly isProvided: boolean;
  /** Whether just this name is meant, and not what begins with it or has a date. */
  readonly isExact: boolean;
}

/** What the name of a model may mean, the likeliest first: `azure/eu/gpt-4o`, `models/gemini-2.5-pro`, `us.anthropic.claude-…`, `gpt-4o`. */
export function spellingsOf(model: string): readonly ModelSpelling[] {
  const name = model.trim().toLowerCase();
  if (name.startsWith('arn:aws')) return [provided('aws', name.slice(name.lastIndexOf('/') + 1))];
  const published = /(?:^|\/)publishers\/[^/]+\/models\/(.+)$/.exec(name)?.[1];
  if (published !== undefined) return [provided('vertex', published)];
  const [, prefix = '', rest = ''] = /^([^/:]+)[/:](.+)$/.exec(name) ?? [];
  if (GATEWAYS.has(prefix)) return spellingsOf(rest);
  const provider = ALIASES.get(prefix);
  if (provider !== undefined) {
    const spelling = provided(provider, rest);
    // Its prices are the vendors' own where it has none of this name.
    return provider === 'openrouter' ? [spelling, ...spellingsOf(rest)] : [spelling];
  }
  if (BEDROCK.test(name)) return [provided('aws', name)];
  if (name.includes('/')) return [{ ...bare(name, ['fireworks', 'cloudflare', ...VENDORS]), isExact: true }];
  // The date after an @ is how Vertex AI has it.
  if (name.startsWith('claude') && name.includes('@')) return [provided('vertex', name)];
  return [bare(name, VENDORS)];
}

/** The words for a provider. */
export function aliasesOf(provider: string): readonly string[] {
  const own = PROVIDERS[provider] ?? [];
  const hosts = Object.keys(RESOLD).filter((host) => host !== provider && RESOLD[host]?.includes(provider));
  return [...own, ...hosts.flatMap((host) => PROVIDERS[host] ?? [])];
}

/** A region, or the vendor once more, may come before the name. */
function provided(provider: string, rest: string): ModelSpelling {
  const names: string[] = [];
  for (let from = 0; from >= 0 && names.length < 4; from = rest.indexOf('/', from) + 1 || -1)
    names.push(rest.slice(from));
  return { providers: RESOLD[provider] ?? [provider], names, isProvided: true, isExact: false };
}

function bare(name: string, providers: readonly string[]): ModelSpelling {
  return { providers, names: [name], isProvided: false, isExact: false };
}
