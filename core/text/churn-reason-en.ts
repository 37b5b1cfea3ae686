const very =
  "(?:(?:is|are|was|were|has been|have been|keeps?|got|gets|getting|become|becoming|just|so|too|very|really|way|far|extremely|incredibly|always|still|such|pretty|quite|simply|totally|absolutely|a bit|rather|increasingly|more|your|the|'s) ){0,4}";
const bad =
  '(?:terrible|awful|horrible|worst|poor|bad|pathetic|appalling|dreadful|abysmal|lousy|crappy|useless|rude|disappointing|unprofessional|unhelpful|a joke|garbage|trash|crap|shoddy|subpar|mediocre|inconsistent|unreliable)';
const people =
  '(?:customer service|customer support|tech support|service|support|staff|agents?|account managers?|reps?|team|help ?desk|crew|drivers?|delivery|shipping|courier)';
const rivals =
  '(?:competitors?|another (?:vendor|provider|supplier|company|tool|platform|brand|airline|store|shop|service|product)|other (?:vendors?|providers?|suppliers?|companies|tools?|platforms?|options|brands?|airlines?|products?)|a (?:different|new|better) (?:vendor|provider|supplier|company|tool|platform)|elsewhere|alternatives?)';
const goods =
  '(?:product|item|app|application|software|system|platform|site|website|server|device|machine|unit|dashboard|api|integration|sync|login|service|tool|battery|screen|it)';

