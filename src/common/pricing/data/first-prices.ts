/** USD per million tokens. */
export const FIRST_PRICES = [
  {
    id: 'openai:gpt-4o',
    name: 'gpt-4o',
    product: 'OpenAI GPT-4o',
    pattern: String.raw`(?i)^(openai/)?gpt-4o(-2024-08-06|-2024-11-20)?$`,
    tokenizer: 'openai',
    source: 'https://platform.openai.com/docs/pricing',
    prices: { input: '2.5', input_cached_tokens: '1.25', output: '10' },
  },
  {
    id: 'anthropic:claude-sonnet-4-5',
    name: 'claude-sonnet-4-5',
    product: 'Anthropic Claude Sonnet 4.5',
    pattern: String.raw`(?i)^(anthropic/)?claude-sonnet-4-5(-20250929|-latest)?$`,
    tokenizer: 'claude',
    source: 'https://docs.claude.com/en/docs/about-claude/pricing',
    prices: {
      input: '3',
      input_cached_tokens: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
] as const;
