import type { CardBlock } from '../../core/messages.ts';
import { timelineOf } from '../../db/interactions.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { showEvidence, showKind } from '../view/evidence.ts';
import { showStage, showStageReason } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

const most = 20;

/** `timeline NAME`: what happened lately, newest first, with the stage moves in between. */
export const timeline = defineCommand({
  name: 'timeline',
  aliases: ['轨迹'],
  summary: { zh: '最近发生了什么', en: 'what happened lately' },
  arguments: { customer: customerArgument },
  asOf: true,
  run: async (context, { customer: found }) => {
    const { db, company, at, now, language } = context;
    const view = await viewCustomer(db, company, found.id, at, now);
    const entries = await timelineOf(db, found.id, at, most);
    const oldest = entries.at(-1)?.at ?? 0;
    const lines = [
      ...entries.map((entry) => ({
        at: entry.at,
        text: `${entry.person ?? showKind(entry.kind, language)}: ${showEvidence(entry, company, language)}`,
      })),
      ...view.moves
        .filter((move) => move.at >= oldest)
        .map((move) => ({
          at: move.at,
          text: `▲ ${showStage(move.from, company.model, language)} → ${showStage(move.to, company.model, language)} · ${move.rule} · ${showStageReason(move.rule, move.numbers, language, company.rules)}`,
        })),
    ].sort((a, b) => b.at - a.at);
    const blocks = lines.map(
      (line): CardBlock => ({ kind: 'text', text: `${showTime(line.at, company.zone)}  ${line.text}` }),
    );
    const empty: CardBlock = {
      kind: 'text',
      text: language === 'zh' ? '还没有互动。' : 'Nothing has happened yet.',
    };
    const more: CardBlock = {
      kind: 'buttons',
      buttons: [{ label: language === 'zh' ? '走势' : 'Trend', action: 'run', value: `trend #${found.id}` }],
    };
    const title = language === 'zh' ? `${found.name}：轨迹` : `${found.name}: timeline`;
    const answer = cardAnswer('team', title, [...(blocks.length > 0 ? blocks : [empty]), more], {
      id: found.id,
      at,
      entries,
      moves: view.moves,
    });
    return { ...answer, about: found.id };
  },
});
