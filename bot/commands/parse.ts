/** A command's words: its name as typed (lower case) and its arguments; quoted parts stay together. */
export type ParsedCommand = { readonly name: string; readonly args: readonly string[] };

const wordPattern = /"([^"]*)"|“([^”]*)”|「([^」]*)」|'([^']*)'(?=\s|$)|(\S+)/gu;
const mentionPattern = /<@[^>]{1,200}>|(?:^|(?<=\s))@tend\b[,，:：]?/giu;

/** Returns the words of a request, without mentions of the bot and a leading "/tend"; quotes keep spaces. */
export const splitWords = (text: string): readonly string[] => {
  const plain = text
    .replace(mentionPattern, ' ')
    .trim()
    .replace(/^\/?tend\b/i, '')
    .trim();
  return [...plain.matchAll(wordPattern)].map(
    (match) => match.slice(1).find((part) => part !== undefined) ?? '',
  );
};

/** Returns the command and arguments in a request, or undefined when it has no words. */
export const parseCommand = (text: string): ParsedCommand | undefined => {
  const [first, ...args] = splitWords(text);
  return first === undefined ? undefined : { name: first.toLowerCase().replace(/^\//, ''), args };
};
