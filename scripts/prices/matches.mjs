const DATED = /^\^(.*?)(?:-|\[-@\])\\d(?:\{\d\}(?:-\\d\{2\}-\\d\{2\})?)?\$?$/;

/** Names, and beginnings, parts and ends of names. Dates at their ends are looked after where names are looked up, and so need no pattern. */
export function matchesOf(match, { prefixes = [], without = [] }) {
  const found = { names: [], prefixes: [...prefixes], parts: [], ends: [] };
  const collect = (clause) => {
    if (clause.equals !== undefined) found.names.push(clause.equals);
    else if (clause.starts_with !== undefined) found.prefixes.push(clause.starts_with);
    else if (clause.contains !== undefined) found.parts.push(clause.contains);
    else if (clause.ends_with !== undefined) found.ends.push(clause.ends_with);
    else if (clause.or !== undefined) clause.or.forEach(collect);
    // Of two conditions the second is that it is none for speech, which has an entry of its own.
    else if (clause.and !== undefined) collect(clause.and[0]);
    else if (clause.regex !== undefined) collectPattern(clause.regex, found);
    else throw new Error(`A match of an unknown kind: ${JSON.stringify(clause)}`);
  };
  collect(match);
  const entries = Object.entries(found).map(([kind, texts]) => [
    kind,
    [...new Set(texts.map((text) => text.toLowerCase()).filter((text) => !without.includes(text)))],
  ]);
  return Object.fromEntries(entries.filter(([, texts]) => texts.length > 0));
}

function collectPattern(pattern, found) {
  const dated = DATED.exec(pattern);
  if (dated === null) throw new Error(`A pattern of an unknown kind: ${pattern}`);
  const name = dated[1].replaceAll('\\.', '.');
  if (pattern.endsWith('-\\d'))
    found.prefixes.push(...Array.from({ length: 10 }, (_, digit) => `${name}-${digit}`));
  else found.names.push(name);
}
