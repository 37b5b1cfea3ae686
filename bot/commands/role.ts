import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { audit } from '../../db/audit.ts';
import { findMembers, type Member } from '../../db/people.ts';
import { lockAdmins, setRole } from '../../db/roles.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { choiceArgument } from './arguments/choice.ts';
import { memberArgument } from './arguments/member.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand, type Values } from './define.ts';
import { roleNames, showRole } from './role-names.ts';

const mostShown = 60;

const table = {
  member: optional(memberArgument({ zh: '同事', en: 'MEMBER' })),
  role: {
    ...optional(
      choiceArgument({ zh: '角色', en: 'ROLE' }, [
        { value: 'rep', name: roleNames.rep, words: ['sales', '业务', '客服'] },
        { value: 'lead', name: roleNames.lead, words: ['team lead', '组长'] },
        { value: 'manager', name: roleNames.manager, words: ['总监'] },
        { value: 'admin', name: roleNames.admin, words: ['administrator'] },
      ] as const),
    ),
    after: ['是', '为', '=', 'is', 'as', '→', '->'],
  },
  lead: {
    ...optional(memberArgument({ zh: '归谁带', en: 'LEAD' })),
    after: ['under', 'by', 'to', 'of', '归', '由', '上级', 'lead'],
  },
};
type Asked = Values<typeof table>;

const lineOf = (member: Member, all: readonly Member[], zh: boolean): string => {
  const lead = all.find((each) => each.id === member.leadId);
  return `${member.name} · ${showRole(member.role, zh ? 'zh' : 'en')}${lead ? ` · ${zh ? '归' : 'under'} ${lead.name}` : ''}`;
};

/** What the member would be; throws where that cannot be. */
const resolve = async (
  { db, asker, language }: CommandContext,
  { member, role, lead }: Asked,
): Promise<{ readonly member: Member; readonly after: Pick<Member, 'role' | 'leadId'> }> => {
  const zh = language === 'zh';
  const no = (why: string): never => {
    throw new InputError(why);
  };
  if (asker.role !== 'admin') return no(zh ? '只有管理员可以改角色。' : 'Only an admin may change roles.');
  if (!member) return no(zh ? '请写上同事的名字。' : 'Say which member.');
  if (lead && (lead.role === 'rep' || lead.id === member.id)) {
    return no(
      zh
        ? `${lead.name} 不是主管，不能带人。`
        : `${lead.name} is no lead, and so leads nobody; make them one first.`,
    );
  }
  const after = {
    role: role ?? member.role,
    leadId: lead?.id ?? (role && role !== 'rep' ? null : member.leadId),
  };
  if (member.role === 'admin' && after.role !== 'admin' && (await lockAdmins(db)) <= 1) {
    return no(zh ? '至少要有一位管理员。' : 'There must be at least one admin.');
  }
  return { member, after };
};

const change = async (
  { db, now, asker }: CommandContext,
  member: Member,
  after: Pick<Member, 'role' | 'leadId'>,
): Promise<void> => {
  await setRole(db, member.id, after);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'role-set',
    detail: { member: member.id, from: member.role, to: after.role, lead: after.leadId ?? 0 },
  });
};

const list = async ({ db, asker, language }: CommandContext): Promise<Answer> => {
  const zh = language === 'zh';
  const all = await findMembers(db);
  const mine = asker.role === 'manager' || asker.role === 'admin';
  const shown = all.filter((each) => mine || each.id === asker.id || each.leadId === asker.id);
  const lines = shown
    .slice(0, mostShown)
    .map((each): CardBlock => ({ kind: 'text', text: lineOf(each, all, zh) }));
  const data = { members: shown.map(({ id, name, role, leadId }) => ({ id, name, role, leadId })) };
  return cardAnswer('person', zh ? `成员与角色 (${shown.length})` : `Members (${shown.length})`, lines, data);
};

/** `role [MEMBER [ROLE] [under LEAD]]`: who may see what, and who leads whom; admins change it. */
export const role = defineCommand({
  name: 'role',
  aliases: ['角色', 'roles'],
  usage: {
    zh: '角色 [同事 销售|主管|经理|管理员 [归 主管]]',
    en: 'role [MEMBER rep|lead|manager|admin [under LEAD]]',
  },
  summary: {
    zh: '成员的角色和归属，管理员可改',
    en: 'who has which role and who leads whom; admins change it',
  },
  examples: [{ zh: '角色 林晓 销售 归 周敏', en: 'role Mia rep under Zhou' }],
  arguments: table,
  changes: true,
  preview: async (context, asked) => {
    if (!asked.role && !asked.lead) return undefined;
    const zh = context.language === 'zh';
    const { member, after } = await resolve(context, asked);
    const all = await findMembers(context.db);
    return {
      title: zh ? '确认修改角色？' : 'Change the role?',
      lines: [`${lineOf(member, all, zh)} → ${lineOf({ ...member, ...after }, all, zh)}`],
    };
  },
  undo: async (context, memo) => {
    const [member] = await findMembers(context.db, [Number(memo['member'])]);
    const { language } = context;
    if (!member || member.role !== memo['role'] || member.leadId !== memo['lead']) {
      throw new InputError(
        language === 'zh' ? '角色之后又改过，没有撤销。' : 'The role was changed since; nothing was undone.',
      );
    }
    const role = String(memo['wasRole']) as Member['role'];
    const lead = memo['wasLead'] ?? null;
    const named = await resolve(context, { member, role, lead: undefined });
    await change(context, member, { role: named.after.role, leadId: lead === null ? null : Number(lead) });
    return textAnswer('person', `${member.name}: ${showRole(role, language)}.`);
  },
  run: async (context, asked) => {
    const { language } = context;
    if (!asked.member) return list(context);
    const all = await findMembers(context.db);
    const zh = language === 'zh';
    if (!asked.role && !asked.lead) {
      return textAnswer('person', lineOf(asked.member, all, zh), {
        member: asked.member.id,
        role: asked.member.role,
      });
    }
    const { member, after } = await resolve(context, asked);
    await change(context, member, after);
    return {
      ...textAnswer('person', lineOf({ ...member, ...after }, all, zh), { member: member.id, ...after }),
      undo: {
        memo: {
          member: member.id,
          role: after.role,
          lead: after.leadId,
          wasRole: member.role,
          wasLead: member.leadId,
        },
        says: { zh: `${member.name} 的角色`, en: `the role of ${member.name}` },
      },
    };
  },
});
