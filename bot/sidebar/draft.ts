import type { Bilingual, Language } from '../../core/language.ts';
import { excerpt } from '../../core/words.ts';

/** What a draft is about, the most urgent first. */
export type DraftCause =
  | { readonly kind: 'complaint' | 'question' | 'promise' | 'broken-promise'; readonly words?: string }
  | { readonly kind: 'renewal' | 'silence' | 'order' | 'introduction' | 'hello' };

/** A message for the customer, which an employee reads, changes and sends. */
export type Draft = { readonly text: string; readonly cause: DraftCause['kind'] };

type Template = { readonly quoting?: Bilingual; readonly plain: Bilingual };

const drafts: Readonly<Record<DraftCause['kind'], Template>> = {
  complaint: {
    plain: {
      zh: '{name}您好，您反映的情况我看到了，给您添麻烦了，非常抱歉。我马上跟进处理，稍后给您答复。',
      en: 'Hello {name}, I have seen what you wrote and I am sorry for the trouble. I am looking into it now and will come back to you shortly.',
    },
  },
  question: {
    quoting: {
      zh: '{name}您好，关于您问的“{words}”，我正在确认，尽快给您准确的答复。',
      en: 'Hello {name}, about your question "{words}": I am checking it and will give you a proper answer as soon as I can.',
    },
    plain: {
      zh: '{name}您好，您之前问的问题我正在确认，尽快给您准确的答复。',
      en: 'Hello {name}, I am checking what you asked and will give you a proper answer as soon as I can.',
    },
  },
  'broken-promise': {
    quoting: {
      zh: '{name}您好，之前答应您的事（“{words}”）晚了，很抱歉。我现在就处理，弄好第一时间告诉您。',
      en: 'Hello {name}, I am late with what I promised ("{words}"), and I am sorry. I am on it now and will tell you the moment it is done.',
    },
    plain: {
      zh: '{name}您好，之前答应您的事晚了，很抱歉。我现在就处理，弄好第一时间告诉您。',
      en: 'Hello {name}, I am late with what I promised, and I am sorry. I am on it now and will tell you the moment it is done.',
    },
  },
  promise: {
    quoting: {
      zh: '{name}您好，之前答应您的事（“{words}”）我记着呢，正在办，有进展马上告诉您。',
      en: 'Hello {name}, I have not forgotten what I promised ("{words}"). It is under way, and I will let you know as soon as there is news.',
    },
    plain: {
      zh: '{name}您好，之前答应您的事我记着呢，正在办，有进展马上告诉您。',
      en: 'Hello {name}, I have not forgotten what I promised. It is under way, and I will let you know as soon as there is news.',
    },
  },
  renewal: {
    plain: {
      zh: '{name}您好，您的服务快到期了。想听听您这段时间用得怎么样，方便时我们聊聊后面的安排？',
      en: 'Hello {name}, your contract runs out soon. I would like to hear how it has been going; when would suit you to talk about what comes next?',
    },
  },
  silence: {
    plain: {
      zh: '{name}您好，有一阵没联系了，最近用得怎么样？有什么需要我帮忙的，随时跟我说。',
      en: 'Hello {name}, it has been a while. How are things going? If there is anything I can help with, just tell me.',
    },
  },
  order: {
    plain: {
      zh: '{name}您好，想跟您确认一下最近的用量和库存，需要补货的话我这边帮您安排。',
      en: 'Hello {name}, I wanted to check how your stock is doing. If you need more, I will arrange it for you.',
    },
  },
  introduction: {
    plain: {
      zh: '{name}您好，我是负责跟您对接的同事。方便了解一下您现在最想解决的是哪方面的问题吗？',
      en: 'Hello {name}, I am the one who looks after you here. May I ask what you would most like to have solved at the moment?',
    },
  },
  hello: {
    plain: {
      zh: '{name}您好，最近用得怎么样？有什么需要我帮忙的，随时跟我说。',
      en: 'Hello {name}, how are things going? If there is anything I can help with, just tell me.',
    },
  },
};

const longestQuote = 40;

/**
 * Returns a draft for the first of `causes`, in the customer's language. It is made of fixed words and of what was said
 * in the conversation itself: no figure and no word of ours can be in it.
 */
export const draftFor = (
  causes: readonly DraftCause[],
  name: string | undefined,
  language: Language,
): Draft => {
  const [cause = { kind: 'hello' } as const] = causes;
  const words = 'words' in cause ? excerpt(cause.words ?? '', longestQuote) : '';
  const { quoting, plain } = drafts[cause.kind];
  const text = (words === '' ? plain : (quoting ?? plain))[language]
    .replace('{words}', () => words)
    .replace(name === undefined ? / ?\{name\}/ : '{name}', () => name ?? '');
  return { text, cause: cause.kind };
};
