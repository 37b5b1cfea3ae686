import { cardText } from '../../core/messages.ts';
import { briefOf } from '../follow-ups/brief.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

/** `takeover NAME`: all that whoever takes a customer over needs to know, on one card. */
export const takeover = defineCommand({
  name: 'takeover',
  aliases: ['交接单', '接手'],
  summary: { zh: '接手客户要知道的一切', en: 'all that one needs to know to take a customer over' },
  arguments: { customer: customerArgument },
  run: async ({ db, company, now, language }, { customer }) => {
    const card = await briefOf(db, company, customer.id, now, language);
    return {
      message: { audience: 'team', text: cardText(card), card },
      data: { id: customer.id, card },
      about: customer.id,
    };
  },
});
