import { z } from 'zod';
import { checkPlaybook } from '../core/playbook/check.ts';
import { eventKinds, type PlaybookEntry, playbookSchema, toPlaybook } from '../core/playbook/schema.ts';
import { stageKeys } from '../core/stages/stage.ts';
import { isGrounded } from './grounding.ts';
import type { Prompt } from './prompt.ts';

const factsSchema = z.strictObject({ request: z.string().min(1).max(500) });
const bilingual = z.object({ zh: z.string().min(1).max(500), en: z.string().min(1).max(500) });
const outputSchema = z.object({
  key: z.string().max(40),
  name: bilingual,
  purpose: z.enum(['service', 'marketing', 'community']),
  /** What sets it going: exactly one of these. */
  silentDays: z.number().nullable(),
  event: z.enum(eventKinds).nullable(),
  stage: z.enum(stageKeys).nullable(),
  waitDays: z.number().nullable(),
  to: z.enum(['person', 'room', 'rep']),
  text: bilingual,
});
export type PlaybookFacts = z.infer<typeof factsSchema>;
export type PlaybookOutput = z.infer<typeof outputSchema>;

/** Returns the playbook that an answer describes, as it is written in the configuration. */
export const playbookEntry = (output: PlaybookOutput): PlaybookEntry => {
  const { name, purpose, silentDays, event, stage, waitDays, to, text } = output;
  const trigger =
    silentDays !== null
      ? { on: 'silence' as const, days: silentDays }
      : event !== null
        ? { on: 'event' as const, of: event }
        : stage !== null
          ? { on: 'stage' as const, to: [stage] }
          : { on: 'manual' as const };
  const step = to === 'rep' ? { do: 'follow-up' as const, text } : { do: 'message' as const, to, text };
  const wait = waitDays === null || waitDays === 0 ? [] : [{ do: 'wait' as const, days: waitDays }];
  return { name, purpose, trigger, steps: [...wait, step] };
};

/** Drafts one playbook from what a lead wants. It does nothing before it was applied, back-tested and approved. */
export const playbook: Prompt<PlaybookFacts, PlaybookOutput> = {
  id: 'playbook',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [{ field: 'request', what: { zh: '主管写的要求', en: 'what the lead wrote' } }],
  task: {
    zh: '把主管的要求写成一个关怀剧本。key：小写英文和连字符的短名；name、text：中英文都写；purpose：service 服务、marketing 营销、community 社群；触发条件三选一，其余为 null：silentDays 沉默天数、event 客户的事件、stage 进入的阶段；waitDays：触发后等几天再做，不等为 null；to：person 发给本人、room 发到群、rep 提醒负责的同事；text：要发的话（或给同事的提醒）。',
    en: 'Write what the lead wants as one playbook of care. key: a short name in small letters and hyphens; name and text in both Chinese and English; purpose: service, marketing, community; exactly one trigger, the others null: silentDays, event (of the customer), stage (that they come to); waitDays after the trigger, null for none; to: person, room, or rep (remind the colleague whose customer it is); text: what is said (or the reminder).',
  },
  refuses: {
    zh: '许诺要求里没有的优惠，使用要求里没有的天数，一次写多个剧本。',
    en: 'promise what was not asked for, use days that were not said, or write several playbooks.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: { request: '客户沉默 30 天后提醒同事打个电话' },
      output: {
        key: 'quiet-call',
        name: { zh: '沉默回访', en: 'Call the quiet' },
        purpose: 'service',
        silentDays: 30,
        event: null,
        stage: null,
        waitDays: null,
        to: 'rep',
        text: {
          zh: '客户有一阵没联系了，打个电话问问近况。',
          en: 'They have been quiet; give them a call and ask how things are.',
        },
      },
    },
    {
      language: 'en',
      facts: { request: 'three days after an order ask in person whether all is well' },
      output: {
        key: 'after-order',
        name: { zh: '下单回访', en: 'After an order' },
        purpose: 'service',
        silentDays: null,
        event: 'order',
        stage: null,
        waitDays: 3,
        to: 'person',
        text: {
          zh: '您好，货都收到了吗？用着有什么问题随时告诉我。',
          en: 'Hello, has everything arrived? Tell me if anything is not as it should be.',
        },
      },
    },
  ],
  mostTokens: () => 700,
  check: (output, facts) => {
    const wrong = isGrounded(`${output.text.zh} ${output.text.en} ${output.silentDays ?? ''}`, facts);
    if (wrong) return wrong;
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(output.key))
      return { fault: 'malformed', detail: 'its key is no key' };
    const entry = playbookSchema.safeParse(playbookEntry(output));
    const problems = entry.success ? checkPlaybook(toPlaybook(playbookEntry(output)), []) : ['shape'];
    return problems.length === 0
      ? output
      : { fault: 'malformed', detail: 'it is no playbook that there can be' };
  },
};
