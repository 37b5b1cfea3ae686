import { createSlackAdapter } from '../../../../adapters/slack/adapter.ts';
import type { Form } from '../../../../core/forms.ts';
import type { Bench } from '../../../contract/harness.ts';
import { createMemoryLog } from '../../memory-log.ts';
import { slackRequest } from './deliver.ts';
import { messageOf, pressOf, submissionOf } from './payloads.ts';
import { type SlackFault, type SlackServer, startSlack } from './server.ts';
import { createWorkspace, type StoredMessage, type Workspace } from './workspace.ts';

type Fields = Record<string, unknown>;

/** The bench of Slack, with what tests of Slack alone look at. */
export type SlackBench = Bench & { readonly server: SlackServer; readonly space: Workspace };

const secrets = {
  token: 'xoxb-secret-bot-token',
  appToken: 'xapp-secret-app-token',
  signingSecret: 'secret-of-the-signature',
} as const;

const faults: Readonly<Record<Parameters<Bench['fail']>[0], SlackFault>> = {
  'cut-after': { kind: 'cut-after' },
  limited: { kind: '429', waitS: 7 },
  'limited-silently': { kind: '429' },
  unauthorised: { kind: 'error', error: 'token_revoked' },
  refused: { kind: 'error', error: 'is_archived' },
  failing: { kind: 'status', status: 500 },
};

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Fields;
  if (fields['type'] === 'button') return [];
  const own =
    typeof fields['text'] === 'string'
      ? [fields['type'] === 'mrkdwn' ? decode(fields['text']) : fields['text']]
      : [];
  return [
    ...own,
    ...Object.values(fields).flatMap((each) => (typeof each === 'object' ? textsIn(each) : [])),
  ];
};

const buttonsIn = (blocks: readonly Fields[]) =>
  blocks
    .filter((block) => block['type'] === 'actions')
    .flatMap((block) => block['elements'] as Fields[])
    .map((button) => ({
      label: String((button['text'] as Fields)['text']),
      action: (button['action_id'] as string).replace(/~\d+$/, ''),
      value: (button['value'] as string | undefined) ?? '',
    }));

const picturesIn = (space: Workspace, blocks: readonly Fields[]) =>
  blocks.flatMap((block) => {
    const id = (block['slack_file'] as Fields | undefined)?.['id'];
    return typeof id === 'string' ? (space.files.get(id)?.bytes ?? []) : [];
  });

const readMessage = (space: Workspace) => (message: StoredMessage) => ({
  ref: message.ts,
  conversation: message.channel,
  ...(message.thread_ts === undefined ? {} : { thread: message.thread_ts }),
  ...(message.onlyFor === undefined ? {} : { onlyFor: message.onlyFor }),
  text: message.blocks?.length ? textsIn(message.blocks).join('\n') : decode(message.text),
  buttons: buttonsIn(message.blocks ?? []),
  pictures: picturesIn(space, message.blocks ?? []),
});

/** Opens the stand-in and an adapter on it, over HTTP or Socket Mode. */
export const openSlack = async (options: {
  readonly forms: Readonly<Record<string, Form>>;
  readonly over: 'http' | 'socket';
  readonly space?: Workspace;
  readonly scopes?: string;
  readonly onGap?: (gap: { fromAt: number; toAt: number }) => void;
  readonly onRevoked?: () => void;
}): Promise<SlackBench> => {
  const space = options.space ?? createWorkspace(Date.now);
  const server = await startSlack(space, { bot: secrets.token, app: secrets.appToken }, options.scopes);
  const log = createMemoryLog();
  const adapter = createSlackAdapter({
    account: space.team,
    token: secrets.token,
    ...(options.over === 'http' ? { signingSecret: secrets.signingSecret } : { appToken: secrets.appToken }),
    apiUrl: server.apiUrl,
    forms: options.forms,
    now: Date.now,
    log,
    ...(options.onGap ? { onGap: options.onGap } : {}),
    ...(options.onRevoked ? { onRevoked: options.onRevoked } : {}),
  });
  const who = { customer: 'U0ANN', colleague: 'U0MIA', bot: space.botUser } as const;
  const typeOf = (raw: Fields): string =>
    raw['type'] === undefined ? 'slash_commands' : 'event' in raw ? 'events_api' : 'interactive';
  return {
    adapter,
    server,
    space,
    room: { conversation: 'C0ACME' },
    customer: who.customer,
    colleague: who.colleague,
    message: ({ text, by = 'customer', id }) =>
      messageOf(space, { user: who[by], text, ts: space.nextTs(), ...(id === undefined ? {} : { id }) }),
    deliver: async (raw, how = {}) => {
      if (options.over === 'http') {
        const answer = await adapter.webhook?.(slackRequest(raw, secrets.signingSecret, Date.now(), how));
        return answer?.status ?? 500;
      }
      const acked = await server.push({ type: typeOf(raw as Fields), payload: raw }, 600, how.redelivery);
      return acked === undefined ? 500 : 200;
    },
    sayUnheard: (texts) =>
      texts.map((text, index) => {
        const ts = space.nextTs();
        const inThread = index % 10 === 9 ? space.messages.at(-1) : undefined;
        const thread = inThread && { thread_ts: inThread.thread_ts ?? inThread.ts };
        space.messages.push({ ts, channel: 'C0ACME', user: who.customer, team: 'T0AWAY', text, ...thread });
        return ts;
      }),
    posted: () => space.messages.filter((each) => each.user === space.botUser).map(readMessage(space)),
    homeOf: (person) => textsIn(space.homes.get(person)).join('\n'),
    opened: () => space.opened.map(({ view }) => String(view['callback_id']).replace('form:', '')),
    formPress: (form, value) =>
      pressOf(space, { user: who.colleague, action: `form:${form}`, value, ts: space.nextTs() }),
    formSubmit: (_form, values) => submissionOf(space, who.colleague, values),
    fail: (fault) => {
      for (const method of ['chat.postMessage', 'chat.postEphemeral']) server.fail(method, faults[fault]);
    },
    limitedMs: 7000,
    logged: () => log.lines.join('\n'),
    secrets: [
      ...Object.values(secrets),
      'ticket-of-the-socket',
      'secret-response-url',
      'verification-token-of-slack',
    ],
    close: () => server.close(),
  };
};
