/** Things of a speaker's own life that companies hear about without being meant. */
const elsewhere =
  '(?:landlord|neighbou?rs?|boss|wife|husband|kids?|school|weather|roommate|colleague|coworker|mother|father|mom|dad|ex|traffic)';
const bad =
  '(?:terrible|awful|horrible|worst|poor|bad|disgusting|pathetic|appalling|shocking|dreadful|abysmal|lousy|crappy|useless)';
const done =
  '(?:received|gotten|got|heard|arrived|shipped|delivered|fixed|resolved|refunded|replied|responded|answered|processed)';

const degree =
  '(?:just|really|simply|absolutely|completely|totally|becoming|turning into|getting|quite|so|beyond|clearly)';
const ruin =
  '(?:a|an) (?:complete |total |real |absolute |utter |bloody )?(?:joke|disgrace|scam|nightmare|disaster|shambles|fiasco|catastrophe|mess)';

/** What complains of us in English, as sources of whole-word expressions. */
export const englishComplaints: readonly string[] = [
  // announced
  `(?:file|make|lodge|submit|raise|register) (?:a|an|another)? ?(?:formal |official )?complaint`,
  `(?:want|like|going|need|here|writing) to complain(?!(?: to| about| with)? (?:my|the|our|his|her) ${elsewhere})`,
  'this is a (?:formal |official )?complaint|my complaint',
  '(?:my|our) (?:lawyer|attorney|solicitor)s?|small claims|trading standards|better business bureau|consumer protection',
  'report you|sue you|legal action|chargeback',
  '(?:speak|talk|escalate(?: this)?|connect me) (?:to|with) (?:a|your|the) (?:manager|supervisor|boss)',
  // money back
  '(?:want|need|demand|expect|request(?:ing)?|give me|asking for|like|get) (?:a|my|our|full|an?y?|the) ?(?:full |complete |immediate )?(?:refund|money back|replacement)',
  'refund (?:me|my|us|our)|money back|compensat(?:e|ion)',
  'overcharged|double[- ]charged|charged (?:me |us )?twice|rip(?:ped)?[- ]?off|scam(?:med|mers?)?|fraud(?:ulent)?|false advertising',
  // not done
  'still (?:broken|waiting|down|failing|crashing|missing|unresolved|unanswered|unfixed|stuck|wrong|happening)',
  'still having (?:the|this|that|these|issues|problems)|still the same (?:issue|problem|error)',
  `still not (?:working|here|${done})`,
  'still no (?:reply|response|answer|updates?|news|refund|sign|solution|word|help|fix|delivery)',
  `still (?:haven't|have not|hasn't|has not|didn't|did not) (?:been |yet |even )?${done}`,
  "still (?:doesn't|does not|isn't|is not|won't|can't|cannot|don't) (?:work|working|load|loading|open|log|connect|start|sync|access|use)",
  `(?:hasn't|has not|never) (?:yet |even |been )?(?:arrived|delivered|shipped|fixed|resolved|refunded)`,
  "(?:haven't|have not|didn't|did not|never) (?:yet |even )?(?:received (?:it|my|our|the|any|a)|heard (?:back|anything)|got (?:an?|any) (?:reply|response|answer|refund))",
  'never (?:got (?:it|my order|the order)|replied|responded|answered|showed up|called back)',
  '(?:no ?(?:one|body)|not a single person) (?:has |have |is |ever |even )?(?:answer|repl|respon|call|car|help|got back|getting back|bother|fix|follow)\\w{0,6}',
  '(?:no|zero|without (?:a|any)) (?:response|reply|answer|replies)(?! (?:needed|required|necessary|expected))',
  'ignor(?:ed|ing) (?:my|me|us|our)',
  // again and again
  '(?:second|third|fourth|fifth|2nd|3rd|4th|5th|tenth|10th) time(?! (?:i|we) (?:buy|bought|order|visit|came|use))',
  'how many times|yet again|(?:broken|broke|down|crashed|failed|failing) again',
  '(?:told|asked|called|e-?mailed|contacted|reported|complained|written|messaged|chased) (?:\\w{1,15} ){0,3}(?:many|several|multiple|countless|three|four|five|\\d{1,2}) times',
  'keeps? (?:crashing|breaking|failing|happening|disconnecting|dropping|freezing)',
  // the thing itself
  '(?:arrived|came|delivered|showed up) (?:\\w{1,15} ){0,3}(?:broken|damaged|defective|faulty|late|wrong|empty|incomplete|cracked|expired|scratched)',
  '(?:received|got|sent (?:me|us)|shipped) (?:an?|the|my) (?:wrong|defective|faulty|damaged|broken|counterfeit|fake|incomplete)',
  '(?:wrong|defective|faulty|damaged|counterfeit|fake) (?:item|product|order|part|unit|package|goods)s?',
  '(?:quality|product) (?:issue|problem|defect)s?(?! ?\\?)',
  `${bad} (?:customer )?(?:service|support|quality|experience|product|company|team|communication|app|attitude)`,
  `(?:service|support|quality|product|experience|app|software) (?:is|was|has been) (?:\\w{1,15} ){0,2}(?:${bad}|unacceptable|a joke|garbage|trash)`,
  // what it feels like, said to us
  `(?:this|it|that|which|everything|service)(?:'s| is| was| has been)(?: ${degree})? (?:outrageous|ridiculous|not acceptable|${ruin})|what ${ruin}|unacceptable`,
  // what it did to us
  "(?:can't|cannot|can not|couldn't) (?:work|go on|continue|operate|do business|run (?:a|our|the) \\w{1,15}) like this",
  '(?:lost|losing|lose|cost(?:ing)? us)(?: \\w{1,15})? (?:customers?|clients?|sales|orders|money|business|days?|hours|deals?)(?= |[.!,;]|$)(?! (?:to|by|if|when)\\b)',
  "(?:you|you've|you have|this|it|that)(?: has| really)? let (?:us|me) down",
  `(?:not|isn't|wasn't|never|nothing like|nowhere near)(?: at all| even)? what (?:i|we) (?:have |had )?(?:ordered|agreed|paid for|expected|signed up for|asked for|wanted)`,
  "(?:not|isn't|wasn't)(?: at all)? what (?:was|(?:i|we) (?:was|were)) (?:promised|advertised|told|sold|agreed)",
  '(?:getting|gets|got|gone|become|becoming) (?:much |even |a lot )?worse(?! than (?:last|the) (?:winter|weather))',
  "(?:doesn't|does not|don't let (?:it|this|that)|never let (?:it|this|that)|won't) happen again",
  '(?:late|wrong|missing|delayed|empty|short|the same (?:issue|problem|error|mistake)) again',
  'because of your (?:delay|mistake|error|outage|bug|late|system|failure|team)\\w{0,3}',
  'nothing (?:works|is working|happens|has happened|has changed|was done|has been done|gets done|is fixed)(?! yet)',
  'fed up|sick (?:and tired )?of (?:this|your|waiting|being)|had enough of|waste of (?:time|money)|never (?:buying|using|ordering) \\w{1,15}',
  '(?:very|really|extremely|so) disappointed|disappointed (?:with|in|by) (?:your|the|this)|dissatisfied with',
  '(?:not|un)(?: at all)? ?(?:happy|satisfied) with (?:your|the|this)',
];

/** A complaint denied, or one that is somebody else's, as sources of whole-word expressions. */
export const englishNoComplaints: readonly string[] = [
  "(?:no|zero|without|any|not a|isn't a) (?:complaints?|quality issues?|quality problems?)",
  "can'?t complain",
  `(?:my|the|our|his|her|their) ${elsewhere}`,
];
