const MAX_NAME = 100;
const MAX_PATH = 200;
const SHOWN_END = 60;

/** A place in a JSON document as messages show it: `observations[3].startTime`. What is sent decides about names and depth: long ones are cut. */
export function formatJsonPath(path: readonly (string | number)[]): string {
  const text = path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`;
    if (step.length <= MAX_NAME && /^[A-Za-z_$][\w$-]*$/.test(step))
      return before === '' ? step : `${before}.${step}`;
    return `${before}[${JSON.stringify(step.slice(0, MAX_NAME))}]`;
  }, '');
  return text.length <= MAX_PATH
    ? text
    : `${text.slice(0, MAX_PATH - SHOWN_END - 1)}…${text.slice(-SHOWN_END)}`;
}
