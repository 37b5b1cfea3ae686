import type { Assessment } from '../../core/customer/assess.ts';
import type { ChurnFactor } from '../../core/customer/churn.ts';
import { type Rfm, type TierFinding, tierParts } from '../../core/customer/tier.ts';
import { type Bilingual, type Language, pick } from '../../core/language.ts';
import type { ReasonClass } from '../../core/text/churn-reason.ts';
import { segmentWords } from '../../core/value/rfm.ts';
import { grouped } from '../../core/words.ts';

/** The reasons for leaving, in words. */
export const reasonWords: Readonly<Record<ReasonClass, Bilingual>> = {
  price: { zh: '价格', en: 'price' },
  service: { zh: '服务', en: 'service' },
  quality: { zh: '质量', en: 'quality' },
  product: { zh: '产品', en: 'product' },
  competitor: { zh: '竞争对手', en: 'a competitor' },
  other: { zh: '其他', en: 'other' },
};

/** Returns what a churn factor weighs: "× 0.71" of the chance to stay, or "+0.84" logits for leaving. */
export const showWeight = ({ survival, points }: ChurnFactor): string => {
  if (points !== undefined) return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`;
  return `× ${(survival ?? 1).toFixed(2)}`;
};

/** Returns how a tier came about: the score and each part with its fifth, "amount 12,000 (5/5)". */
export const showTier = ({ score, parts }: TierFinding, language: Language): string => {
  const said = parts.map(({ key, value, fifth }) => {
    const name = tierParts.find((each) => each.key === key)?.name;
    return `${name ? pick(name, language) : key} ${grouped(value)} (${fifth}/5)`;
  });
  const head = language === 'zh' ? `近 12 个月得分 ${score}` : `score ${score} over the last 12 months`;
  return `${head}: ${said.join(' · ')}`;
};

/** Returns recency, frequency and money with the segment, "5-4-4 champions". */
export const showRfm = ({ recency, frequency, monetary, segment }: Rfm, language: Language): string =>
  `${recency}-${frequency}-${monetary} ${pick(segmentWords[segment], language)}`;

/**
 * Returns tier and RFM in one line, undefined before there are tiers. A tier that was earned but not yet looked at is
 * held from the next check on.
 */
export const tierLine = ({ tier, tierFinding, rfm }: Assessment, language: Language): string | undefined => {
  const shown = tier ?? tierFinding?.tier;
  if (shown === undefined) return undefined;
  return rfm ? `${shown} · RFM ${showRfm(rfm, language)}` : shown;
};
