import type { AdapterLog } from '../../core/adapter.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Directory } from './directory.ts';
import { momentOf } from './payload.ts';

const minuteMs = 60_000;

/**
 * Returns what is done with deliveries that stand for no event of a conversation: profiles are learnt, lost minutes and
 * the end of the installation are reported.
 */
export const createNotices = (options: {
  readonly directory: Directory;
  readonly log: AdapterLog;
  readonly onGap: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
  readonly onRevoked: () => void;
}): ((body: Fields, why: string) => void) => {
  const { directory, log, onGap, onRevoked } = options;
  return (body, why) => {
    const event = fieldsOf(body['event']);
    switch (textOf(event['type']) ?? textOf(body['type'])) {
      case 'user_change':
      case 'team_join':
        directory.learn(fieldsOf(event['user']));
        return;
      case 'app_rate_limited': {
        const fromAt = momentOf(body['minute_rate_limited']);
        log.warn({ platform: 'slack' }, 'Slack held events back: more than 30,000 in an hour');
        if (fromAt !== undefined) onGap({ fromAt, toAt: fromAt + minuteMs });
        return;
      }
      case 'app_uninstalled':
        log.warn({ platform: 'slack' }, 'the app was removed from the workspace');
        onRevoked();
        return;
      case 'tokens_revoked':
        if (listOf(fieldsOf(event['tokens'])['bot']).length === 0) return;
        log.warn({ platform: 'slack' }, "the app's token was revoked");
        onRevoked();
        return;
      default:
        log.debug({ platform: 'slack', why }, 'a delivery stands for no event');
    }
  };
};
