import { cardText } from '../../core/messages.ts';
import { briefOf } from '../follow-ups/brief.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** `takeover NAME`: all that whoever takes a customer over needs to know, on one card. */
export const takeover: Command = {
  name: 'takeover',
  aliases: ['交接单', '接手'],
  usage: { zh: '交接单 客户名', en: 'takeover NAME' },
  summary: { zh: '接手客户要知道的一切', en: 'all that one needs to know to take a customer over' },
  run: async (context, args) => {
    const { db, company, now, language } = context;
    const customer = await requireCustomer(context, args.join(' '));
    const card = await briefOf(db, company, customer.id, now, language);
    return {
      message: { audience: 'team', text: cardText(card), card },
      data: { id: customer.id, card },
      about: customer.id,
    };
  },
};
