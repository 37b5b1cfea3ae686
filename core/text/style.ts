import type { Language } from '../language.ts';

/** How somebody usually begins and ends what they write to customers; absent where they have no such habit. */
export type Style = { readonly greeting?: string; readonly signOff?: string };

const greetings: Readonly<Record<Language, RegExp>> = {
  zh: /^(?:亲爱的|亲|您好|你好|哈喽|嗨|早上好|上午好|下午好|中午好|晚上好)(?:呀|啊|哦|~|～)?(?=[,，!！~～。\s])/u,
  en: /^(?:hi there|hello there|hi|hello|hey|dear|good morning|good afternoon|morning)(?=[\s,!])/i,
};
const signOffs: Readonly<Record<Language, RegExp>> = {
  zh: /(?:^|[。！!~～\n\s,，])((?:谢谢|感谢|祝好|辛苦了|麻烦您了|祝您生意兴隆|有问题随时(?:找我|联系我?))[您啦]?)[。！!~～\s]*$/u,
  en: /(?:^|[.!?\n]\s*)((?:best|best regards|kind regards|regards|cheers|thanks|many thanks|thank you|all the best)(?:[,\s]+[A-Z][a-z]{1,20})?)[.!,\s]*$/i,
};

/** A habit is what occurs at least so often, and in at least this share of the messages. */
const fewest = 3;
const leastShare = 0.2;

const habit = (found: readonly string[], messages: number): string | undefined => {
  const counts = new Map<string, number>();
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return most && most[1] >= fewest && most[1] >= messages * leastShare ? most[0] : undefined;
};

/** Returns the habits in what one person wrote in one language; messages in the other are left out by the caller. */
export const findStyle = (messages: readonly string[], language: Language): Style => {
  const firsts = messages.flatMap((each) => greetings[language].exec(each.trim())?.[0] ?? []);
  const lasts = messages.flatMap((each) => signOffs[language].exec(each.trim())?.[1] ?? []);
  const greeting = habit(firsts, messages.length);
  const signOff = habit(lasts, messages.length);
  return { ...(greeting === undefined ? {} : { greeting }), ...(signOff === undefined ? {} : { signOff }) };
};

const openings: Readonly<Record<Language, RegExp>> = {
  zh: /^([^，,。！!]{0,20}?)您好，/u,
  en: /^Hello( [^,]{1,40})?, /,
};

/** Returns a text with the greeting and the ending that its writer would use. */
export const inStyle = (text: string, { greeting, signOff }: Style, language: Language): string => {
  const opening = openings[language].exec(text);
  const named = opening?.[1] ?? '';
  const greeted =
    greeting === undefined || !opening
      ? text
      : language === 'zh'
        ? `${named}${greeting}，${text.slice(opening[0].length)}`
        : `${greeting}${named}, ${text.slice(opening[0].length)}`;
  if (signOff === undefined || greeted.includes(signOff)) return greeted;
  return language === 'zh' ? `${greeted}${signOff}！` : `${greeted}\n\n${signOff}`;
};
