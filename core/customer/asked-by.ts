const prefix = 'playbook:';

/** Returns what stands in the place of a rule's id where a playbook asks for a follow-up. */
export const askedBy = (playbook: string): string => `${prefix}${playbook}`;

/** Returns the playbook that asks for a follow-up, undefined where a rule does. */
export const playbookAsking = (rule: string): string | undefined =>
  rule.startsWith(prefix) ? rule.slice(prefix.length) : undefined;
