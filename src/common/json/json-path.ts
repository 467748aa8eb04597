/** A place in a JSON document as messages show it: `observations[3].startTime`. */
export function formatJsonPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (/^[A-Za-z_$][\w$-]*$/.test(step)) return text === '' ? step : `${text}.${step}`;
    return `${text}[${JSON.stringify(step.slice(0, 100))}]`;
  }, '');
}
