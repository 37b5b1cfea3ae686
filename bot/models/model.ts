import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { InvariantError, ModelError, type ModelFailure } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { createVault } from '../../core/privacy/mask.ts';
import type { Zone } from '../../core/zone.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { cachedAnswers, keepAnswers } from '../../db/models/cache.ts';
import {
  admitCall,
  type CallOutcome,
  holdEndpoint,
  noteCall,
  noteEndpointFailed,
  noteEndpointFine,
  type PlannedCall,
  settleCall,
} from '../../db/models/calls.ts';
import { isFault, type Prompt, promptName, systemText, userText } from '../../prompts/prompt.ts';
import type { Endpoint } from './endpoint.ts';
import { maskAll, restoreAll } from './masked.ts';
import { readAnswer } from './read-answer.ts';
import { askAgain } from './retry.ts';
import type { ModelSettings } from './settings.ts';
import { estimateTokens } from './tokens.ts';
import { wireSchema } from './wire-schema.ts';

/** What a call is about and how it is made. */
export type CallOptions = {
  readonly language: Language;
  /** Whose words are sent; the call stands in the audit log under their name. */
  readonly customerId?: number;
  readonly actorId?: number;
  /** How many things are asked about at once. */
  readonly items?: number;
  /** The other model than the prompt's own. */
  readonly model?: 'cheap' | 'better';
  /** Another budget than the prompt's own. */
  readonly purpose?: 'evaluation';
  /** Somebody waits: hears the raw answer as far as it has come, still masked. */
  readonly onText?: (soFar: string) => void;
  /** An endpoint that asks to wait longer than this is not waited for, in milliseconds. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** Asks although the same was asked before. */
  readonly fresh?: true;
};

/** What came of a call: the checked answer with the personal data in it again, or why there is none. */
export type ModelOutcome<Output> =
  | { readonly status: 'answered'; readonly output: Output; readonly model: string; readonly cached: boolean }
  | { readonly status: 'failed'; readonly failure: ModelFailure; readonly retryAt?: number };

/** A language model within its bounds. Everything that is asked of one goes through here. */
export type Model = {
  readonly settings: ModelSettings;
  readonly endpoint: Endpoint;
  /** Returns the name of the model that does a prompt. */
  readonly nameFor: (prompt: { readonly id: string; readonly model: 'cheap' | 'better' }) => string;
  /**
   * Masks the facts, asks, checks and restores the answer. Never throws for what the endpoint or the model does: then the
   * outcome says why, and whoever asked goes on without. Everything is counted and stands in the audit log.
   */
  readonly call: <Facts, Output>(
    prompt: Prompt<Facts, Output>,
    facts: Facts,
    options: CallOptions,
  ) => Promise<ModelOutcome<Output>>;
};

/** What a model is made of. `now` is the bot's time, for the audit; budgets and waits are of real time. */
export type ModelParts = {
  readonly db: Db;
  readonly zone: Zone;
  readonly log: Logger;
  readonly now: () => number;
  readonly settings: ModelSettings;
  readonly endpoint: Endpoint;
  /** Ends every call that is under way. */
  readonly stopped?: AbortSignal;
};

const shaOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
/** One who waits for a turn looks again so often. */
const turnMs = 40;
/** These say that something is wrong with the endpoint, not with one question. */
const endpointFailures: readonly ModelFailure[] = ['timeout', 'unreachable', 'rejected'];

