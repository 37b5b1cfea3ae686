import type { Bilingual } from '../../core/language.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import type { Db } from '../../db/connect.ts';
import { findPlaybook } from '../../db/playbooks.ts';

/** What a flow is called by what stands before its colon; `{id}` is what stands behind it. */
const kinds: Readonly<Record<string, Bilingual>> = {
  broadcast: { zh: '群发 #{id}', en: 'Broadcast #{id}' },
  event: { zh: '活动通知 #{id}', en: 'Event #{id}' },
  survey: { zh: '问卷 #{id}', en: 'Survey #{id}' },
  poll: { zh: '投票 #{id}', en: 'Poll #{id}' },
  welcome: { zh: '入群欢迎', en: 'Welcome to the community' },
  points: { zh: '积分与券', en: 'Points and coupons' },
};

const partFlow = (flow: string): readonly [kind: string, id: string] => {
  const [kind = '', ...rest] = flow.split(':');
  return [kind, rest.join(':')];
};

const playbookName = async (db: Db, id: string): Promise<Bilingual | undefined> => {
  const [key = '', version] = id.split('@');
  const stored = await findPlaybook(db, key, Number(version));
  return (stored?.content as Playbook | undefined)?.name;
};

/** Returns how people know the flows that messages are sent under: a playbook by its name, others by kind and number. */
export const flowNames = async (db: Db, flows: readonly string[]): Promise<(flow: string) => Bilingual> => {
  const names = new Map<string, Bilingual>();
  for (const flow of new Set(flows)) {
    const [kind, id] = partFlow(flow);
    const named = kind === 'playbook' ? await playbookName(db, id) : kinds[kind];
    const own = named ?? { zh: flow, en: flow };
    names.set(flow, { zh: own.zh.replace('{id}', id), en: own.en.replace('{id}', id) });
  }
  return (flow) => names.get(flow) ?? { zh: flow, en: flow };
};
