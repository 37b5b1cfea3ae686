import { archiveItem } from '../servers/wecom/archive-bench.ts';
import { eventXml } from '../servers/wecom/payloads.ts';
import { colleague, customer, group } from '../servers/wecom/server.ts';
import type { Stage } from './stage.ts';
import { openWecomCompany, type WecomCompany } from './wecom-company.ts';

const people = { ann: customer, mia: colleague } as const;

/**
 * Starts a WeCom whose customer group is known by the official route: its callbacks tell that it is there, what is said
 * in it comes from the archive, care for it is a task that its owner confirms.
 */
export const openWecomStage = async (): Promise<Stage & { readonly company: WecomCompany }> => {
  const company = await openWecomCompany();
  const { state } = company.wecom;
  const confirm = (): void => {
    for (const task of state.tasks) {
      task.confirmed = true;
      for (const receiver of task.receivers) task.outcomes.set(receiver, 1);
    }
  };
  return {
    company,
    config: company.config(),
    customerRoom: group,
    teamRoom: company.team,
    bot: '@Tend',
    asks: { room: company.direct, text: 'status Acme' },
    operatorSays: [`room ${group} customer Acme`],
    takesButtonsOff: false,
    care: { becomes: 'pending-human', confirm },
    secrets: company.secrets,
    at: company.at,
    says: async (who, room, text) => {
      if (room !== group) return company.writes(room, text);
      const item = archiveItem(text, { from: people[who], tolist: [people[who === 'ann' ? 'mia' : 'ann']] });
      await company.archives(item);
      return String(item['msgid']);
    },
    // Nothing tells of the AI bot that it was brought into a group.
    invites: async (room) => {
      if (room === group)
        await company.tells(eventXml('change_external_chat', { ChatId: group, ChangeType: 'create' }));
    },
    presses: company.presses,
    said: company.said,
    sentTo: (room) =>
      state.tasks
        .filter((task) => task.receivers.includes(room) && task.outcomes.get(room) === 1)
        .map((task) => task.text),
    isDirect: (said) => said.conversation === company.direct,
    close: company.close,
  };
};