/** Returns the model of these parts. */
export const createModel = (parts: ModelParts): Model => {
  const { db, zone, log, settings, endpoint, stopped } = parts;
  const nameFor: Model['nameFor'] = (prompt) => settings.byPrompt[prompt.id] ?? settings[prompt.model];
  const costOf = (model: string, input: number, output: number): number => {
    const price = settings.prices[model];
    return price ? (input * price.input + output * price.output) / 1_000_000 : 0;
  };
  const auditCall = (planned: PlannedCall, status: string, outputHash: string | null): Promise<void> =>
    audit(db, {
      at: parts.now(),
      actorId: planned.actorId,
      action: 'model-call',
      ...(planned.customerId === null ? {} : { customerId: planned.customerId }),
      detail: {
        prompt: `${planned.prompt}@${planned.version}`,
        model: planned.model,
        status,
        items: planned.items,
        input: planned.inputHash,
        output: outputHash ?? '',
      },
    });

  const admit = async (planned: PlannedCall, options: CallOptions) => {
    const limits = {
      tokens: settings.tokens[planned.purpose as keyof ModelSettings['tokens']],
      money: settings.money,
      concurrency: settings.concurrency,
      staleMs: settings.timeoutMs * (settings.attempts + 1),
    };
    const until = performance.now() + (options.patienceMs ?? 0);
    for (;;) {
      const admission = await admitCall(db, endpoint.name, planned, limits);
      if (admission.status !== 'busy' || performance.now() > until || options.signal?.aborted)
        return admission;
      await new Promise((resolve) => setTimeout(resolve, turnMs));
    }
  };

  const signalOf = ({ signal }: CallOptions): { readonly signal?: AbortSignal } => {
    const signals = [signal, stopped].filter((each) => each !== undefined);
    return signals.length === 0 ? {} : { signal: AbortSignal.any(signals) };
  };

  const call: Model['call'] = async (prompt, given, asked) => {
    const options = { ...asked, ...signalOf(asked) };
    const { language } = options;
    const parsed = prompt.facts.safeParse(given);
    if (!parsed.success)
      throw new InvariantError(`The facts for ${promptName(prompt)} are not what it takes.`);
    const vault = createVault();
    const facts = maskAll(parsed.data, vault);
    const system = systemText(prompt, language);
    const user = userText(facts);
    const model = nameFor({ ...prompt, ...(options.model ? { model: options.model } : {}) });
    const inputHash = shaOf(`${promptName(prompt)}\n${model}\n${language}\n${system}\n${user}`);
    const mostTokens = prompt.mostTokens(facts);
    const inputTokens = estimateTokens(system) + estimateTokens(user);
    const realNow = Date.now();
    const day = zone.dayOf(realNow);
    const { year, month } = zone.parts(realNow);
    const planned: PlannedCall = {
      at: realNow,
      day,
      month: year * 12 + month,
      purpose: options.purpose ?? prompt.purpose,
      prompt: prompt.id,
      version: prompt.version,
      model,
      inputTokens,
      outputTokens: mostTokens,
      cost: costOf(model, inputTokens, mostTokens),
      items: options.items ?? 1,
      inputHash,
      customerId: options.customerId ?? null,
      actorId: options.actorId ?? null,
    };
    const giveUp = async <Output>(failure: ModelFailure, retryAt?: number): Promise<ModelOutcome<Output>> => {
      await noteCall(db, planned, failure);
      await auditCall(planned, failure, null);
      return { status: 'failed', failure, ...(retryAt === undefined ? {} : { retryAt }) };
    };
    const cached = options.fresh ? undefined : (await cachedAnswers(db, [inputHash])).get(inputHash);
    if (cached) {
      const again = prompt.output.safeParse(cached.output);
      if (again.success) {
        const outputHash = shaOf(JSON.stringify(cached.output));
        await noteCall(db, planned, 'cached');
        await auditCall(planned, 'cached', outputHash);
        return {
          status: 'answered',
          output: restoreAll(again.data, vault),
          model: cached.model,
          cached: true,
        };
      }
    }
    if (inputTokens + mostTokens > settings.contextTokens) return giveUp('too-long');
    const admission = await admit(planned, options);
    if (admission.status !== 'admitted')
      return giveUp(admission.status, admission.status === 'resting' ? admission.untilAt : undefined);

    const began = performance.now();
    let attempts = 0;
    let reply:
      | { inputTokens: number | undefined; outputTokens: number | undefined; firstMs: number; text: string }
      | undefined;
    const settle = async (status: string, outputHash: string | null): Promise<void> => {
      // What was asked and not answered may have been counted at the other end: the question is, the answer is not.
      const used = {
        inputTokens: reply?.inputTokens ?? inputTokens,
        outputTokens: reply ? (reply.outputTokens ?? estimateTokens(reply.text)) : 0,
      };
      const outcome: CallOutcome = {
        status,
        ...used,
        cost: costOf(model, used.inputTokens, used.outputTokens),
        latencyMs: performance.now() - began,
        firstMs: reply?.firstMs ?? null,
        attempts,
        outputHash,
      };
      await settleCall(db, admission.id, outcome);
      await auditCall(planned, status, outputHash);
    };
    try {
      const answer = await askAgain(
        {
          attempts: settings.attempts,
          backoffMs: settings.backoffMs,
          patienceMs: options.patienceMs ?? settings.timeoutMs,
          ...(options.signal ? { signal: options.signal } : {}),
        },
        (attempt) => {
          attempts = attempt;
          return endpoint.ask({
            model,
            system,
            user,
            schema: { name: prompt.id.replaceAll('-', '_'), json: wireSchema(prompt.output) },
            mostTokens,
            ...(options.onText ? { onText: options.onText } : {}),
            ...(options.signal ? { signal: options.signal } : {}),
          });
        },
      );
      reply = answer;
      await noteEndpointFine(db, endpoint.name);
      const checked = prompt.check(readAnswer(answer.text, prompt.output), facts, language);
      if (isFault(checked)) throw new ModelError(checked.fault, `${promptName(prompt)}: ${checked.detail}.`);
      if (vault.hasForeignMark(JSON.stringify(checked)))
        throw new ModelError(
          'ungrounded',
          `${promptName(prompt)}: it names personal data that was not given.`,
        );
      await keepAnswers(
        db,
        [{ key: inputHash, prompt: prompt.id, customerId: planned.customerId, output: checked, model }],
        realNow,
      );
      await settle('answered', shaOf(answer.text));
      return { status: 'answered', output: restoreAll(checked, vault), model, cached: false };
    } catch (error) {
      if (!(error instanceof ModelError)) {
        await settle('failed', null);
        throw error;
      }
      if (endpointFailures.includes(error.failure)) await noteEndpointFailed(db, endpoint.name, Date.now());
      const wait = error.retryAfterMs;
      if (wait !== undefined) await holdEndpoint(db, endpoint.name, Date.now() + wait);
      // Whoever gave up, or the bot's own end, is no fault of the model's.
      if (!options.signal?.aborted)
        log.warn(
          { prompt: promptName(prompt), model, failure: error.failure, err: error },
          'a model did not help',
        );
      await settle(error.failure, reply ? shaOf(reply.text) : null);
      return {
        status: 'failed',
        failure: error.failure,
        ...(wait === undefined ? {} : { retryAt: Date.now() + wait }),
      };
    }
  };
  return { settings, endpoint, nameFor, call };
};
