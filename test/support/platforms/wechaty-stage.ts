import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PuppetService, serviceToken, startPuppetService } from '../servers/wechaty/puppet-server.ts';
import { botName, colleagueId, customerId, roomId, selfId } from '../servers/wechaty/world.ts';
import { eventXml } from '../servers/wecom/payloads.ts';
import { colleague } from '../servers/wecom/server.ts';
import { until } from '../until.ts';
import type { Stage } from './stage.ts';
import { openWecomCompany, type WecomCompany } from './wecom-company.ts';

const people = { ann: customerId, mia: colleagueId } as const;
const room = `wechaty:${roomId}`;
const bot = `@${botName}`;

/**
 * Starts a WeCom whose customer group is heard by Wechaty, over the wire from a real puppet server with the mock puppet
 * behind it. It listens only; members are answered by the official route.
 */
export const openWechatyStage = async (): Promise<
  Stage & { readonly company: WecomCompany; readonly puppets: PuppetService }
> => {
  const company = await openWecomCompany();
  const puppets = await startPuppetService(false);
  const { world } = puppets;
  const home = await mkdtemp(join(tmpdir(), 'tend-wechaty-story-'));
  const isStored = (delivery: string) => async (): Promise<boolean> =>
    (await company
      .app()
      .db.selectFrom('inbox')
      .select('id')
      .where('delivery', '=', delivery)
      .executeTakeFirst()) !== undefined;

  return {
    company,
    puppets,
    config: company.config({
      TEND_HOME: home,
      WECHATY_ENDPOINT: puppets.service.endpoint,
      WECHATY_TOKEN: serviceToken,
      WECHATY_TLS: 'off',
    }),
    customerRoom: room,
    teamRoom: company.team,
    bot,
    asks: { room: company.direct, text: 'status Acme' },
    // Wechaty's id of a member is another than the official one: the owner is the one whom the app can write to.
    operatorSays: [`room ${room} customer Acme`, `owner Acme ${colleague}`],
    takesButtonsOff: false,
    care: { becomes: 'refused', reason: /sending-is-off/ },
    secrets: [...company.secrets, serviceToken],
    at: company.at,
    says: async (who, where, text) => {
      if (where !== room) return company.writes(where, text);
      const id = world.say({ by: people[who], text, mentioned: text.includes(bot) ? [selfId] : [] });
      await until(isStored(`wechaty:${id}`), 'What was said in the group is not heard.', 20_000);
      return id;
    },
    invites: async (where) => {
      if (where !== room) return;
      await company.tells(eventXml('enter_agent', { FromUserName: colleague, AgentID: 1_000_002 }));
      await until(() => world.puppet.isLoggedIn, 'The account is not logged in.', 20_000);
      // It is listened to a moment after the login: what is said before is nobody's.
      await until(
        async () => {
          const id = world.say({ by: colleagueId, text: 'Hello everybody' });
          await new Promise((resolve) => setTimeout(resolve, 300));
          return isStored(`wechaty:${id}`)();
        },
        'The group is not heard.',
        20_000,
      );
    },
    presses: company.presses,
    said: company.said,
    sentTo: (where) =>
      world.puppet.captured
        .filter((each) => `wechaty:${each.conversation}` === where)
        .map((each) => each.text),
    isDirect: (said) => said.conversation === company.direct,
    close: async () => {
      await puppets.close();
      await company.close();
      await rm(home, { recursive: true, force: true });
    },
  };
};
