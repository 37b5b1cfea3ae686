import { z } from 'zod';

/** Words of JSON Schema that strict endpoints refuse; what they say is checked when the answer has come. */
const unsaid = new Set([
  '$schema',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'format',
  'default',
]);

const strip = (value: unknown, inProperties = false): unknown => {
  if (Array.isArray(value)) return value.map((each) => strip(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => inProperties || !unsaid.has(key))
      .map(([key, each]) => [key, strip(each, key === 'properties' && !inProperties)]),
  );
};

/**
 * Returns a zod schema as strict endpoints take it: JSON Schema in which every property is required and no other allowed.
 * A property that may be absent must be nullable instead.
 */
export const wireSchema = (schema: z.ZodType): Readonly<Record<string, unknown>> =>
  strip(z.toJSONSchema(schema, { target: 'draft-7' })) as Readonly<Record<string, unknown>>;
