import { describe } from 'vitest';
import { openSlackStage } from '../support/platforms/slack-stage.ts';
import { tellPresses } from './customer-presses.ts';

describe('on Slack', () => {
  tellPresses(openSlackStage);
});
