import { foldCharacters } from '../../core/text/normalise.ts';
import type { Command } from './command.ts';
import { beginsQuoted, type ParsedCommand, splitWords } from './parse.ts';

const punctuation = /[.,;:!?。、]+$/;
/** A name of one character is a command only by itself. */
const shortestJoined = 2;

const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

/** 星辰，要报价 is a name and a text where it follows a command's name. */
const partName = (args: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = args;
  const found = /^([\p{Script=Han}\p{L}\p{N}]{1,40}[，：,:、])(.+)$/u.exec(first);
  return found && isHan(first) ? [found[1] ?? '', found[2] ?? '', ...rest] : args;
};

/**
 * Returns the command that a request begins with, and its words: also in full-width letters, with punctuation behind the
 * name (状态：星辰), and, where `joined`, with a Chinese name and its first word written as one (状态星辰). Undefined
 * when it begins with none, or with a quoted part.
 */
export const readRequest = (
  text: string,
  named: (name: string) => Command | undefined,
  names: readonly string[],
  joined: boolean,
): (ParsedCommand & { readonly command: Command }) | undefined => {
  if (beginsQuoted(text)) return undefined;
  const [first, ...rest] = splitWords(text);
  if (first === undefined) return undefined;
  const name = foldCharacters(first).toLowerCase().replace(/^\//, '');
  const plain = named(name) ?? named(name.replace(punctuation, ''));
  if (plain) return { command: plain, name: plain.name, args: partName(rest) };
  const parted = /^([^:,、]+)[:,、](.+)$/s.exec(name);
  const before = parted && named(parted[1] ?? '');
  if (before && parted) {
    return {
      command: before,
      name: before.name,
      args: partName([first.slice((parted[1] ?? '').length + 1), ...rest]),
    };
  }
  if (!joined || !isHan(first)) return undefined;
  const start = names
    .filter((each) => each.length >= shortestJoined && isHan(each) && first.startsWith(each))
    .sort((a, b) => b.length - a.length)[0];
  const command = start === undefined ? undefined : named(start);
  if (!command || start === undefined) return undefined;
  return { command, name: command.name, args: partName([first.slice(start.length), ...rest]) };
};
