import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { registerDecorator, type ValidationArguments } from 'class-validator';
import { MalformedParameter } from './malformed-parameter.js';

/** How one value of a query parameter is read. */
export interface ParameterFormat<T> {
  /** Null: malformed, by the rule; MalformedParameter: by another one. Never called with an empty text. */
  readonly parse: (text: string) => T | MalformedParameter | null;
  /** What an empty text means; without it, that the parameter was not given. */
  readonly empty?: T;
  /** What the text must be, to be read after the name of the parameter. */
  readonly rule: string;
  /** For the OpenAPI document; the description comes from the comment of the property. */
  readonly schema: ApiPropertyOptions;
}

/** How what the query string has (one text, or several of a repeated parameter) becomes the property's value; null: not given. */
type ReadParameter = (value: string | readonly string[]) => unknown;

/** An optional query parameter, given once: twice is an error, as it is unclear which one is meant. Empty: not given. */
export function Parameter<T>({ parse, empty, rule, schema }: ParameterFormat<T>): PropertyDecorator {
  return queryParameter(schema, (value) => {
    if (typeof value !== 'string') return new MalformedParameter('must be given only once');
    return value === '' ? (empty ?? null) : (parse(value) ?? new MalformedParameter(rule));
  });
}

/**
 * An optional query parameter that may be repeated. Empty values count for nothing. Given once, it may name several with commas between them,
 * which is how some clients write lists.
 */
export function RepeatableParameter<T>(format: ParameterFormat<T>, maxValues: number): PropertyDecorator {
  const schema = { ...format.schema, isArray: true, maxItems: maxValues } as ApiPropertyOptions;
  return queryParameter(schema, (value) => {
    const given = typeof value === 'string' ? value.split(',') : value;
    const texts = [...new Set(given)].filter((text) => text !== '');
    if (texts.length > maxValues) return new MalformedParameter(`must have at most ${maxValues} values`);
    const values = texts.map((text) => format.parse(text));
    if (values.includes(null)) return new MalformedParameter(format.rule);
    const malformed = values.find((value) => value instanceof MalformedParameter);
    if (malformed !== undefined) return malformed;
    return values.length === 0 ? null : values;
  });
}

function queryParameter(schema: ApiPropertyOptions, read: ReadParameter): PropertyDecorator {
  return (target, property) => {
    const decorate = applyDecorators(
      ApiPropertyOptional(schema),
      Transform(({ value }: { value: string | string[] }) => read(value) ?? presetOf(target, property)),
      IsWellFormed(),
    );
    decorate(target, property);
  };
}

/** What the property is initialised with: it holds for an empty parameter as for one that is absent. */
function presetOf(target: object, property: string | symbol): unknown {
  const dto = target.constructor as new () => object;
  return Reflect.get(new dto(), property);
}

function IsWellFormed(): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name: 'isWellFormed',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: {
        validate: (value: unknown) => !(value instanceof MalformedParameter),
        defaultMessage: ({ property, value }: ValidationArguments) =>
          value instanceof MalformedParameter ? `${property}${value.place} ${value.rule}` : property,
      },
    });
  };
}
