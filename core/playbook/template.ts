import Mustache from 'mustache';
import { excerpt } from '../words.ts';
import { type FieldValues, fields, type Place } from './fields.ts';

/** A piece of a parsed template: plain text, a field, or a part for when a field is there (or is not). */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | {
      readonly kind: 'part';
      readonly name: string;
      readonly whenThere: boolean;
      readonly pieces: readonly Piece[];
    };

/** A template that was read, or why it is none. */
export type Template = { readonly pieces: readonly Piece[] } | { readonly problem: string };

type Token = readonly [string, string, number, number, (readonly Token[])?, ...unknown[]];

const toPieces = (tokens: readonly Token[]): readonly Piece[] =>
  tokens.flatMap(([kind, value, , , inner]): Piece[] => {
    switch (kind) {
      case 'text':
        return [{ kind: 'text', text: value }];
      case 'name':
        return [{ kind: 'field', name: value }];
      case '#':
      case '^':
        return [
          { kind: 'part', name: value, whenThere: kind === '#', pieces: toPieces(inner as readonly Token[]) },
        ];
      case '!':
        return [];
      default:
        // Partials and raw fields: nothing is loaded from anywhere, and no text is markup here.
        throw new SyntaxError(`{{${kind}${value}}} is not taken; write {{${value}}}`);
    }
  });

const parsed = new Map<string, Template>();
const mostParsed = 1000;

/** Returns a template in the language of Mustache (fields, {{#field}} and {{^field}} parts), read once and remembered. */
export const readTemplate = (text: string): Template => {
  const known = parsed.get(text);
  if (known) return known;
  let template: Template;
  try {
    template = { pieces: toPieces(Mustache.parse(text, ['{{', '}}']) as unknown as readonly Token[]) };
  } catch (error) {
    template = { problem: (error as Error).message.replace(/ at \d+$/, '') };
  }
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, template);
  return template;
};

/** Returns the names of all fields that a template names, each once. */
export const fieldsIn = (pieces: readonly Piece[]): readonly string[] => [
  ...new Set(
    pieces.flatMap((piece): readonly string[] =>
      piece.kind === 'text'
        ? []
        : piece.kind === 'field'
          ? [piece.name]
          : [piece.name, ...fieldsIn(piece.pieces)],
    ),
  ),
];

const sentenceEnd = /(?<=[。！？!?\n]|\.(?=\s|$))/;

/** Collects sentences; one that names what is not known is left out whole. */
const createSentences = () => {
  const whole: string[] = [];
  let current = '';
  let broken = false;
  const close = (): void => {
    // A line break stays, so that what follows keeps its place.
    whole.push(broken ? (current.match(/\n+$/)?.[0] ?? '') : current);
    current = '';
    broken = false;
  };
  return {
    text: (text: string): void => {
      for (const part of text.split(sentenceEnd)) {
        current += part;
        if (/[。！？!?\n]$|\.\s*$/.test(part)) close();
      }
    },
    field: (value: string | undefined): void => {
      if (value === undefined) broken = true;
      else current += value;
    },
    end: (): string => {
      close();
      return whole
        .join('')
        .replace(/[^\S\n]{2,}/g, ' ')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
    },
  };
};

const longestValue = 60;

/**
 * Returns the text that a template makes of what is known, '' when nothing is left. A sentence that names a field that
 * is not known is left out whole; in a room that others read, what is personal counts as not known. Values are put in
 * as they are, in one line: they can neither hold fields of their own nor break the message.
 */
export const render = (template: Template, values: FieldValues, place: Place): string => {
  if ('problem' in template) return '';
  const known = (name: string): string | undefined => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field || (field.personal && place === 'room')) return undefined;
    const value = values[name];
    return value === undefined || value.trim() === '' ? undefined : excerpt(value, longestValue);
  };
  const sentences = createSentences();
  const walk = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'text') sentences.text(piece.text);
      else if (piece.kind === 'field') sentences.field(known(piece.name));
      else if ((known(piece.name) !== undefined) === piece.whenThere) walk(piece.pieces);
    }
  };
  walk(template.pieces);
  return sentences.end();
};
