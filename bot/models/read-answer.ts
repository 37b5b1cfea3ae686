import type { z } from 'zod';
import { ModelError } from '../../core/errors.ts';

/** The JSON in an answer: all of it, what stands in a code fence, or from the first brace to the last. */
const jsonIn = (text: string): unknown => {
  const plain = text.replace(/<think>[\s\S]*?<\/think>/g, '').trim();
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(plain)?.[1];
  const braces = plain.slice(plain.indexOf('{'), plain.lastIndexOf('}') + 1);
  for (const candidate of [plain, fenced, braces]) {
    if (!candidate) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // The next candidate may be whole.
    }
  }
  throw new ModelError('malformed', 'The answer is no JSON.');
};

/**
 * Returns the answer of a model in the shape that was asked for. Fields that were not asked for are dropped.
 * @throws ModelError 'malformed' where it has another shape.
 */
export const readAnswer = <Output>(text: string, schema: z.ZodType<Output>): Output => {
  const parsed = schema.safeParse(jsonIn(text));
  if (!parsed.success) throw new ModelError('malformed', 'The answer has another shape than was asked for.');
  return parsed.data;
};
