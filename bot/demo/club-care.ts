/** What the demo company does for one of its communities: a survey, a tasting that was and one to come, a birthday. */
export type ClubCare = {
  readonly room: string;
  readonly host: string;
  readonly past: { readonly title: string; readonly place: string; readonly came: readonly string[] };
  readonly coming: {
    readonly title: string;
    readonly place: string;
    readonly capacity: number;
    readonly answers: readonly (readonly [fan: string, answer: 'yes' | 'maybe' | 'no'])[];
  };
  /** Answers to "how likely are you to recommend us", 0 to 10, with what they wrote; the others said nothing. */
  readonly scores: readonly (readonly [fan: string, score: number, comment?: string])[];
  /** Whose birthday is in three days. */
  readonly birthday: string;
};

/** The care of the demo company's two communities. */
export const clubCare: readonly ClubCare[] = [
  {
    room: 'club-zh',
    host: 'rep-lin',
    past: { title: '手冲入门课', place: '澜山烘焙间', came: ['fan-alan', 'fan-laowei', 'fan-shiliu'] },
    coming: {
      title: '春季新豆杯测',
      place: '澜山烘焙间',
      capacity: 4,
      answers: [
        ['fan-alan', 'yes'],
        ['fan-xiaoman', 'yes'],
        ['fan-daxiong', 'maybe'],
        ['fan-yibeichuan', 'yes'],
        ['fan-youzi', 'yes'],
        ['fan-shiliu', 'no'],
      ],
    },
    scores: [
      ['fan-alan', 10, '豆子新鲜，群里问什么都有人答。'],
      ['fan-laowei', 9],
      ['fan-xiaoman', 9, '希望多一些浅烘。'],
      ['fan-daxiong', 8],
      ['fan-yibeichuan', 10],
      ['fan-shiliu', 7, '送货可以再快一点。'],
      ['fan-youzi', 9],
    ],
    birthday: 'fan-xiaoman',
  },
  {
    room: 'club-en',
    host: 'rep-mia',
    past: {
      title: 'Latte art for beginners',
      place: 'The roastery',
      came: ['fan-jonah', 'fan-maya', 'fan-wren'],
    },
    coming: {
      title: 'Spring tasting',
      place: 'The roastery',
      capacity: 6,
      answers: [
        ['fan-jonah', 'yes'],
        ['fan-maya', 'yes'],
        ['fan-carla', 'maybe'],
        ['fan-theo', 'yes'],
        ['fan-wren', 'no'],
        ['fan-suki', 'yes'],
      ],
    },
    scores: [
      ['fan-jonah', 10, 'The freshest beans I can get by post.'],
      ['fan-maya', 9],
      ['fan-fitz', 10],
      ['fan-carla', 8, 'More decaf, please.'],
      ['fan-theo', 9],
      ['fan-wren', 7],
      ['fan-suki', 9, 'Friendly people in here.'],
    ],
    birthday: 'fan-maya',
  },
];
