import { defineVerbs, isNumber, type Verb } from '../verbs.ts';
import { noteAttended } from './attended.ts';
import { changeAndTell } from './change.ts';
import { makeAndPost, post } from './make.ts';
import { readWhen, requireEvent } from './require.ts';
import { showEvent, showEvents } from './show.ts';

const list: Verb = { words: ['list', '列表'], run: showEvents };
const show: Verb = {
  words: ['show', '查看'],
  run: async (context, [id]) => showEvent(context, await requireEvent(context, id)),
};

const verbs: readonly Verb[] = [
  list,
  show,
  { words: ['new', 'create', '新建', '发起'], changes: true, run: makeAndPost },
  {
    words: ['move', '改期'],
    changes: true,
    run: async (context, [id, ...when]) =>
      changeAndTell(context, await requireEvent(context, id), {
        startsAt: readWhen(context, when.join(' ')),
      }),
  },
  {
    words: ['cancel', '取消'],
    changes: true,
    run: async (context, [id]) =>
      changeAndTell(context, await requireEvent(context, id), { status: 'cancelled' }),
  },
  {
    words: ['post', '发布'],
    changes: true,
    run: async (context, [id]) => post(context, await requireEvent(context, id)),
  },
  {
    words: ['attended', 'came', '签到', '到场'],
    changes: true,
    run: async (context, [id, ...names]) => noteAttended(context, await requireEvent(context, id), names),
  },
];

/** `event`: makes a community event, changes it, notes who came, and shows who comes. */
export const event = defineVerbs({
  name: 'event',
  aliases: ['活动'],
  usage: {
    zh: '活动 新建 "标题" "时间" ["地点"] [名额] [在 群名]；活动 [编号]；活动 改期|取消|发布|签到 编号 …',
    en: 'event new "TITLE" "TIME" ["PLACE"] [PLACES] [in ROOM]; event [ID]; event move|cancel|post|attended ID …',
  },
  summary: { zh: '社群活动：发布、报名、签到、小结', en: 'community events: invite, answers, who came' },
  verbs,
  bare: ([first]) => (first === undefined ? list : isNumber(first) ? show : undefined),
});
