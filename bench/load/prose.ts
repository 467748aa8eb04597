const WORDS =
  `the a of to in is that for on with as was it by are this be at from or have an which not their can has more when about its
  if will also but one other into there than these some time system query model request answer error latency token context memory
  user agent tool result search document index vector cache region gateway retry budget quota invoice order shipment address customer
  schedule report summary analysis measure threshold average percentile failure recovery checkpoint migration release version deploy
  review approve decline escalate transfer balance account ledger payment refund contract renewal inventory forecast capacity`.split(
    /\s+/,
  );

/** Text of about this length that compresses like prose, not like a repeated word. */
export function prose(random: () => number, length: number): string {
  const words: string[] = [];
  for (let size = 0; size < length;) {
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? '';
    words.push(word);
    size += word.length + 1;
  }
  return words.join(' ').slice(0, length);
}
