import type { SentimentAnalyser } from '../../core/text/sentiment.ts';

/** What came of some of the input: whole lines of output, and what was wrong with which lines. */
export type SentimentOutput = { readonly output: string; readonly problems: readonly string[] };

/** NDJSON that arrives in pieces. */
export type SentimentLines = { write(text: string): SentimentOutput; end(): SentimentOutput };

/** A line longer than this, in characters, is refused: more than any message, less than memory. */
const longestLine = 10_000_000;

const round = (value: number): number => Math.round(value * 10_000) / 10_000 || 0;

/** What the line of JSON asks for, or why it cannot be read. */
const readLine = (line: string): { readonly id: string | number; readonly text: string } | string => {
  if (line.length > longestLine) return `is longer than ${longestLine} characters.`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'is not a JSON object with "id" and "text".';
  }
  const { id, text } = value as { readonly id?: unknown; readonly text?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number')
    return '"id" is missing, or neither text nor a number.';
  if (typeof text !== 'string') return '"text" is missing or not text.';
  return { id, text };
};

/**
 * Returns a reader of lines `{"id","text"}` which answers each with a line `{"id","score","label","confidence"}` in
 * their order, score from −1 to 1, confidence from 0 to 1, both to four digits. A line that cannot be read is a
 * problem, by its number from 1, and has no answer; empty lines are skipped. Never throws.
 */
export const createSentimentLines = (analyse: SentimentAnalyser): SentimentLines => {
  let rest: string[] = [];
  let number = 0;

  const answer = (lines: readonly string[]): SentimentOutput => {
    const problems: string[] = [];
    let output = '';
    for (const each of lines) {
      number += 1;
      const line = number === 1 ? each.replace(/^\ufeff/, '') : each;
      if (line.trim() === '') continue;
      const asked = readLine(line);
      if (typeof asked === 'string') {
        problems.push(`line ${number}: ${asked}`);
        continue;
      }
      const { score, label, confidence } = analyse(asked.text);
      const answered = { id: asked.id, score: round(score), label, confidence: round(confidence) };
      output += `${JSON.stringify(answered)}\n`;
    }
    return { output, problems };
  };

  return {
    write: (text) => {
      const lines = text.split('\n');
      const last = lines.pop() ?? '';
      if (lines.length === 0) {
        rest.push(last);
        return { output: '', problems: [] };
      }
      lines[0] = rest.join('') + lines[0];
      rest = [last];
      return answer(lines);
    },
    end: () => {
      const last = rest.join('');
      rest = [];
      return answer([last]);
    },
  };
};
