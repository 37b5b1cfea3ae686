/** What is known of WeCom alone. Times are epoch milliseconds. */
export type WecomTables = {
  /** Customers by their official ids, as WeCom's interface knows them. */
  wecom_contact: {
    account: string;
    external_id: string;
    /** The same for one person of WeChat in all apps of the company. */
    union_id: string | null;
    company: string | null;
    /** When WeCom is asked again. */
    next_at: number;
  };
  /** Every welcome that was begun: a code is good for one. */
  wecom_welcome: {
    account: string;
    delivery: string;
    begun_at: number;
    /** Undefined outcomes are null: `sent`, `off`, or why not. */
    outcome: string | null;
  };
};
