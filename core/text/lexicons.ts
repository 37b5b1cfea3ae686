import type { Lexicon } from './lexicon.ts';
import { englishLexicon } from './lexicon-en.ts';
import { signLexicon } from './lexicon-signs.ts';
import { chineseLexicon } from './lexicon-zh.ts';

/** Every lexicon, all read in every text: languages and signs mix in chat. */
export const lexicons: readonly Lexicon[] = [chineseLexicon, englishLexicon, signLexicon];
