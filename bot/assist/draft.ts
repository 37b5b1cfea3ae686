import type { CardBlock } from '../../core/messages.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { care } from '../../prompts/care.ts';
import { draft } from '../../prompts/draft.ts';
import type { DraftOutput } from '../../prompts/drafting.ts';
import { winback } from '../../prompts/winback.ts';
import type { DraftCause } from '../sidebar/draft.ts';
import { type Assist, type AssistLook, callOptions, mapOutcome } from './assist.ts';
import { citedQuote, type Gathered, gatherConversation, gatherTone, languageOf } from './gather.ts';
import { causesFor, copyButton, writeOffline } from './offline-draft.ts';
import { churnReasonOf } from './reason.ts';

const readFirst = (look: AssistLook): CardBlock => ({
  kind: 'text',
  text:
    look.language === 'zh'
      ? '这是草稿，请看过、改好后自己发给客户。'
      : 'This is a draft: read it, change it, send it yourself.',
});

const draftBlocks = (output: DraftOutput, gathered: Gathered, look: AssistLook): readonly CardBlock[] => [
  { kind: 'text', text: output.text },
  ...citedQuote(output.cites, gathered, look.company.zone),
  readFirst(look),
];

const offlineDraft = async (
  look: AssistLook,
  causes: readonly DraftCause[],
): Promise<readonly CardBlock[]> => {
  const { spoken } = await gatherConversation(look, 10);
  const text = await writeOffline(look, causes, await languageOf(look, spoken));
  return [{ kind: 'quote', text }, readFirst(look), ...(await copyButton(look, text))];
};

/** `draft NAME [WISH]`: an answer to what the customer said last, in the asker's own tone. */
export const draftAssist: Assist = {
  kind: 'draft',
  title: (name, language) => (language === 'zh' ? `${name}：回复草稿` : `${name}: draft reply`),
  audience: 'person',
  offline: async (look) => offlineDraft(look, await causesFor(look)),
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look, 30);
    if (gathered.messages.length === 0) return { status: 'failed', failure: 'off' };
    const language = await languageOf(look, gathered.spoken);
    const facts = { messages: gathered.messages, tone: await gatherTone(look), wish: look.hint };
    const outcome = await model.call(draft, facts, callOptions(look, asking, language));
    return mapOutcome(outcome, (output) => draftBlocks(output, gathered, look));
  },
};

/** Returns the help that drafts what one follow-up asks for. */
export const draftForFollowUp = (followUp: OpenFollowUpRow): Assist => ({
  ...draftAssist,
  offline: async (look) => offlineDraft(look, await causesFor(look, followUp)),
});

/** `care NAME [OCCASION]`: a message of care. */
export const careAssist: Assist = {
  kind: 'care',
  title: (name, language) => (language === 'zh' ? `${name}：关怀草稿` : `${name}: draft of care`),
  audience: 'person',
  offline: (look) => offlineDraft(look, [{ kind: 'hello' }]),
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look, 20);
    const language = await languageOf(look, gathered.spoken);
    const occasion = look.hint ?? (language === 'zh' ? '平常问候' : 'just to stay in touch');
    const facts = { occasion, messages: gathered.messages, tone: await gatherTone(look) };
    const outcome = await model.call(care, facts, callOptions(look, asking, language));
    return mapOutcome(outcome, (output) => draftBlocks(output, gathered, look));
  },
};

/** `winback NAME [WHAT HAS CHANGED]`: the first word to a customer who has gone, by the reason that they gave. */
export const winbackAssist: Assist = {
  kind: 'winback',
  title: (name, language) => (language === 'zh' ? `${name}：挽回草稿` : `${name}: draft to win back`),
  audience: 'person',
  offline: (look) => offlineDraft(look, [{ kind: 'silence' }]),
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look, 30);
    const language = await languageOf(look, gathered.spoken);
    const facts = {
      reason: await churnReasonOf(look),
      messages: gathered.messages,
      tone: await gatherTone(look),
      changed: look.hint,
    };
    const outcome = await model.call(winback, facts, callOptions(look, asking, language));
    return mapOutcome(outcome, (output) => draftBlocks(output, gathered, look));
  },
};
