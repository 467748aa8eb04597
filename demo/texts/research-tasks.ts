import type { AgentTask } from './agent-task.js';

const SYSTEM =
  'You are a research agent. Collect evidence from at least two independent sources, hand the writing over to the ' +
  'writer, and list your sources.';

const MARKET_BRIEF: AgentTask = {
  agent: 'research-agent',
  system: SYSTEM,
  tags: ['research', 'handoff'],
  phrasings: [
    {
      language: 'en',
      request: 'Write a one-page brief on the market for repairable outdoor gear in {region}, with sources.',
      answer:
        'Repairable gear in {region}: demand grows about {growth} % a year, driven by repair-index rules and by resale platforms. Three makers offer spare parts for ten years; prices are 8–15 % above comparable products. Chance for us: sell the {product} with a repair kit. Risks: parts logistics, and untested claims about durability. Sources: trade association report, two shop surveys, consumer panel.',
    },
    {
      language: 'de',
      request:
        'Bitte eine Seite zum Markt für reparierbare Outdoor-Ausrüstung in der Region {region}, mit Quellen.',
      answer:
        'Reparierbare Ausrüstung in {region}: Die Nachfrage wächst um rund {growth} % im Jahr, getrieben von Reparaturindex und Wiederverkaufsplattformen. Drei Hersteller bieten zehn Jahre lang Ersatzteile an, die Preise liegen 8–15 % höher. Chance: {product} mit Reparaturset. Risiken: Teilelogistik und unbelegte Aussagen zur Haltbarkeit. Quellen: Verbandsbericht, zwei Händlerbefragungen, Verbraucherpanel.',
    },
  ],
  plan: ['search from two sides', 'read the best pages', 'hand over to the writer', 'check the draft'],
  steps: [
    {
      thought: 'Search for demand and for rules at the same time.',
      calls: [
        {
          tool: 'web_search',
          arguments: { query: 'repairable outdoor gear demand {region}', results: 5 },
          result: [
            { title: 'Trade report: repair before replace', url: 'https://association.example/repair' },
            { title: 'Shop survey on spare parts', url: 'https://retail.example/survey' },
          ],
          medianMs: 900,
          failure: { message: 'SearchError: 500 from the search backend', chance: 0.07 },
        },
        {
          tool: 'web_search',
          arguments: { query: 'repair index regulation {region} outdoor equipment', results: 5 },
          result: [
            { title: 'What the repair index asks of makers', url: 'https://law.example/repair-index' },
          ],
          medianMs: 950,
        },
      ],
    },
    {
      thought: 'Read the two best.',
      calls: [
        {
          tool: 'fetch_page',
          arguments: { url: 'https://association.example/repair' },
          result: {
            words: 2140,
            excerpt: 'Sales of gear with spare parts rose by {growth} % in {region} …',
          },
          medianMs: 1300,
          inner: [
            {
              type: 'SPAN',
              name: 'GET association.example',
              output: { status: 200, bytes: 184_220 },
              medianMs: 1100,
            },
            { type: 'SPAN', name: 'extract-text', output: { words: 2140 }, medianMs: 90 },
          ],
        },
        {
          tool: 'fetch_page',
          arguments: { url: 'https://retail.example/survey' },
          result: {
            words: 980,
            excerpt: 'Two of three customers would pay more for ten years of spare parts …',
          },
          medianMs: 1600,
          inner: [
            {
              type: 'SPAN',
              name: 'GET retail.example',
              output: { status: 200, bytes: 90_411 },
              medianMs: 1400,
            },
            { type: 'SPAN', name: 'extract-text', output: { words: 980 }, medianMs: 60 },
          ],
          failure: { message: '403 Forbidden: robots are not welcome here', chance: 0.2 },
        },
      ],
    },
    {
      thought: 'Enough evidence. The writer takes over.',
      calls: [],
      handoff: {
        agent: 'writer-agent',
        instruction: 'One page for managers, neutral tone, every figure with its source.',
        steps: [
          {
            thought: 'House style first.',
            calls: [
              {
                tool: 'get_style_guide',
                arguments: { kind: 'brief' },
                result: { rules: ['conclusion first', 'no adjectives without figures', 'at most 250 words'] },
                medianMs: 35,
              },
            ],
          },
          {
            thought: 'Check the figures against the notes.',
            calls: [
              {
                tool: 'check_claims',
                arguments: { claims: 4, sources: 3 },
                result: { supported: 4, unsupported: 0 },
                medianMs: 260,
                inner: [
                  {
                    type: 'EMBEDDING',
                    name: 'embed-claims',
                    output: { vectors: 4, dimensions: 1024 },
                    medianMs: 22,
                  },
                  { type: 'RETRIEVER', name: 'notes-index', output: { matches: 9 }, medianMs: 40 },
                ],
              },
            ],
          },
        ],
        result: 'Draft of 236 words, four figures, all supported by the notes.',
      },
    },
  ],
};

const VENDOR_CHECK: AgentTask = {
  agent: 'research-agent',
  system: SYSTEM,
  tags: ['research', 'procurement'],
  phrasings: [
    {
      language: 'en',
      request:
        'Check whether {carrier} can deliver to {city} within two days and what they promise about emissions.',
      answer:
        '{carrier} promises two days to {city} for parcels up to 20 kg handed over by 16:00, and was on time for 94 % of {count} sample parcels. On emissions it promises electric vans in city centres by 2028; the interim figure for last year is not verified by a third party. I found no independent source for the punctuality outside our own data.',
    },
    {
      language: 'zh',
      request: '请确认 {carrier} 能否两天内送达 {city},以及他们在减排方面的承诺。',
      answer:
        '{carrier} 承诺:16:00 前交寄、20 公斤以内的包裹两天内送达 {city};抽样的 {count} 个包裹中准时率为 94%。减排方面,他们承诺 2028 年前在市中心全部使用电动货车,但去年的中期数据没有第三方核实。',
    },
  ],
  plan: ['own delivery data', 'their published promises', 'compare'],
  steps: [
    {
      thought: 'Our data and their promises are independent: both at once.',
      calls: [
        {
          tool: 'run_sql',
          arguments: {
            sql: "SELECT count(*), avg((delivered_at <= promised_at)::int) FROM logistics.parcels WHERE carrier = '{carrier}' AND city = '{city}'",
          },
          result: { columns: ['count', 'on_time'], rows: [['{count}', 0.94]] },
          medianMs: 30,
          inner: [{ type: 'SPAN', name: 'warehouse-query', output: { rows: 1 }, medianMs: 740 }],
        },
        {
          tool: 'fetch_page',
          arguments: { url: 'https://carrier.example/service-levels' },
          result: { words: 1520, excerpt: 'Two days to all cities for parcels handed over by 16:00 …' },
          medianMs: 1200,
          inner: [
            {
              type: 'SPAN',
              name: 'GET carrier.example',
              output: { status: 200, bytes: 120_004 },
              medianMs: 1000,
            },
            { type: 'SPAN', name: 'extract-text', output: { words: 1520 }, medianMs: 80 },
          ],
          failure: { message: 'ECONNRESET while reading the body', chance: 0.1 },
        },
      ],
    },
    {
      thought: 'Emissions: look for something that is not written by them.',
      calls: [
        {
          tool: 'web_search',
          arguments: { query: '{carrier} emissions audit third party', results: 5 },
          result: [{ title: 'Register of verified climate statements', url: 'https://register.example' }],
          medianMs: 880,
        },
      ],
    },
  ],
};

export const RESEARCH_TASKS: readonly AgentTask[] = [MARKET_BRIEF, VENDOR_CHECK];
