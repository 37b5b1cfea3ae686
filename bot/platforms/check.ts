import type { Logger } from 'pino';
import type { Db } from '../../db/connect.ts';
import type { Config } from '../config.ts';
import { createHosts } from '../platforms.ts';
import { checkFeishu } from './feishu-check.ts';
import type { Finding } from './finding.ts';
import { checkRooms } from './room-check.ts';
import { checkSlackSettings, checkSlackToken } from './slack-check.ts';
import { askable, checkWecom } from './wecom-check.ts';

/** Returns what is to be said of every platform that is configured, each step asked of the platform now. */
export const checkPlatforms = async (config: Config, db: Db, log: Logger): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  const { slack, feishu, wecom } = config;
  if (slack) {
    findings.push(...(await checkSlackSettings(slack)));
    if (slack.install.by === 'token')
      findings.push(...(await checkSlackToken(slack.install.botToken, slack.apiUrl)));
  }
  if (feishu) findings.push(...(await checkFeishu(feishu)));
  if (wecom) findings.push(...(await checkWecom(wecom)));
  const { hosts } = createHosts({ ...config, wecom: askable(wecom) }, { db, log, missed: () => undefined });
  try {
    for (const host of hosts) {
      for (const adapter of await host.adapters()) findings.push(...(await checkRooms(db, adapter)));
    }
  } finally {
    for (const host of hosts) await host.stop();
  }
  return findings;
};
