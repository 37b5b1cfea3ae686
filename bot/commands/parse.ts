import { foldCharacters } from '../../core/text/normalise.ts';

/** A command's words: its name as typed (lower case) and its arguments; quoted parts stay together. */
export type ParsedCommand = { readonly name: string; readonly args: readonly string[] };

/** Quoted parts, in the marks that people type; then words, which a Chinese opening mark ends too. */
const wordPattern =
  /["“”＂„]([^"“”＂„]*)["“”＂]|「([^」]*)」|『([^』]*)』|'([^']*)'(?=\s|$)|‘([^’]*)’(?=\s|$)|((?:(?!\s|[“「『]).)+|[“「『])/gsu;
const mentionPattern = /<@[^>]{1,200}>|(?:^|(?<=[\s,，。:：]))[@＠]tend\b[,，:：]?/iu;
/** What people show rather than say: code, and lines that quote somebody. */
const codePattern = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const quotedLines = /^(?:>|&gt;).*$/gm;

const blank = (part: string): string => ' '.repeat(part.length);

/**
 * Returns what a text asks of the bot: what follows the first mention of it, or stands before that where nothing follows,
 * or all of it where there is no mention. Lines that quote somebody are left out. Undefined when nothing is asked: the
 * mention, or all there is, stands in code or in a quoted line.
 */
export const requestIn = (text: string): string | undefined => {
  const said = text.replace(quotedLines, blank);
  const outside = said.replace(codePattern, blank);
  if (outside.trim() === '' && text.trim() !== '') return undefined;
  const mention = mentionPattern.exec(outside);
  if (!mention) return mentionPattern.test(text) ? undefined : said.trim();
  const after = said.slice(mention.index + mention[0].length).trim();
  return after === '' ? said.slice(0, mention.index).trim() : after;
};

/** Returns the words of a request, without the mention of the bot and a leading "/tend"; quotes keep spaces. */
export const splitWords = (text: string): readonly string[] => {
  const plain = (requestIn(text) ?? '').replace(/^[/／]?tend\b/i, '').trim();
  return [...plain.matchAll(wordPattern)].map(
    (match) => match.slice(1).find((part) => part !== undefined) ?? '',
  );
};

/** Whether a request begins with a quoted part: then that is a name, never a command. */
export const beginsQuoted = (text: string): boolean =>
  /^["“”＂„「『'‘]/u.test((requestIn(text) ?? '').trim());

/** Returns the command and arguments in a request, or undefined when it has no words. */
export const parseCommand = (text: string): ParsedCommand | undefined => {
  const [first, ...args] = splitWords(text);
  if (first === undefined) return undefined;
  return { name: foldCharacters(first).toLowerCase().replace(/^\//, ''), args };
};
