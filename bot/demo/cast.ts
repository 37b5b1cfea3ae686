/** A member of the demo company. `call` is how customers address them. */
export type DemoMember = {
  readonly id: string;
  readonly name: string;
  readonly call: { readonly zh: string; readonly en: string };
  readonly role: 'rep' | 'lead' | 'manager' | 'admin';
  readonly language: 'zh' | 'en';
  readonly lead?: string;
};

/** A community member who is a customer by themselves. */
export type DemoFan = { readonly key: string; readonly name: string; readonly arc: string };

/** The company's own people. */
export const members: readonly DemoMember[] = [
  {
    id: 'rep-lin',
    name: '林晓',
    call: { zh: '小林', en: 'Lin' },
    role: 'rep',
    language: 'zh',
    lead: 'lead-zhou',
  },
  {
    id: 'rep-mia',
    name: 'Mia Carter',
    call: { zh: 'Mia', en: 'Mia' },
    role: 'rep',
    language: 'en',
    lead: 'lead-zhou',
  },
  {
    id: 'rep-chen',
    name: '陈浩',
    call: { zh: '小陈', en: 'Hao' },
    role: 'rep',
    language: 'zh',
    lead: 'lead-zhou',
  },
  { id: 'lead-zhou', name: '周敏', call: { zh: '周主管', en: 'Min' }, role: 'lead', language: 'zh' },
  { id: 'manager-fang', name: '方远', call: { zh: '方总', en: 'Yuan' }, role: 'manager', language: 'zh' },
];

/** The two communities with their moderators and the customers in them. */
export const communities = [
  {
    id: 'club-zh',
    name: '澜山咖友群',
    language: 'zh',
    moderator: 'rep-lin',
    currency: 'CNY',
    fans: [
      { key: 'fan-alan', name: '阿岚', arc: 'core' },
      { key: 'fan-laowei', name: '老魏', arc: 'core' },
      { key: 'fan-xiaoman', name: '小满', arc: 'core' },
      { key: 'fan-daxiong', name: '大熊', arc: 'regular' },
      { key: 'fan-yibeichuan', name: '一杯川', arc: 'regular' },
      { key: 'fan-shiliu', name: '石榴', arc: 'regular' },
      { key: 'fan-weekend', name: '周末不加班', arc: 'dormant' },
      { key: 'fan-echo', name: 'Echo陈', arc: 'parting' },
      { key: 'fan-nanfeng', name: '南风', arc: 'browsing' },
      { key: 'fan-youzi', name: '柚子', arc: 'joining' },
      { key: 'fan-sanbai', name: '三白', arc: 'lurking' },
      { key: 'fan-muzi', name: '木子', arc: 'lurking' },
    ],
  },
  {
    id: 'club-en',
    name: 'Lanshan Brew Club',
    language: 'en',
    moderator: 'rep-mia',
    currency: 'CNY',
    fans: [
      { key: 'fan-jonah', name: 'Jonah P.', arc: 'core' },
      { key: 'fan-maya', name: 'Maya Lind', arc: 'core' },
      { key: 'fan-fitz', name: 'Fitz', arc: 'core' },
      { key: 'fan-carla', name: 'Carla Osei', arc: 'regular' },
      { key: 'fan-theo', name: 'Theo B.', arc: 'regular' },
      { key: 'fan-wren', name: 'Wren', arc: 'regular' },
      { key: 'fan-dev', name: 'Dev Malik', arc: 'fading' },
      { key: 'fan-annika', name: 'Annika S.', arc: 'unstocked' },
      { key: 'fan-rob', name: 'Rob T.', arc: 'browsing' },
      { key: 'fan-suki', name: 'Suki', arc: 'joining' },
      { key: 'fan-miles', name: 'Miles O.', arc: 'lurking' },
      { key: 'fan-bea', name: 'Bea Hartley', arc: 'lurking' },
    ],
  },
] as const satisfies readonly {
  id: string;
  name: string;
  language: 'zh' | 'en';
  moderator: string;
  currency: 'CNY' | 'USD';
  fans: readonly DemoFan[];
}[];
