const REASONS: Readonly<Record<string, string>> = {
  '22P05': 'a text holds a character that cannot be stored',
  '22021': 'a text holds a character that cannot be stored',
  '22003': 'a number is out of range',
  '22008': 'a time is out of range',
  '54000': 'an id, name or tag is too long to be indexed',
  '54001': 'a value is nested too deeply',
};

/** What is wrong with data that the database refused, without its statement and without the data. */
export function rejectedDataMessage(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return `The request cannot be stored: ${REASONS[code] ?? 'a value is not storable'}`;
}
