import type { Migration } from 'kysely/migration';
import { initialSchema } from './0001-initial.ts';
import { wecomSchema } from './0101-wecom.ts';
import { identitySchema } from './0102-identity.ts';
import { commandsSchema } from './0201-commands.ts';
import { tasksSchema } from './0202-tasks.ts';
import { promptSchema } from './0301-prompts.ts';
import { questionSchema } from './0302-questions.ts';
import { handOverSchema } from './0303-hand-over.ts';
import { digestSpeed } from './0401-digest-speed.ts';
import { pictureSchema } from './0402-pictures.ts';
import { listSpeed } from './0403-list-speed.ts';
import { playbookSchema } from './0501-playbook.ts';
import { playbookWordsSchema } from './0502-playbook-words.ts';
import { careSchema } from './0601-care.ts';
import { effectSchema } from './0602-effect.ts';
import { erasureSchema } from './0603-erasure.ts';
import { communitySchema } from './0701-community.ts';
import { couponTokens } from './0702-coupon-tokens.ts';
import { memberDays } from './0703-member-day.ts';
import { broadcastTemplates } from './0704-broadcast-template.ts';
import { models } from './0801-models.ts';
import { modelCursor } from './0802-model-cursor.ts';

/** Every migration by its number and name, in order. Never edited once released; a new one is added instead. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initialSchema,
  '0201-commands': commandsSchema,
  '0101-wecom': wecomSchema,
  '0102-identity': identitySchema,
  '0202-tasks': tasksSchema,
  '0301-prompts': promptSchema,
  '0302-questions': questionSchema,
  '0401-digest-speed': digestSpeed,
  '0402-pictures': pictureSchema,
  '0403-list-speed': listSpeed,
  '0501-playbook': playbookSchema,
  '0502-playbook-words': playbookWordsSchema,
  '0303-hand-over': handOverSchema,
  '0601-care': careSchema,
  '0602-effect': effectSchema,
  '0603-erasure': erasureSchema,
  '0701-community': communitySchema,
  '0801-models': models,
  '0802-model-cursor': modelCursor,
  '0702-coupon-tokens': couponTokens,
  '0703-member-day': memberDays,
  '0704-broadcast-template': broadcastTemplates,
};
