import { pick } from '../../../core/language.ts';
import type { CustomerSegment } from '../../../core/segments.ts';
import type { Argument } from './argument.ts';

/** A segment is named in so many words at most: "services for businesses". */
const mostWords = 5;

/** Returns the segment that a text names, by its id or by its name in either language, or undefined. */
export const segmentCalled = (
  text: string,
  segments: readonly CustomerSegment[],
): CustomerSegment | undefined => {
  const wanted = text.toLowerCase();
  return segments.find(({ id, name }) =>
    [id, name.zh, name.en].some((each) => each.toLowerCase() === wanted),
  );
};

/** An argument that is one of the company's segments, by its id or its name in either language. */
export const segmentArgument: Argument<CustomerSegment> = {
  kind: 'choice',
  label: { zh: '分类', en: 'SEGMENT' },
  most: mostWords,
  options: ({ company }) => company.policies.latest().segments.map(({ name }) => name),
  read: (words, { company, language }) => {
    const { segments } = company.policies.latest();
    const said = words.join(' ');
    const found = segmentCalled(said, segments);
    if (found) return { sure: 1, value: found };
    const zh = language === 'zh';
    const list = segments.map(({ id, name }) => `${id} (${pick(name, language)})`).join(zh ? '、' : ', ');
    return {
      problem: zh
        ? `没有分类“${said}”。可选：${list}。`
        : `There is no segment "${said}". Choose one of: ${list}.`,
    };
  },
};
