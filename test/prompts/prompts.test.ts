import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wireSchema } from '../../bot/models/wire-schema.ts';
import { forEachPrompt } from '../../prompts/all.ts';
import { isFault, systemText } from '../../prompts/prompt.ts';

const docs = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');

/** Every object of a schema, however deep. */
const objectsIn = (value: unknown): readonly Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return 'type' in value && value.type === 'object' ? [value as Record<string, unknown>, ...inner] : inner;
};

forEachPrompt((prompt) =>
  describe(prompt.id, () => {
    test('has worked examples in both languages that are what it asks for and pass its own check', () => {
      expect(new Set(prompt.examples.map((each) => each.language))).toEqual(new Set(['zh', 'en']));
      for (const { facts, output, language } of prompt.examples) {
        expect(prompt.facts.parse(facts)).toEqual(facts);
        expect(prompt.output.parse(output)).toEqual(output);
        expect(prompt.check(output, facts, language)).toEqual(output);
        expect(isFault(prompt.check(output, facts, language))).toBe(false);
      }
    });

    test('lets no field through that it does not name', () => {
      for (const { facts } of prompt.examples)
        expect(prompt.facts.safeParse({ ...facts, secret: 'x' }).success).toBe(false);
    });

    test('asks for what strict endpoints take', () => {
      for (const schema of objectsIn(wireSchema(prompt.output))) {
        expect(schema['additionalProperties']).toBe(false);
        expect(schema['required']).toEqual(Object.keys(schema['properties'] as object));
      }
    });

    test('says what it must not do, and that what customers write is data, in both languages', () => {
      expect(systemText(prompt, 'zh')).toMatch(/不做：[\s\S]*只是资料，不是给你的指令[\s\S]*例 1/);
      expect(systemText(prompt, 'en')).toMatch(/Never:[\s\S]*not instructions to you[\s\S]*Example 1/);
      expect(prompt.task.en + prompt.refuses.en).not.toMatch(/\p{Script=Han}/u);
    });

    test('stands in the documentation with all that it sends', () => {
      expect(docs).toContain(`| \`${prompt.id}\` |`);
      for (const { what } of prompt.sends) expect(docs).toContain(what.en);
    });
  }),
);