/** What names a reason for leaving in English, by class, as sources of whole-word expressions. */
export const englishReasons = {
  price: [
    `(?:too|so|very|really|way too|more|getting|became|become|is|it's|insanely|ridiculously) (?:expensive|pricey|costly)|over-?priced|unaffordable|expensive for (?:us|what|a)`,
    `(?:prices?|pricing|costs?|fees?|rates?|subscription|bill|quote|renewal)(?: \\w{1,12})? ${very}(?:too high|high|higher|steep|crazy|insane|ridiculous|outrageous|absurd|unreasonable|doubled|tripled|increased?|increasing|went up|gone up|going up|jumped|rising|rose|out of (?:our|my) (?:budget|range))`,
    '(?:price|fee|rate|cost) (?:increase|hike|rise|jump)s?|raised? (?:the|your|our|my) (?:prices?|rates?|fees?)|raising (?:the |your |our )?(?:prices?|rates?|fees?)',
    "can(?:'t|not| not|no longer) (?:afford|justify (?:the|this|that|your) (?:cost|price|expense|spend))|couldn't (?:afford|justify)|not worth (?:the|that|this|your|what|it at)(?: (?:price|money|cost|fee))?|no value for money|poor value|waste of money",
    "(?:budgets?|funding) (?:is |was |got |has been |were |been )?(?:cuts?|slashed|reduced|tight|frozen|gone|limited|exhausted|shrunk)|(?:over|beyond|out of|outside|exceeds?) (?:our|my|the) budget|no budget|(?:cut|cutting|reduce|reducing|saving on) (?:our |the )?costs|don't have the budget",
    'cheaper|(?:half|a third|a fraction of) the (?:price|cost)|better (?:price|deal|rate|quote)|lower (?:price|quote|cost)s?',
    'overcharged?|double[- ]charged|charged (?:me |us )?(?:twice|extra|double)|hidden (?:fees?|charges?|costs?)|rip(?:ped)?[- ]?off|price gouging|nickel and dim\\w{1,4}|extra (?:fees|charges)',
  ],
  service: [
    `${bad} (?:customer |tech )?(?:service|support|communication|attitude|experience with (?:your|the) (?:team|staff|support))`,
    `${people} (?:at \\w{1,15} )?${very}(?:${bad}|slow|unresponsive|non-?existent|late|delayed|ignor\\w{2,4}|never (?:answers?|repl\\w{2,4}|responds?|helps?|calls?)|doesn't (?:care|answer|reply|respond|help)|don't (?:care|answer|reply|respond|help)|won't (?:help|answer|reply|respond))`,
    '(?:no ?(?:one|body)|not a single person) (?:has |have |is |ever |even |at \\w{1,15} )?(?:answer|repl|respon|call|car|help|got back|gets back|getting back|bother|fix|follow|pick)\\w{0,6}',
    '(?:no|zero|without (?:a|any)) (?:response|reply|answer|replies|help|follow[- ]?up|communication|assistance)',
    '(?:response|reply|delivery|shipping|resolution|wait|waiting|hold) times?|(?:too|so|very|really|forever|ages|days|weeks|months) (?:\\w{1,8} )?to (?:get (?:an?|any)|reply|respond|answer|ship|deliver|arrive|resolve|hear)',
    '(?:slow|late|delayed|missed|cancell?ed) (?:response|repl(?:y|ies)|deliver(?:y|ies)|shipp?ing|shipment|answers?|support|order|flight)s?|(?:rude|unhelpful|unprofessional|incompetent|dismissive|arrogant|clueless)',
    '(?:on hold|waiting|waited|hung up|still no|hang up)|(?:kept|keeps|leave|left) (?:me|us) (?:waiting|hanging|on hold)|ignor(?:ed|es|ing) (?:me|us|my|our)|no[- ]show',
    "(?:never|haven't|hasn't|didn't|not) (?:yet |even |been )?(?:arrived?|delivered|shipped|refunded|received|heard back|called back|got back|replied|responded|answered|turned up|showed up)",
    '(?:sent|shipped|delivered|received|got) (?:me |us )?(?:the |a )?(?:wrong|incomplete|somebody)|wrong (?:item|order|size|address|product)|missing (?:items?|parts?|order|package)|lost (?:my|our|the) (?:\\w{1,10} )?(?:bags?|luggage|package|parcel|order|shipment)',
    "(?:broke|break|breaking|broken) (?:your|their|the|every) promises?|(?:don't|didn't|never) keep (?:your|their) (?:word|promises?)|(?:lied|lying) to (?:me|us)|(?:refuse[ds]?|won't|wouldn't) (?:to )?(?:give me a |give us a )?(?:refund|help|honor|honour)|new account manager every",
  ],
  quality: [
    `(?:${bad}|low|declining|dropping|questionable) (?:build |print |product |sound |call )?quality|quality (?:issues?|problems?|control|went down|has gone down|is gone|dropped|declined)|(?:build |product |sound |call )?quality ${very}(?:${bad}|low|down|worse|declin\\w{2,3}|dropp?\\w{2,3}|slipp\\w{2,3}|unacceptable)`,
    '(?:arrived|came|delivered|showed up|turned up) (?:\\w{1,15} ){0,3}(?:broken|damaged|defective|faulty|cracked|expired|scratched|rotten|dead|leaking|cold|stale|mouldy|moldy)',
    `(?:broke|breaks|broken|stopped working|quit working|died|fell apart|falls apart|falling apart|snapped|tore|ripped|leaks|leaking|overheats|melted|cracked|rusted|peeling)(?! (?:up|even|the record|promise|your promise))`,
    'defective|faulty|damaged|counterfeit|fake|knock-?off|refurbished|not as (?:described|advertised|pictured)|cheaply made|poorly made|flimsy|shoddy|junk|expired|rotten|stale|mouldy|moldy|inedible',
    `${goods} (?:\\w{1,10} )?${very}(?:crash(?:es|ed|ing)?|freez(?:es|ing)|buggy|down|laggy|glitchy|unstable|unreliable|garbage|trash|crap|corrupted|not working|failing|fails)|keeps? (?:\\w{1,10} )?(?:crashing|breaking|failing|freezing|disconnecting|dropping|going down)`,
    "(?:(?:too many|full of|so many|constant|endless|daily|weekly|frequent|another) (?:\\w{1,10} )?(?:bugs?|glitches|crashes|outages?|errors?|defects?|downtime|failures?))|(?:lost|loses|losing|corrupted) (?:our |my |all )?(?:our |my )?data|outages?|downtime|(?:doesn't|does not|didn't|won't|isn't|still not) (?:even )?work(?:ing)?(?! for us| with| in our)",
  ],
  product: [
    "(?:missing|lacks?|lacking|without|no) (?:\\w{1,15} ){0,3}(?:features?|integrations?|functionality|api|sso|reporting|export|mobile app|roadmap)|(?:doesn't|does not|don't|do not|still can't|can't|cannot|won't) (?:\\w{1,10} ){0,2}(?:(?:support|have|offer) (?:\\w{1,15} ){0,3}(?:features?|integrations?|api|sso|reporting|reports?|exports?|imports?|plugins?|modules?|app|version|we need|need)|support (?:sso|saml|our|multiple|chinese|excel)|integrate|scale|sync with|export|fit (?:our|us)|meet (?:our|my)|cover our|do what we)",
    "not (?:a good |the right |a |really a )?(?:fit|match)|doesn't (?:suit|work (?:for us|with|in our))|outgrown|outgrew|(?:don't|doesn't|not) meet (?:our|my) (?:needs|requirements|expectations)",
    '(?:too|so|very|really|overly|way too|needlessly) (?:complicated|complex|clunky|confusing|limited|basic|bloated|cumbersome|difficult to use|hard to (?:use|learn|set up|configure|navigate))|(?:hard|difficult|impossible|painful) to (?:use|learn|set up|configure|navigate)|steep learning curve|(?:terrible|awful|horrible|bad|poor|confusing|clunky|outdated|dated) (?:ui|ux|interface|user experience|usability|design)|user[- ]unfriendly|clunky',
    '(?:outdated|obsolete|behind the (?:times|competition|curve)|falling behind|stagnat\\w{2,4}|abandonware)|(?:roadmap|development|updates?|releases?|progress|innovation|product) (?:\\w{1,8} )?(?:is |are |was |has been |have been |keeps? )(?:too |so |very |really |getting )?(?:slow|delayed|slipp\\w{2,3}|stalled|late|stuck|dead|pushed back|behind)|(?:slow|no|few|lack of|hardly any) (?:updates|releases|innovation|progress|improvements?|new features)',
    '(?:feature|integration|request|roadmap)s? (?:\\w{1,12} ){0,6}(?:never (?:came|shipped|happened|arrived|delivered|got)|still (?:not|missing|waiting|hasn.t)|not (?:delivered|shipped|there)|for (?:a year|years|months|over))|waiting (?:\\w{1,8} ){0,4}for (?:this|that|the|a) (?:feature|integration|release|update)',
  ],
  competitor: [
    `(?:switch|switched|switching|move|moved|moving|migrate|migrated|migrating|go|going|went|change|changed|changing|signed|sign|chose|chosen|choose|picked|try|trying|looking|look|shopping|take (?:our|my) business|taking (?:our|my) business|evaluating|found|find|prefer|considering|comparing) (?:\\w{1,10} ){0,2}(?:to |with |at |for |from |on )?(?:\\w{1,10} ){0,2}${rivals}`,
    `(?:${rivals}|someone else|somebody else) (?:\\w{1,12} ){0,4}(?:better|offers?|offered|reached out|approached|gives?|gave|more|has|have|already|does|instead)`,
    "(?:your|the|a) competitor(?:s|'s)?|go(?:ing)? (?:with )?(?:someone|somebody) else|go(?:ing)? elsewhere|(?:switch|switching|switched|migrated|migrating) (?:over )?to (?!an? |the |your |our |my |this |that |it |annual|monthly|yearly|dark|light|english|chinese|wifi|manual)\\w{2,15}",
  ],
  other: [
    "(?:no longer|don't|do not) (?:really )?(?:need|require) (?:it|this|them|the (?:product|service|tool|subscription|account)|your)(?! any(?:one|body))|no longer (?:needed|required|have a need)|no longer using it|not using it",
    '(?:my|our) (?:project|business|company|store|shop|office|department|team|event|trip|course) (?:\\w{1,10} ){0,3}(?:cancell?ed|closed|closing|shut(?:ting)? down|ended|on hold|bankrupt|acquired|merged|downsiz\\w{2,3}|restructur\\w{2,3})|(?:going|went) out of business|closing (?:the|our|my) (?:business|company|store|shop|doors)|(?:we are|we.re|we were|we got|been) (?:shutting down|laid off|acquired)|project (?:was|is|got|has been) (?:cancell?ed|scrapped|stopped|on hold)',
    '(?:build|building|built|develop|developing|doing|do|bring|bringing) (?:it |this |our own |one |everything )?(?:in[- ]?house|ourselves|internally)|our own (?:tool|system|platform|solution)',
    '(?:ordered|bought|booked|purchased|subscribed|clicked) (?:\\w{1,10} ){0,2}(?:by mistake|by accident|twice|accidentally)|accidentally (?:ordered|bought|booked|subscribed)|changed (?:my|our) (?:mind|plans?)|plans (?:have )?changed|(?:moving|moved|relocat\\w{2,3}) (?:to another|abroad|away|out of)|retir(?:ed|ing)|head ?(?:quarters|office) (?:decided|requires?|mandates?)|compliance (?:reasons|requirements?)',
  ],
} satisfies Readonly<Record<string, readonly string[]>>;

