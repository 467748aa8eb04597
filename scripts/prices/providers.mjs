/** Those whose prices are built in. Where `isBare` says no, the model's name alone does not say that it is this one's. */
export const PROVIDERS = {
  openai: { title: 'OpenAI', tokenizer: openai },
  anthropic: { title: 'Anthropic', tokenizer: () => 'claude' },
  google: { title: 'Google', tokenizer: claude },
  mistral: { title: 'Mistral' },
  cohere: { title: 'Cohere' },
  deepseek: { title: 'DeepSeek' },
  'x-ai': { title: 'xAI' },
  moonshotai: { title: 'Moonshot AI' },
  meta: { title: 'Meta' },
  minimax: { title: 'MiniMax' },
  zai: { title: 'Z.ai' },
  zhipuai: { title: 'Zhipu AI' },
  perplexity: { title: 'Perplexity' },
  voyageai: { title: 'Voyage AI' },
  aws: { title: 'Amazon Bedrock', tokenizer: claude },
  azure: {
    title: 'Azure',
    tokenizer: (model) => (/^(o\d|gpt-(?!oss)|text-embedding-)/.test(model.id) ? openai(model) : null),
    isBare: () => false,
  },
  groq: {
    title: 'Groq',
    isBare: (id) => /-(versatile|instant|specdec|preview|\d{4,5})$/.test(id) && !id.includes('/'),
  },
  together: { title: 'Together AI', isBare: () => false },
  fireworks: { title: 'Fireworks AI' },
  cerebras: { title: 'Cerebras', isBare: () => false },
  databricks: { title: 'Databricks' },
  cloudflare: { title: 'Cloudflare' },
  baseten: { title: 'Baseten', isBare: () => false },
  novita: { title: 'Novita AI', isBare: () => false },
  openrouter: {
    title: 'OpenRouter',
    tokenizer: (model) => (/^~?openai\/(?!gpt-oss)/.test(model.id) ? openai(model) : claude(model)),
    isBare: () => false,
  },
};

function openai({ id }) {
  return /audio|realtime|image|transcribe|tts|whisper/.test(id) ? null : 'openai';
}

function claude({ id }) {
  return id.includes('claude') ? 'claude' : null;
}
