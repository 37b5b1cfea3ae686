import type { Bilingual } from '../language.ts';

/** What a customer does, as it reads on after "the customer". */
export const eventNames: Readonly<Record<string, Bilingual>> = {
  message: { zh: '发来消息', en: 'writes' },
  reaction: { zh: '点了表情', en: 'reacts' },
  joined: { zh: '入群', en: 'joins a room' },
  left: { zh: '退群', en: 'leaves a room' },
  order: { zh: '下单', en: 'orders' },
  refund: { zh: '退款', en: 'gets a refund' },
  complaint: { zh: '投诉', en: 'complains' },
  visit: { zh: '到访', en: 'comes by' },
  call: { zh: '通话', en: 'has a call with us' },
  'renewal-due': { zh: '的合约到期日已知', en: 'gets a contract that runs out' },
  'contract-ended': { zh: '合约终止', en: 'ends a contract' },
  'survey-answer': { zh: '回答问卷', en: 'answers a survey' },
  rsvp: { zh: '回复活动邀请', en: 'answers an invitation to an event' },
  attended: { zh: '参加活动', en: 'comes to an event' },
  'product-use': { zh: '使用产品', en: 'uses the product' },
  'coupon-redeemed': { zh: '使用优惠券', en: 'redeems a coupon' },
  referral: { zh: '转介绍', en: 'refers somebody' },
  'contact-added': { zh: '添加好友', en: 'adds us as a contact' },
  'contact-removed': { zh: '删除好友', en: 'removes us as a contact' },
};

/** What ends a run or is waited for besides. */
export const touchNames: Readonly<Record<string, Bilingual>> = {
  reply: { zh: '回复', en: 'replies' },
  order: { zh: '下单', en: 'orders' },
  complaint: { zh: '投诉', en: 'complains' },
  'opt-out': { zh: '退订', en: 'opts out' },
};

/** What messages are for. */
export const purposeNames: Readonly<Record<string, Bilingual>> = {
  service: { zh: '服务', en: 'service' },
  marketing: { zh: '营销', en: 'marketing' },
  survey: { zh: '调研', en: 'surveys' },
  community: { zh: '社群', en: 'community' },
};

/** Surveys that a step may ask. */
export const surveyNames: Readonly<Record<string, Bilingual>> = {
  nps: { zh: '推荐意愿（NPS）', en: 'recommendation (NPS)' },
  csat: { zh: '满意度（CSAT）', en: 'satisfaction (CSAT)' },
};

/** The states of a playbook. */
export const stateNames: Readonly<Record<string, Bilingual>> = {
  draft: { zh: '草稿', en: 'draft' },
  'back-tested': { zh: '已回测', en: 'back-tested' },
  approved: { zh: '已批准', en: 'approved' },
  running: { zh: '运行中', en: 'running' },
  paused: { zh: '已暂停', en: 'paused' },
  ended: { zh: '已结束', en: 'ended' },
};

/** Why a run ended. */
export const endNames: Readonly<Record<string, Bilingual>> = {
  end: { zh: '走完全程', en: 'went through' },
  reply: { zh: '客户回复', en: 'the customer replied' },
  order: { zh: '客户下单', en: 'the customer ordered' },
  complaint: { zh: '客户投诉', en: 'the customer complained' },
  removed: { zh: '客户删除好友', en: 'the customer removed us' },
  'opted-out': { zh: '客户退订', en: 'the customer opted out' },
  limit: { zh: '达到限制', en: 'a limit was reached' },
  ended: { zh: '剧本已结束', en: 'the playbook was ended' },
  stale: { zh: '触发已过期', en: 'the trigger was too old' },
  merged: { zh: '客户已合并', en: 'the customer was merged' },
  unreachable: { zh: '无法触达', en: 'nobody to write to' },
  control: { zh: '留作对照', en: 'kept to compare' },
};

/** Values of attributes that have names of their own. */
export const valueNames: Readonly<Record<string, Bilingual>> = {
  price: { zh: '价格', en: 'price' },
  service: { zh: '服务', en: 'service' },
  quality: { zh: '质量', en: 'quality' },
  product: { zh: '产品', en: 'product' },
  competitor: { zh: '竞品', en: 'a competitor' },
  other: { zh: '其他', en: 'something else' },
  person: { zh: '个人', en: 'a person' },
  organisation: { zh: '企业', en: 'a company' },
};
