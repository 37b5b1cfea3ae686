import { describe } from 'vitest';
import { openFeishuStage } from '../support/platforms/feishu-stage.ts';
import { tellStory } from './platform-story.ts';

describe('on Feishu', () => {
  tellStory(openFeishuStage);
});
