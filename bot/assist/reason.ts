import type { ReasonClass } from '../../core/text/churn-reason.ts';
import { viewCustomer } from '../view/customer-view.ts';
import type { AssistLook } from './assist.ts';

/** Returns the reason for leaving that the customer named most often, 'unknown' where they named none. */
export const churnReasonOf = async (look: AssistLook): Promise<ReasonClass | 'unknown'> => {
  const { assessment } = await viewCustomer(look.db, look.company, look.customer.id, look.now, look.now);
  return assessment.churn.reasons[0]?.reason ?? 'unknown';
};
