import type { WebClient } from '@slack/web-api';
import type { AdapterLog } from '../../core/adapter.ts';
import { createClient } from './client.ts';
import { toPlatformError } from './errors.ts';
import { botScopes } from './manifest.ts';

/** Who a token is: the workspace, our user in it, and what the app may not do that it needs. */
export type SlackIdentity = {
  readonly team: string;
  readonly teamName: string;
  readonly botUser: string;
  readonly bot: string;
  /** The Enterprise Grid organisation; null without one. */
  readonly enterprise: string | null;
  readonly missingScopes: readonly string[];
};

/** Returns who the client's token is. @throws PlatformError when Slack does not accept it or does not answer. */
export const identify = async (client: WebClient): Promise<SlackIdentity> => {
  try {
    const answer = await client.auth.test();
    const granted = answer.response_metadata?.scopes;
    return {
      team: answer.team_id ?? '',
      teamName: answer.team ?? '',
      botUser: answer.user_id ?? '',
      bot: answer.bot_id ?? '',
      enterprise: answer.enterprise_id ?? null,
      missingScopes: granted
        ? botScopes.map(({ scope }) => scope).filter((scope) => !granted.includes(scope))
        : [],
    };
  } catch (error) {
    throw toPlatformError(error);
  }
};

/**
 * Returns who a bot token is, for the one who sets the bot up: which workspace to use it for, what is missing.
 * @throws PlatformError, with the remedy, when Slack does not accept the token or is not reached.
 */
export const identifySlack = async (
  token: string,
  log: AdapterLog,
  apiUrl?: string,
): Promise<SlackIdentity> => identify(await createClient(token, log, apiUrl));
