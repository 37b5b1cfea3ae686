import { z } from 'zod';

/** A question as the real API takes it; what it does not know it refuses. */
const requestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .min(1),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.number().int().positive().optional(),
  max_completion_tokens: z.number().int().positive().optional(),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          schema: z.record(z.string(), z.unknown()),
          strict: z.literal(true),
        }),
      }),
    ])
    .optional(),
});

/** One question that reached the stand-in. */
export type ChatQuestion = z.infer<typeof requestSchema>;

/** Where a schema is not what strict endpoints take: an object with a property that is not required, or open. */
const problemIn = (schema: unknown, path: string): string | undefined => {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if (Array.isArray(schema)) return firstOf(schema.map((each, index) => problemIn(each, `${path}/${index}`)));
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (type === 'object') {
    const names = Object.keys((properties as object | undefined) ?? {});
    if (additionalProperties !== false) return `${path}: additionalProperties must be false`;
    if (names.some((name) => !(required as readonly string[] | undefined)?.includes(name)))
      return `${path}: every property must be required`;
  }
  return firstOf(Object.entries(schema).map(([key, value]) => problemIn(value, `${path}/${key}`)));
};

const firstOf = (problems: readonly (string | undefined)[]): string | undefined =>
  problems.find((each) => each !== undefined);

/** Returns the question, or what the real API would say is wrong with it. */
export const checkQuestion = (body: unknown): ChatQuestion | { readonly wrong: string } => {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success)
    return { wrong: parsed.error.issues.map((each) => `${each.path.join('.')}: ${each.message}`).join('; ') };
  const format = parsed.data.response_format;
  const problem = format?.type === 'json_schema' ? problemIn(format.json_schema.schema, '#') : undefined;
  if (problem) return { wrong: `Invalid schema for response_format: ${problem}` };
  if (parsed.data.max_tokens !== undefined && parsed.data.max_completion_tokens !== undefined)
    return { wrong: 'max_tokens and max_completion_tokens: only one of them' };
  if (format?.type === 'json_object' && !parsed.data.messages.some((each) => /json/i.test(each.content)))
    return {
      wrong: "'messages' must contain the word 'json' to use 'response_format' of type 'json_object'.",
    };
  return parsed.data;
};
