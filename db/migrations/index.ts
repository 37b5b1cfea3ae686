import type { Migration } from 'kysely/migration';
import { initialSchema } from './0001-initial.ts';
import { commandsSchema } from './0201-commands.ts';
import { tasksSchema } from './0202-tasks.ts';
import { promptSchema } from './0301-prompts.ts';
import { questionSchema } from './0302-questions.ts';
import { playbookSchema } from './0501-playbook.ts';
import { careSchema } from './0601-care.ts';
import { communitySchema } from './0701-community.ts';
import { models } from './0801-models.ts';

/** Every migration by its number and name, in order. Never edited once released; a new one is added instead. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initialSchema,
  '0201-commands': commandsSchema,
  '0202-tasks': tasksSchema,
  '0301-prompts': promptSchema,
  '0501-playbook': playbookSchema,
  '0302-questions': questionSchema,
  '0601-care': careSchema,
  '0701-community': communitySchema,
  '0801-models': models,
};
