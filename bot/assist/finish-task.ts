import { type Language, toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText, type InternalMessage } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { customerById, isInScope } from '../../db/customer-lists.ts';
import { maySendCustomer } from '../../db/models/bans.ts';
import { otherCustomersIn } from '../../db/models/names.ts';
import type { ModelTask } from '../../db/models/tasks.ts';
import { askerOf, operator } from '../commands/asker.ts';
import type { Asker, Command } from '../commands/command.ts';
import type { Company } from '../ingest/context.ts';
import type { Model, ModelOutcome } from '../models/model.ts';
import { assistNamed } from './all.ts';
import { type Asking, type AssistLook, showFailure } from './assist.ts';
import { gatherConversation } from './gather.ts';
import { narrateDigest } from './narrative.ts';
import { askPlain } from './plain.ts';

/** What doing a task needs. */
export type TaskParts = {
  readonly db: Db;
  readonly company: Company;
  readonly model: Model;
  readonly commands: readonly Command[];
  readonly now: number;
};

/** What is said when a task is done; `problem` is why the model did not help, null where it did. */
export type Finished = { readonly message: InternalMessage; readonly problem: string | null };

type Titled = { readonly title: string; readonly outcome: ModelOutcome<readonly CardBlock[]> };

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const doTask = async (
  { db, company, model, commands, now }: TaskParts,
  task: ModelTask,
  asker: Asker,
  language: Language,
  asking: Asking,
): Promise<Titled | undefined> => {
  const hint = textOf(task.args['hint']);
  if (task.kind === 'plain' && hint !== null) {
    const options = {
      language,
      ...(asker.id === null ? {} : { actorId: asker.id }),
      patienceMs: 20_000,
      ...asking,
    };
    await company.policies.refresh(db);
    const outcome = await askPlain({ company, commands }, { request: hint, language, asker }, model, options);
    return { title: hint, outcome };
  }
  if (task.kind === 'narrative')
    return narrateDigest({ db, company, model }, Number(task.args['digest']), language, asking);
  const assist = assistNamed(task.kind);
  const customer = task.customerId === null ? undefined : await customerById(db, task.customerId);
  const sees = customer && isInScope(asker.scope, customer.ownerId);
  if (!assist || !customer || !sees) return undefined;
  const title = assist.title(customer.name, language);
  // It may have been forbidden since it was asked for.
  if (!(await maySendCustomer(db, customer.id)))
    return { title, outcome: { status: 'failed', failure: 'off' } };
  const look = { db, company, customer, now, language, askerId: asker.id, hint };
  const outcome = await assist.ask(look, model, asking);
  return { title, outcome: await aboutThisOne(look, outcome) };
};

/**
 * Throws away what names another customer that was not spoken of in the conversation: an endpoint may answer with what it
 * heard elsewhere, and the reader may not see that customer.
 */
const aboutThisOne = async (
  look: AssistLook,
  outcome: ModelOutcome<readonly CardBlock[]>,
): Promise<ModelOutcome<readonly CardBlock[]>> => {
  if (outcome.status === 'failed') return outcome;
  const said = cardText({ title: '', blocks: outcome.output });
  const others = await otherCustomersIn(look.db, said, look.customer.id);
  if (others.length === 0) return outcome;
  const { spoken } = await gatherConversation(look);
  const heard = spoken.map((each) => each.text.toLowerCase()).join('\n');
  const own = look.customer.name.toLowerCase();
  const strange = others.some(
    (name) => !heard.includes(name.toLowerCase()) && !own.includes(name.toLowerCase()),
  );
  return strange ? { status: 'failed', failure: 'ungrounded' } : outcome;
};

/**
 * Does what somebody asked a model for and returns what to tell them: the model's help, marked as such, or why there is
 * none. Undefined where they may not know it any more.
 */
export const finishTask = async (
  parts: TaskParts,
  task: ModelTask,
  asking: Asking = {},
): Promise<Finished | undefined> => {
  const language = toLanguage(task.language);
  const asker = task.askerId === null ? operator : await askerOf(parts.db, task.askerId, parts.now);
  const done = asker && (await doTask(parts, task, asker, language, asking));
  if (!done) return undefined;
  const { title, outcome } = done;
  const audience = task.kind === 'narrative' ? 'managers' : (assistNamed(task.kind)?.audience ?? 'team');
  // Nobody asked for it: the digest is there, and stands.
  if (outcome.status === 'failed' && task.kind === 'narrative') return undefined;
  if (outcome.status === 'failed')
    return {
      message: { audience, text: `${title}\n${showFailure(outcome.failure, language)}` },
      problem: outcome.failure,
    };
  const mark: CardBlock = {
    kind: 'text',
    text:
      language === 'zh'
        ? `由模型 ${outcome.model} 生成，请核对。`
        : `Written by the model ${outcome.model}; please check it.`,
  };
  const card = { title, blocks: [...outcome.output, mark] };
  return { message: { audience, text: cardText(card), card }, problem: null };
};
