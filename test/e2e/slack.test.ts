import { describe } from 'vitest';
import { openSlackStage } from '../support/platforms/slack-stage.ts';
import { tellStory } from './platform-story.ts';

describe('on Slack', () => {
  tellStory(openSlackStage);
});
