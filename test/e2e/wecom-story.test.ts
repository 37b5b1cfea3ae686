import { describe, expect, test } from 'vitest';
import { openWecomStage } from '../support/platforms/wecom-stage.ts';
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
});
