import type { AgentTask } from './agent-task.js';

const SYSTEM =
  'You are a data analyst with read access to the warehouse (PostgreSQL). Look at the schema before you query. ' +
  'Report figures with their period, and say what you could not check.';

const REVENUE_BY_REGION: AgentTask = {
  agent: 'data-analyst',
  system: SYSTEM,
  tags: ['analytics', 'revenue'],
  phrasings: [
    {
      language: 'en',
      request:
        'How did revenue in {region} do last week against the week before, and which product drove it?',
      answer:
        'Revenue in {region} was {revenue} EUR in the seven days up to {yesterday}, {percent} % against the week before. Most of the difference comes from the {product} ({count} orders more than usual). Returns are not included: last week’s are not booked completely yet.',
    },
    {
      language: 'zh',
      request: '{region} 上周的销售额和前一周相比怎么样?主要是哪个产品带来的变化?',
      answer:
        '截至 {yesterday} 的七天内,{region} 的销售额为 {revenue} 欧元,环比 {percent}%。变化主要来自 {product}(订单比平时多 {count} 笔)。退货数据尚未全部入账,因此未计入。',
    },
  ],
  plan: ['find the tables', 'query both weeks', 'break the difference down', 'draw it'],
  steps: [
    {
      thought: 'Which tables hold orders by region?',
      calls: [
        {
          tool: 'list_tables',
          arguments: { schema: 'sales' },
          result: ['sales.orders', 'sales.order_items', 'sales.regions', 'sales.returns'],
          medianMs: 45,
        },
        {
          tool: 'describe_table',
          arguments: { table: 'sales.orders' },
          result: {
            columns: ['id bigint', 'region_id int', 'ordered_at timestamptz', 'net_eur numeric(12,2)'],
            rows: 4_812_330,
          },
          medianMs: 50,
        },
      ],
    },
    {
      thought: 'Two weeks side by side.',
      calls: [
        {
          tool: 'run_sql',
          arguments: {
            sql: "SELECT date_trunc('week', o.ordered_at) AS week, sum(o.net_eur) AS net FROM sales.orders o JOIN sales.regions r ON r.id = o.region_id WHERE r.name = '{region}' AND o.ordered_at >= date '{yesterday}' - 14 GROUP BY 1 ORDER BY 1",
          },
          result: {
            columns: ['week', 'net'],
            rows: [
              ['previous', '{amount}'],
              ['last', '{revenue}'],
            ],
            seconds: 1.9,
          },
          medianMs: 40,
          inner: [
            {
              type: 'SPAN',
              name: 'policy-check',
              output: { readOnly: true, tables: ['sales.orders', 'sales.regions'] },
              medianMs: 6,
            },
            { type: 'SPAN', name: 'warehouse-query', output: { rows: 2, scannedMb: 412 }, medianMs: 1900 },
          ],
          failure: {
            message: 'ERROR: column o.region does not exist (SQLSTATE 42703)',
            chance: 0.3,
            arguments: {
              sql: "SELECT date_trunc('week', o.ordered_at) AS week, sum(o.net_eur) FROM sales.orders o WHERE o.region = '{region}' GROUP BY 1",
            },
          },
        },
      ],
    },
    {
      thought: 'Which product explains the difference?',
      calls: [
        {
          tool: 'run_sql',
          arguments: {
            sql: "SELECT i.product, count(*) FILTER (WHERE o.ordered_at >= date '{yesterday}' - 7) - count(*) FILTER (WHERE o.ordered_at < date '{yesterday}' - 7) AS change FROM sales.order_items i JOIN sales.orders o ON o.id = i.order_id JOIN sales.regions r ON r.id = o.region_id WHERE r.name = '{region}' GROUP BY 1 ORDER BY abs(2) DESC LIMIT 5",
          },
          result: { columns: ['product', 'change'], rows: [['{product}', '{count}']], seconds: 3.4 },
          medianMs: 40,
          inner: [
            { type: 'SPAN', name: 'policy-check', output: { readOnly: true }, medianMs: 6 },
            { type: 'SPAN', name: 'warehouse-query', output: { rows: 5, scannedMb: 1730 }, medianMs: 3400 },
          ],
          failure: {
            message: 'ERROR: canceling statement due to statement timeout (SQLSTATE 57014)',
            chance: 0.1,
          },
        },
      ],
    },
    {
      thought: 'A small chart makes it easier to read.',
      calls: [
        {
          tool: 'make_chart',
          arguments: { kind: 'bar', x: 'week', y: 'net', title: 'Net revenue {region}' },
          result: { file: 'chart-{tracking}.png', width: 900, height: 420 },
          medianMs: 380,
        },
      ],
    },
  ],
};

const SLOW_QUERY: AgentTask = {
  agent: 'data-analyst',
  system: SYSTEM,
  tags: ['analytics', 'performance'],
  phrasings: [
    {
      language: 'en',
      request:
        'The nightly job of {service} takes three times as long since {yesterday}. Can you find out why?',
      answer:
        'The job is slow because its main query no longer uses the index on ordered_at: statistics of sales.orders are from before the bulk load of {yesterday}, so the planner expects {count} rows and gets 1.4 million. ANALYZE sales.orders brings the plan back; I have not run it, because I may only read.',
    },
    {
      language: 'de',
      request: 'Der nächtliche Lauf von {service} dauert seit {yesterday} dreimal so lange. Woran liegt das?',
      answer:
        'Die Hauptabfrage benutzt den Index auf ordered_at nicht mehr: Die Statistik von sales.orders stammt aus der Zeit vor dem Massenimport vom {yesterday}, der Planer erwartet {count} Zeilen und bekommt 1,4 Millionen. ANALYZE sales.orders behebt das; ausführen darf ich es nicht, da ich nur lesen kann.',
    },
  ],
  plan: ['find the slow statement', 'compare plans', 'look at the statistics'],
  steps: [
    {
      thought: 'First the statements of that job.',
      calls: [
        {
          tool: 'run_sql',
          arguments: {
            sql: "SELECT queryid, calls, mean_exec_time FROM pg_stat_statements WHERE query LIKE '%{service}%' ORDER BY mean_exec_time DESC LIMIT 5",
          },
          result: { columns: ['queryid', 'calls', 'mean_exec_time'], rows: [[8812234, 1, 5_412_003.2]] },
          medianMs: 30,
          inner: [{ type: 'SPAN', name: 'warehouse-query', output: { rows: 5 }, medianMs: 210 }],
        },
      ],
    },
    {
      thought: 'The plan, and when the statistics were taken.',
      calls: [
        {
          tool: 'explain_query',
          arguments: { queryid: 8812234 },
          result: { plan: 'Seq Scan on orders (rows={count} estimated, 1412098 actual)' },
          medianMs: 95,
        },
        {
          tool: 'run_sql',
          arguments: {
            sql: "SELECT last_analyze, last_autoanalyze FROM pg_stat_user_tables WHERE relname = 'orders'",
          },
          result: {
            columns: ['last_analyze', 'last_autoanalyze'],
            rows: [[null, '{lastMonth} 02:11:54+00']],
          },
          medianMs: 30,
          inner: [{ type: 'SPAN', name: 'warehouse-query', output: { rows: 1 }, medianMs: 18 }],
        },
      ],
    },
  ],
};

export const ANALYST_TASKS: readonly AgentTask[] = [REVENUE_BY_REGION, SLOW_QUERY];