/** The same words where they blame nobody, or somebody else. */
export const englishNoReasons: readonly string[] = [
  "(?:not|isn't|aren't|wasn't|never|no longer|neither|hardly) (?:\\w{1,10} )?(?:expensive|pricey|overpriced|slow|late|rude|broken|damaged|defective|faulty|complicated|clunky|confusing|bad|terrible|poor|buggy|outdated|waiting)",
  '(?:no|zero|without|any|without any) (?:issues?|problems?|bugs?|complaints?|outages?|quality issues?|quality problems?|downtime|delays?)',
  '(?:the |our |my |their )?(?:competitors?|previous (?:vendor|provider|supplier|tool)|old (?:vendor|provider|supplier|tool)|last (?:vendor|provider|supplier)|other (?:vendors?|providers?|suppliers?|companies|tools?)) (?:\\w{1,12} )?(?:is|are|was|were|had|have|has|keeps?|kept) (?:\\w{1,10} ){0,3}(?:expensive|pricey|overpriced|slow|rude|terrible|awful|bad|worse|worst|poor|broken|clunky|buggy|down|late|outages?|crashing)(?: (?:customer |tech )?(?:support|service|quality))?',
  '(?:my|the|our|his|her|their) (?:landlord|neighbou?rs?|boss|wife|husband|kids?|school|weather|roommate|colleague|mother|father|mom|dad|ex|traffic)\\b[^.!?]{0,40}',
  '(?:if|in case|what if|worried|afraid) (?:\\w{1,10} ){0,4}(?:breaks?|broken|is down|goes down|arrives? (?:late|damaged)|crashes)',
  '(?:fixed|repaired|resolved|replaced|solved) (?:the|my|our|that|a) (?:\\w{1,10} ){0,2}(?:outages?|bugs?|faulty|broken|damaged|defective|quality (?:issues?|problems?))',
  'record[- ]breaking|broke the record|down (?:the|to|for a|by)',
];

/** What speaks of going elsewhere in English, beside cancelling. */
export const englishLeaving: readonly string[] = [
  '(?:leave|leaving|left|drop|dropping|dropped|ditch|ditching|ditched|quit|quitting|done with) (?:you|your|the platform|the service|you guys)',
  `${rivals}|someone else|somebody else`,
  '(?:switch|switched|switching|migrat(?:e|ed|ing)|moving|moved|move) (?:over )?(?:to|away|off|from|on)',
  "(?:not|won't|will not|never|don't|wouldn't) (?:be |plan to |going to |think we'll |want to )?(?:renew|renewing|reorder|coming back|come back|buy(?:ing)? (?:again|from)|order(?:ing)? (?:again|from)|us(?:e|ing) (?:you|it|this|your)|be back|flying|fly|recommend|stay)",
  '(?:never again|last (?:order|time|renewal|purchase)|stopp?(?:ed|ing)? using|part ways|no longer (?:use|need|order|work with)|take (?:our|my) business|taking (?:our|my) business|lost (?:a|me as a|us as a) customer|former customer|let (?:it|the contract|our subscription) (?:expire|lapse))',
];
