import { Ajv2020, type ErrorObject, type FuncKeywordDefinition } from 'ajv/dist/2020.js';
import { brokenDecimalRule, type DecimalRule } from './decimal-rule.js';
import { InvalidFieldError } from './invalid-field.error.js';
import type { JsonSchema } from './json-schema.js';

/** Compiles a schema to a function that passes a value on, typed, or throws an {@link InvalidFieldError} about the first thing that breaks a rule. */
export function compileValidator<T>(schema: JsonSchema): (value: unknown) => T {
  // strictNumbers, which `strict: false` would switch off too: 1e400 reads as Infinity.
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    allowUnionTypes: true,
    validateFormats: false,
    verbose: true,
  });
  ajv.addKeyword('x-json-text');
  ajv.addKeyword({ keyword: 'x-decimal', validate: checkDecimal, errors: true });
  const validate = ajv.compile<T>(schema);
  return (value) => {
    if (validate(value)) return value;
    throw invalidField(validate.errors?.[0], value);
  };
}

const checkDecimal: NonNullable<FuncKeywordDefinition['validate']> = (rule: DecimalRule, text: string) => {
  const broken = brokenDecimalRule(text, rule);
  checkDecimal.errors = broken === null ? [] : [{ keyword: 'x-decimal', params: { rule: broken } }];
  return broken === null;
};

function invalidField(error: ErrorObject | undefined, value: unknown): InvalidFieldError {
  if (error === undefined) return new InvalidFieldError([], 'is not valid');
  const path = pathOf(error.instancePath, value);
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'required')
    return new InvalidFieldError([...path, String(params['missingProperty'])], 'is required');
  if (error.keyword === 'additionalProperties')
    return new InvalidFieldError([...path, String(params['additionalProperty'])], unknownRule(error));
  if (error.propertyName !== undefined)
    return new InvalidFieldError([...path, error.propertyName], nameRule(error));
  return new InvalidFieldError(path, ruleOf(error.keyword, params));
}

/** A JSON pointer (RFC 6901) as a path; whether `0` is an index or a name, the value shows. */
function pathOf(pointer: string, value: unknown): (string | number)[] {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((escaped) => {
      const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const isIndex = Array.isArray(at);
      at = (at as Record<string, unknown>)[step];
      return isIndex ? Number(step) : step;
    });
}

function unknownRule({ parentSchema }: ErrorObject): string {
  const { properties = {} } = parentSchema as JsonSchema;
  return `is not known; there are ${Object.keys(properties).join(', ')}`;
}

function nameRule(error: ErrorObject): string {
  return `has a name that ${ruleOf(error.keyword, error.params as Record<string, unknown>)}`;
}

function ruleOf(keyword: string, params: Record<string, unknown>): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'type':
      return `must be ${[params['type']].flat().map(typeName).join(' or ')}`;
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} elements`;
    case 'maxItems':
      return `must have at most ${limit} elements`;
    case 'minProperties':
      return limit === '1' ? 'must say something' : `must have at least ${limit} members`;
    case 'maxProperties':
      return `must have at most ${limit} members`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
    case 'x-decimal':
      return String(params['rule']);
    case 'pattern':
      return 'must not hold control characters';
    default:
      return 'is not valid';
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a finite number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

function typeName(type: unknown): string {
  return TYPE_NAMES[String(type)] ?? String(type);
}
