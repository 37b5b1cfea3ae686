/** An organisation with a room of its own; each of its people is `[name, how the rep addresses them]`. */
export type DemoOrganisation = {
  readonly key: string;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly owner: string;
  /** They run a café unless given. */
  readonly place?: 'office';
  readonly currency: 'CNY' | 'USD';
  readonly arc: string;
  /** Smallest and largest bean order, in kilograms. */
  readonly kilos: readonly [number, number];
  readonly people: readonly (readonly [name: string, call: string])[];
  /** How many days ago the last of `people` joined the others, when they were not there from the start. */
  readonly lastJoinedDaysAgo?: number;
};

const zh = { language: 'zh', currency: 'CNY' } as const;
const en = { language: 'en', currency: 'CNY' } as const;
const abroad = { language: 'en', currency: 'USD' } as const;

/** The organisations, each with the arc that its half year follows. */
export const organisations: readonly DemoOrganisation[] = [
  {
    ...abroad,
    key: 'acme',
    name: 'Acme',
    owner: 'rep-mia',
    arc: 'loyal',
    kilos: [25, 45],
    people: [
      ['Grace Holt', 'Grace'],
      ['Daniel Reyes', 'Daniel'],
      ['Priya Nair', 'Priya'],
    ],
    lastJoinedDaysAgo: 112,
  },
  {
    ...zh,
    key: 'wutong',
    name: '梧桐巷尾咖啡',
    owner: 'rep-lin',
    arc: 'growing',
    kilos: [20, 60],
    people: [
      ['顾雨桐', '顾店长'],
      ['沈嘉', '小沈'],
      ['陆一鸣', '陆总'],
    ],
    lastJoinedDaysAgo: 74,
  },
  {
    ...zh,
    key: 'beian',
    place: 'office',
    name: '北岸三号设计',
    owner: 'rep-chen',
    arc: 'loyal',
    kilos: [10, 20],
    people: [
      ['许曼', '许姐'],
      ['高远航', '远航'],
    ],
  },
  {
    ...zh,
    key: 'songguo',
    name: '松果与纸书店',
    owner: 'rep-lin',
    arc: 'slowing',
    kilos: [10, 20],
    people: [
      ['叶青禾', '叶老师'],
      ['邵宁', '小邵'],
    ],
  },
  {
    ...zh,
    key: 'qingyu',
    name: '青屿湾十七号民宿',
    owner: 'rep-chen',
    arc: 'withoutOrder',
    kilos: [10, 25],
    people: [
      ['蓝海燕', '海燕姐'],
      ['丁小舟', '小舟'],
    ],
  },
  {
    ...zh,
    key: 'bantang',
    name: '半塘小馆',
    owner: 'rep-lin',
    arc: 'complaining',
    kilos: [10, 30],
    people: [
      ['郑国栋', '郑经理'],
      ['黄悦', '小黄'],
      ['潘志远', '潘师傅'],
    ],
  },
  {
    ...abroad,
    key: 'harbour-pine',
    name: 'Harbour & Pine',
    owner: 'rep-mia',
    arc: 'silent',
    kilos: [15, 30],
    people: [
      ['Tom Whitlock', 'Tom'],
      ['Ella Strand', 'Ella'],
    ],
  },
  {
    ...en,
    key: 'juniper',
    name: 'Juniper Lane Bakehouse',
    owner: 'rep-mia',
    arc: 'withoutReaction',
    kilos: [10, 25],
    people: [
      ['Hannah Voss', 'Hannah'],
      ['Leo Marsh', 'Leo'],
    ],
  },
  {
    ...zh,
    key: 'lilan',
    name: '栗岚酒店',
    owner: 'rep-chen',
    arc: 'openComplaint',
    kilos: [30, 60],
    people: [
      ['秦昊', '秦经理'],
      ['宋文静', '文静'],
      ['马超群', '老马'],
      ['柯蓝', '柯蓝'],
    ],
    lastJoinedDaysAgo: 55,
  },
  {
    ...en,
    key: 'lumen-yard',
    place: 'office',
    name: 'Lumen Yard Coworking',
    owner: 'rep-chen',
    arc: 'openQuestion',
    kilos: [15, 30],
    people: [
      ['Sofia Brandt', 'Sofia'],
      ['Ken Adeyo', 'Ken'],
    ],
  },
  {
    ...zh,
    key: 'tingyan',
    name: '听檐茶餐厅',
    owner: 'rep-lin',
    arc: 'churned',
    kilos: [20, 40],
    people: [
      ['冯丽', '冯姐'],
      ['龚强', '龚师傅'],
    ],
  },
  {
    ...en,
    key: 'tidewater',
    name: 'Tidewater Bunkhouse',
    owner: 'rep-mia',
    arc: 'wonBack',
    kilos: [10, 20],
    people: [
      ['Oliver Finch', 'Oliver'],
      ['Ruth Calder', 'Ruth'],
    ],
  },
  {
    ...zh,
    key: 'haitang',
    place: 'office',
    name: '海棠格子联合办公',
    owner: 'rep-chen',
    arc: 'prospect',
    kilos: [10, 20],
    people: [
      ['江一帆', '江总'],
      ['苏婷', '苏婷'],
    ],
  },
  {
    ...en,
    key: 'quill-kettle',
    name: 'Quill & Kettle',
    owner: 'rep-mia',
    arc: 'newcomer',
    kilos: [10, 15],
    people: [
      ['Nora Quinlan', 'Nora'],
      ['Ben Ashdown', 'Ben'],
    ],
  },
  {
    ...zh,
    key: 'shanzhi',
    place: 'office',
    name: '山止以北健身',
    owner: 'rep-lin',
    arc: 'brokenPromise',
    kilos: [10, 20],
    people: [
      ['韩冰', '韩教练'],
      ['倪佳', '倪佳'],
    ],
  },
  {
    ...zh,
    key: 'luting',
    place: 'office',
    name: '鹿汀软件',
    owner: 'rep-chen',
    arc: 'renewal',
    kilos: [15, 30],
    people: [
      ['田甜', '田甜'],
      ['石磊', '石工'],
      ['白露', '白露'],
    ],
  },
  {
    ...en,
    key: 'pebble-row',
    name: 'Pebble Row Café',
    owner: 'rep-chen',
    arc: 'growing',
    kilos: [15, 40],
    people: [
      ['Isla Merritt', 'Isla'],
      ['Marcus Yeo', 'Marcus'],
      ['Jun Park', 'Jun'],
    ],
  },
];
