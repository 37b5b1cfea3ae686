import { describe, expect, test } from 'vitest';
import { openWecomStage } from '../support/platforms/wecom-stage.ts';
import { until } from '../support/until.ts';
import { tellStory } from './platform-story.ts';

describe('on WeCom, by its official routes', () => {
  const told = tellStory(openWecomStage);

  test('what was told stands also in the group of the group robot, where managers are among themselves', () => {
    const ofRobot = told
      .stage()
      .said()
      .filter((each) => each.conversation === 'webhook:alerts');
    expect(ofRobot.some((each) => /Customer digest[\s\S]*Acme/.test(each.text))).toBe(true);
  });

  test('the task that an employee confirmed stands in the transcript with the time at which they did', async () => {
    const { care, company, customerRoom } = told.stage();
    expect(care.becomes).toBe('pending-human');
    const { tasks } = company.wecom.state;
    expect(tasks).toMatchObject([{ kind: 'group', receivers: [customerRoom], sender: 'zhangsan' }]);
    const stored = await told
      .app()
      .db.selectFrom('message')
      .select('at')
      .where('text', '=', tasks[0]?.text ?? '')
      .execute();
    expect(stored).toEqual([{ at: 1_763_000_000_000 }]);
  });

  test('when another process takes over the AI bot, the managers read it once, where the bot still speaks', async () => {
    const { company } = told.stage();
    const gone = { msgtype: 'event', event: { eventtype: 'disconnected_event' } };
    const frame = { cmd: 'aibot_event_callback', headers: { req_id: 'gone' }, body: gone };
    for (let time = 0; time < 2; time++) company.gateway.push(frame);
    const notices = () => company.said().filter((each) => /another process connected/.test(each.text));
    await until(() => notices().length > 0, 'The managers are not told.');
    const written = await told
      .app()
      .db.selectFrom('outbox')
      .select('id')
      .where('idempotency_key', 'like', 'trouble/wecom/%/aibot/kicked/%')
      .execute();
    // One for each of the managers' rooms.
    expect(written).toHaveLength(2);
    expect(notices().map((each) => each.conversation)).toEqual(['webhook:alerts']);
  });
});
