import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSetting } from '../../db/settings.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import type { Said, Stage } from '../support/platforms/stage.ts';
import { until } from '../support/until.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What nobody from outside may ever read: figures, words of the bot's own, and of what it told members. */
const internal = /health|churn|risk|follow.?up|complaint open|dormant|sentiment|customer room|stage/i;

/**
 * Tells the story of a complaint on a platform's stand-in: the bot is brought into a room with a customer, hears a
 * complaint, tells the rep, answers the rep alone, and reports a silence to the managers.
 */
export const tellStory = (open: () => Promise<Stage>): void => {
  let stage: Stage;
  let app: TestApp;
  let chat: Chat;
  const heard = new Set<string>();

  beforeAll(async () => {
    stage = await open();
    app = await startTestApp({ ...stage.config, holidays: 'none' });
    chat = openChat(app);
    stage.at(app.url);
  });

  afterAll(async () => {
    await app.stop();
    await stage.close();
  });

  /** The bot's next message that fits. */
  const next = async (pattern: RegExp, fits: (said: Said) => boolean = () => true): Promise<Said> => {
    const found = await until(
      () => stage.said().find((each) => !heard.has(each.ref) && fits(each) && pattern.test(each.text)),
      () =>
        `The bot did not say ${pattern}; it said:\n${stage
          .said()
          .map((each) => `  [${each.conversation}${each.onlyFor ? ` to ${each.onlyFor}` : ''}] ${each.text}`)
          .join('\n')}`,
      20_000,
    );
    heard.add(found.ref);
    return found;
  };
  const direct = (said: Said): boolean => stage.isDirect(said);
  const alone = (said: Said): boolean => direct(said) || said.onlyFor !== undefined;

  test('brought into a room with a customer, it asks the member who did so whose it is, in their own chat', async () => {
    await stage.invites(stage.customerRoom);
    const asked = await next(/Which customer is .*acme/i, direct);
    await stage.presses(asked, /^Customer: /);
    await next(/is now a customer room/, alone);
    expect(stage.sentTo(stage.customerRoom)).toEqual([]);
  });

  test('a complaint is told to the rep in their own chat, and the room hears nothing', async () => {
    await stage.says('mia', stage.customerRoom, 'Good morning Ann, how are the ovens?');
    await stage.says(
      'ann',
      stage.customerRoom,
      'The oven broke down again, this is terrible and nobody answers!',
    );
    const prompt = await next(/Please follow up[\s\S]*Complaint open/, direct);
    expect(prompt.text).toMatch(/The oven broke down again/);
    await stage.presses(prompt, /^Done$/);
    await next(/^Done: /, alone);
    await until(
      () => stage.said().find((each) => each.ref === prompt.ref)?.buttons.length === 0,
      'The prompt still has its buttons.',
    );
    expect(stage.said().find((each) => each.ref === prompt.ref)?.text).toMatch(/✓ Done: /);
  });

  test('a command in the room is answered to the member alone', async () => {
    await stage.says('mia', stage.customerRoom, `${stage.bot} status`);
    const answer = await next(/acme/i, (said) => alone(said) && /health/i.test(said.text));
    expect(answer.text).toMatch(/churn/i);
  });

  test('an outsider who calls it gets no answer', async () => {
    const before = stage.said().length;
    await stage.says('ann', stage.customerRoom, `${stage.bot} status`);
    await chat.settles();
    expect(stage.said()).toHaveLength(before);
  });

  test('in a room of members alone it answers openly', async () => {
    await stage.invites(stage.teamRoom);
    await stage.says('mia', stage.teamRoom, `${stage.bot} room managers`);
    await next(/is now a managers' room/, (said) => said.conversation === stage.teamRoom);
  });

  test('a silence is told to the rep and stands in the digest in the managers’ room', async () => {
    // At once, and not a day and a digest at a time: a platform takes one message a second in a room.
    await writeSetting(app.db, 'clock.offset', 27 * dayMs);
    await chat.clock.advance({ days: 8 });
    await next(/Inactive/, direct);
    const digest = await next(
      /Customer digest[\s\S]*Newly at risk/i,
      (said) => said.conversation === stage.teamRoom,
    );
    expect(digest.text).toMatch(/acme/i);
  });

  test('nothing that the bot ever sent stands in the room with the outsider', () => {
    expect(stage.said().some((each) => internal.test(each.text))).toBe(true);
    expect(stage.sentTo(stage.customerRoom)).toEqual([]);
    const seen = stage.said().filter((each) => each.conversation === stage.customerRoom);
    expect(seen.filter((each) => each.onlyFor === undefined)).toEqual([]);
  });
};
