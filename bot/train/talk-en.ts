import type { Talk } from './talk.ts';

/** How customers write to a company in English, for want of a free set of such texts. `{a|b}` is one of several. */
export const talkEn: Talk = {
  neutral: `
    {what time|when} do you {open|close} {on sundays|today|tomorrow|this weekend}?
    {please|could you|can you} send {me|us} the {invoice|quote|contract|price list|tracking number|report} {|for march|by friday|again}
    {the|our} {meeting|call|demo|delivery|training} {is|was moved to|starts} {on monday|at 3pm|tomorrow morning|next week}
    {how much|what} {is|would be} the {price|shipping|fee|deposit} {for 20 units|per seat|to berlin|for a year}?
    {i|we} {need|would like|want} to {change|update|confirm|check} {my|our|the} {address|booking|order|reservation|phone number|delivery date}
    my order number is {4711|88231|A-2201}
    {can|could} i {change|move|add|transfer} {my|the} {seat|booking|appointment|order|name on it} {online|to friday|for my son|by phone}?
    {do|does} {you|your store|your team} {have|offer|ship|sell} {it in blue|student discounts|to canada|spare parts|gift cards|an api}?
    {is|are} {the store|the office|you|the desk|this item} {open on saturday|in stock|available in size 8|still hiring|at the airport}?
    i will {call you back|send the documents|be there at 5|check with my boss|let you know} {tomorrow|later|after lunch|next week}
    {we|i} have {received|forwarded|signed|uploaded} the {documents|contract|files|form}
    {where|how} can i {find|download|see|get} {the manual|my receipt|the latest version|the form|my points}?
    {attached|here} is the {signed contract|updated file|photo|list of addresses}
    {who|which team} {should i contact|handles this|is in charge of billing}?
    {|hi,} {i|we} {sent|just sent|have sent} you {a dm|an email|a message|the details} {|yesterday|this morning}
    {following|i follow} you now, {check your inbox|dm sent|what do you need from me}
    {the new|our} {address|phone number|contact person|vat number} is {below|in the attachment|unchanged|on the website}
    {any|is there an} {update|eta|news} on {this|the order|my ticket|the shipment}?
    {we|they} {will|are going to} {install|launch|deliver|move} it {next month|in june|on tuesday}
    {from|between} {boston|hamburg|9 am} {to|and} {denver|lyon|6 pm}, {two people|one bag|return|one way}
    does {the plan|the ticket|it|the price} include {support|breakfast|tax|a bag|updates}?
    {i|we} {use|have|are on} the {free plan|old version|2019 model|annual plan|app on android}
    {ok,|sure,|yes,|no,} {monday works|we can do 4 pm|i will wait for the mail|the small one|both of them}
    {which|what} {gate|room|terminal|version|size|form} {is it|do i need|should i take}?
    if {i|we} {pay now|order today|upgrade|book two}, {when will it arrive|is it refundable|do we get a receipt}?
    {is|was} {flight|train|order|ticket} 221 {on schedule|shipped|confirmed|assigned to someone}?
    {the link|the code} {is for|belongs to|comes with} {the other account|the summer campaign|every order}
    looking for {a hotel near the station|two seats on friday|a cable for the 300 model|the opening hours}
    {just|we are} {boarding|arriving|checking in|testing it} now
    {can you|please} {explain|tell me} how {the refund|cancellation|a return|an exchange} works
    what is your {refund|cancellation|return|privacy|baggage} policy?
    please {cancel|refund} {one of the two|the duplicate|order 12}, {we ordered twice by accident|my mistake|the other stays}
    {is|was} {it|the app|delivery|the new model|the battery} {slow|expensive|reliable|any good|hard to install|safe|broken}?
    {|is} the {quality|support|sound} {good|ok|bad}?
    {ok|sure|alright} {let me check|i will look|monday then|i'll forward it|see you at 3}
    {we|i} would like to {order|book|buy|reserve} {20 boxes|a table for four|two more licenses|the same as last time}
    {yes|no|right|yep|hm}, {it is the second one|i have that too|that was yesterday|the file is in the folder|we use linux}
    {i think|maybe|probably} {it was tuesday|the other one|we need two|you have to restart it|it is in the settings}
    {version|build|part number} {3.2|2024|b12} {|is what we have|on the label}
    {you can|i can|we should|let's} {use the old one|put it there|ask anna|try it with two|run it from the command line}
    {it is|that's} {the black one|number 5|for my mother|the one in the picture|about 20 kg}`,
  negative: `
    {still|i'm still|we are still|been} waiting {for|on} {my order|a reply|my refund|someone to call|my package|the replacement} {|after 3 weeks|for 2 hours|since monday}
    {nobody|no one} {answers|picks up|replies|knows anything|has called me back} {|at your office|on the phone|and it has been days}
    {on hold|in the queue|waiting on the line} for {over an hour|45 minutes|two hours} {|and then it hung up|again|now}
    {you|they|your staff} {lost|broke|misplaced|forgot} my {luggage|package|order|documents|booking} {|again|and nobody cares}
    {my|our} {order|delivery|package|flight|train} {is|was} {late|delayed|cancelled} {|again|with no explanation|for the third time|and now i miss my connection}
    {the|your} {app|website|system|site} {keeps crashing|won't load|is down again|does not work|won't let me log in|logs me out}
    {i|we} {want|demand|need} {my money back|a refund|to speak to a manager|compensation}
    {i|we} {can't|cannot|couldn't} {log in|reach anyone|get through|book anything|get a straight answer|use it at all}
    {the product|the item|it|the box} {arrived|came} {broken|damaged|late|incomplete|without the cable|in the wrong color}
    {i was|we were|you} charged {me twice|us for nothing|twice|a fee nobody mentioned}
    {this is|it's} the {second|third|fifth} time {it breaks|i ask|this month|you cancel on us|i report this}
    {your|the} {staff|agent|driver|support person} was {rude|no help|clueless|unprofessional|yelling at us}
    {how|why} {is it|does it take} {so hard to reach you|so long to answer one email|forever to ship a box}?
    why {is nobody answering|did you cancel it|do i have to pay for your mistake|has nothing happened since monday}?
    {if this is not fixed|if nothing happens} {today|by friday} {we cancel|we will leave|i go to your competitor}
    {so much for|thanks for} {the fast delivery|your premium support|ruining our holiday|nothing|wasting my afternoon}
    {with all respect|sorry to say|i am afraid|unfortunately}, {this is not what we agreed|the report was late again|the quality has dropped|we expected more}
    {i|we} {have|'ve} {called|emailed|asked|written} {four|several|three} times {and nothing happened|without an answer|already}
    {never|i will never|we will not} {order|book|buy|fly|shop} {here again|with you again|from you again}
    {it|the machine|the printer|the phone} {stopped working|died|broke|overheats|is leaking} {after two days|again|and the warranty form is broken too}
    {you|they} {promised|said} {a callback|delivery by monday|an update}, {nothing came|still nothing|and then silence}
    {could|would} you please {finally answer|look into this, it has been two weeks|stop sending us the wrong invoice}
    {we|i} {missed|are missing} {our connection because of you|half of the parts|the deadline because of this bug}
    {sitting|stuck} {on the plane|in the store|at the counter|at the station} for {an hour|2 hours|ages} {with no information|and no staff|because of your system}
    {there is|there was} no {water|staff|signal|information|one at the desk|heating} {|for hours|at all}
    {not|isn't} {the first time|worth the money|what i paid for|what was advertised|acceptable}
    {hours|days|weeks} {of waiting|later} and {still no bag|no update|still not fixed|no one can tell me anything}
    {this|it|the app|shipping|your site} is {slow|late|wrong|confusing|too expensive|buggy|so slow|unreliable|broken}
    {i like it|i love it|the food was good|nice design|good price|friendly staff|great idea} {but|, but|, however} {it is too slow|the delivery was late|it broke after a week|nobody answers|it is way too expensive|the support is terrible}
    {love|like} {it|the idea|the design|the app}, but {it|shipping|support|everything} is {too slow|too expensive|so late|far too slow}
    {not|it is not|it's not|wasn't} {very good|helpful|reliable|so great|useful|what i wanted|happy with it}
    {with all due respect|with respect|to be honest|no offense}, {the report was late again|this is not good enough|we waited too long|that is the wrong file again}
    {:(|😡|👎|😭|🙄|:angry:} {it failed again|no answer|late again|so annoying|}
    {i was|we were} {told|promised} {friday|two days|a callback}, {it is now monday|that was a week ago|nothing came}
    {the machine|the battery|the screen|it|the handle} {dies|fails|breaks|freezes|falls off} {after an hour|every day|all the time|when you touch it}
    {i|we} paid {extra|for premium|full price} and {it took two weeks|got nothing|the box was half empty}
    {we|i} {may|might|will have to|are about to} {look for someone else|move to another supplier|change provider}
    {that's|what} a {joke|mess|shame|waste of time}
    {two|three} {emails|tickets|calls}, zero {answers|replies|help}
    {is anyone|anybody} {even working there|alive over there|ever going to answer}?
    {your|the} {line|phone} {is always busy|hangs up on me|disconnects after an hour}
    it costs more and {does less|works worse than before|is slower than the old one}`,
  positive: `
    {thanks|thank you} {so much for|for} {the quick help|fixing it so fast|your patience|the upgrade|sorting this out|the great service}
    {the team|your support|anna|the driver|the crew} {was|is} {so helpful|very kind|fantastic|lovely|super fast|on top of it}
    {it|everything} {works|runs} {perfectly|great|like a charm|much better} {|now|since the update}
    {we|i|our customers} {love|really like|enjoy} {the new version|it|your product|working with you|the design}
    {great|excellent|amazing|wonderful} {service|job|flight|experience|communication|work} {|as always|from the whole team|today}
    {best|easily the best} {support|airline|tool|supplier|purchase} {we ever had|of the year|in town}
    {that|this} {solved it|was quick|made my day|is exactly what we needed|saved us hours}
    {arrived|it came|delivered} {a day early|sooner than expected|in perfect condition|fast and well packed}
    {looking forward to|can't wait for|excited about} {the launch|our next project|the trip|working together}
    {keep up the good work|well done|you rock|hats off to your team|five stars|kudos to you}
    {shout out|big thanks|props} to {the crew|maria at the desk|your support team} for {helping us|getting us home|staying late}
    {we|i} {will|would} {definitely|happily|gladly} {order again|renew|recommend you|come back|fly with you again}
    {smooth|easy|painless} {setup|process|check in|migration|delivery}, {thanks|well done|no problems at all}
    {expensive|slow start|a bit late|small|old|not cheap}{, but| but} {great|worth it|the support was amazing|excellent quality|it works perfectly|really good}
    {not bad|not bad at all|no complaints|can't complain|couldn't be happier|never had a problem}{| with it| so far|, good work}
    not bad{| at all| actually|, thanks|, not bad|!}
    {it's|that's|the food is|the new version is|really} not bad{| at all|}
    {anna|your colleague|the team|tom} {really helped us out|went out of his way|did more than he had to|stayed late for us}
    {fast|quick|simple|clean} {checkout|answer|install|design|returns}{, nice|, like it||!}
    {can't wait|cannot wait} {|to see it|for the next one|to try it}
    {:heart:|❤️|🎉|:tada:|<3|👏|😍|:)} {|love it|great news|so good|well done}
    {you guys|you} are {the best|awesome|lifesavers|great}
    {got my refund|the replacement is here|it is fixed|my bag is back} {already, thank you|, wow that was fast|, very happy}
    {worth every penny|good value|fair price and good quality|cheaper than before and better}
    {i am|we are} {very|really|so} {happy|pleased|impressed|satisfied} {with it|with the result|with your service|}
    not a single problem {so far|in two years|since we switched}, {very reliable|happy with it|impressive}`,
};
