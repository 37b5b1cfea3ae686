import { describe } from 'vitest';
import { openFeishuStage } from '../support/platforms/feishu-stage.ts';
import { tellPresses } from './customer-presses.ts';

describe('on Feishu', () => {
  tellPresses(openFeishuStage);
});
