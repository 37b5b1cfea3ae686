import type { CommunityDay, CommunityHappening, CommunityQuestion } from '../../core/digest/facts.ts';
import type { Language } from '../../core/language.ts';
import { excerpt } from '../../core/words.ts';
import type { Zone } from '../../core/zone.ts';
import { showTime } from './time.ts';

const joined = (parts: readonly (string | false)[], by: string): string => parts.filter(Boolean).join(by);
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

const words = {
  zh: {
    colon: '：',
    more: (count: number) => `……另有 ${count} 个群`,
    day: ({ messages, people, joined: came, left, unanswered, leavers }: CommunityDay) =>
      joined(
        [
          messages > 0 && `${people} 人发言 ${messages} 条`,
          came > 0 && `进 ${came}`,
          left > 0 && `退 ${left}${leavers.length === 0 ? '' : `（${leavers.join('、')}）`}`,
          unanswered > 0 && `待答复 ${unanswered}`,
        ],
        '，',
      ) || '没有人发言',
    question: ({ person, text }: CommunityQuestion, time: string) =>
      `待答复 · ${person} · ${time}${text === '' ? '' : `：“${excerpt(text, 60)}”`}`,
    event: ({ title, over, guests, waiting, came }: CommunityHappening, time: string) =>
      `活动“${title}” · ${time} · ${
        over
          ? `报名 ${guests} 人${came > 0 ? `，到场 ${came} 人` : ''}`
          : `已报名 ${guests} 人${waiting > 0 ? `，候补 ${waiting} 人` : ''}`
      }`,
  },
  en: {
    colon: ': ',
    more: (count: number) => `… and ${many(count, 'more community', 'more communities')}`,
    day: ({ messages, people, joined: came, left, unanswered, leavers }: CommunityDay) =>
      joined(
        [
          messages > 0 && `${many(messages, 'message')} by ${many(people, 'person', 'people')}`,
          came > 0 && `${came} joined`,
          left > 0 && `${left} left${leavers.length === 0 ? '' : ` (${leavers.join(', ')})`}`,
          unanswered > 0 && `${unanswered} unanswered`,
        ],
        ', ',
      ) || 'nobody wrote',
    question: ({ person, text }: CommunityQuestion, time: string) =>
      `unanswered · ${person} · ${time}${text === '' ? '' : `: “${excerpt(text, 60)}”`}`,
    event: ({ title, over, guests, waiting, came }: CommunityHappening, time: string) =>
      `event “${title}” · ${time} · ${
        over
          ? `${guests} signed up${came > 0 ? `, ${came} came` : ''}`
          : `${guests} signed up so far${waiting > 0 ? `, ${waiting} on the waiting list` : ''}`
      }`,
  },
} as const;

/** How many communities are told of; the rest is counted. */
const most = 8;

/** Returns the lines that tell of communities: what happened, the questions that wait, events past and to come. */
export const communityLines = (
  communities: readonly CommunityDay[],
  zone: Zone,
  language: Language,
): readonly string[] => {
  const say = words[language];
  const lines = communities
    .slice(0, most)
    .map((each) =>
      [
        `• ${each.name}${say.colon}${say.day(each)}`,
        ...each.questions.map((question) => say.question(question, showTime(question.at, zone))),
        ...each.events.map((event) => say.event(event, showTime(event.startsAt, zone))),
      ].join('\n  '),
    );
  const rest = communities.length - lines.length;
  return rest > 0 ? [...lines, say.more(rest)] : lines;
};
