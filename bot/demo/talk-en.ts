/** English everyday scenes of the customers' own rooms, by topic; the notation is that of `parseScenes`. */
export const talkEn = {
  talk: `
c office: There's a queue at the machine every day at half past two. Any trick? | People are queueing for coffee after lunch, it's becoming a social event
r: There's a double cup key, bottom left, hold it for a second | If it's mostly lattes, a milk rinse at noon speeds it up. I can schedule that remotely
c 1d: That helped a lot | Much shorter today, thanks

c office: We have a new purchasing process, orders need a PO number from now on | Finance wants a supplier form filled in, sorry about the paperwork
r: No problem, send me the number with each order | Send it over, I've seen worse
c: Thanks for bearing with us
r 3h: Form's back with you, signed [supplier-form.pdf] | All filled in and signed [form.pdf]

d office: It says "add water" but the tank is full | The machine insists it has no water. It does
r: The float is stuck. Take the tank out and give it a little shake | Classic stuck float, lift the tank out and back in
d 5m: Fixed, like magic | Ha, works

c office: We have an open day {soon}, about 150 people. Will one machine do? | Visitors next week, could we set up a coffee corner?
r: I'll bring a second one and someone to run it | Sure, we'll bring cups and a person for half a day
c: What would that cost? | That would be great
r: Just the beans | On us, you're good customers
c: Too kind | Thank you!

d office: Could we get oat milk? | People are asking for sugar-free hot chocolate
r: Box of twelve, comes with the beans | We have one, it goes in hopper two
d: One box to start, please | Two bags then
r: 👍 | Added

c office: The grinder is louder than our meetings | The room next door complains about the grinding noise
r: There's a quiet mode, two seconds slower | A damping mat does wonders, I'll bring one {next}
c 1d: Peace at last | Hardly hear it now, thanks

c office: Can you see how many cups we had in {month}? It's for the office report | Any usage numbers for {month} so far?
r: Sure, one second
r 6m: {cups} cups so far, half of them lattes [usage.xlsx] | {cups} up to today, Mondays lead [usage.xlsx]
c: That explains the milk bill | More than I thought

d office: What do we do with the grounds? Someone wants them for plants | Who's supposed to empty the grounds drawer?
r: Dry them first, plants love it | It asks every fifty cups, I'll make you a little sign
d: Cool | Make it a funny one

c office: People want a change, which beans would you put in next month? | Could we try something different from {bean}?
r: {bean2}, softer and less roasty | Try {bean2}, I'll put two bags in with the next box
c 3d: Verdict is in, people like it | Mixed reviews, but the quiet ones like it
r: I'll take that | Good enough for me 😄

c: Hi {r}, what's {bean} at per kilo these days? | Quick one, has the price of {bean} moved?
r: Still {price} a kilo, free delivery over 30 | No change, {price}/kg until the end of the year
c: Perfect, ta | Good, I'll plan with that | ok great

d: the machine is showing a descale warning, can we do that ourselves? | Descale light came on this morning. Is that urgent?
r: You can do it yourselves, about 40 minutes. One sachet to a litre of water, then hold rinse for five seconds | Not urgent but don't leave it past the weekend. Card attached [descale-card.pdf]
d 55m: Done, light's off. Easier than I thought | all done, thanks!
r +👍

c cafe: Two new starters this week. Do you have anything on milk texturing? | Got a newbie who keeps making bubble bath instead of microfoam. Any training video?
r: Yes! Ten minutes, starts with the angle of the wand | We recorded one last month, it's pretty good
r 25s: [milk-basics.mp4]
c: Brilliant, they'll watch it this afternoon | Legend
r 30m: And if you want, our trainer can come by for half a day, no charge | Tell them to stop at 65 degrees :)

c: When was our last batch of {bean} roasted? | Can you check the roast date on what we have here? The sticker came off
r: Let me look it up
r 7m: That one was {past}. Should be at its best right now | Roasted {past}, I'd use it up within the month
c: Great, thanks | 👍

c cafe: Shots are running really fast today, 18g in under 20 seconds | Espresso tastes thin this morning, 19 second shots
r: Humid day. Go one step finer on the grinder first | Did you change beans, or did someone bump the collar?
d: Ah, I wiped the grinder down last night, I may have knocked it | just checked, the dial has moved
r: That'll be it 😄 | Mystery solved
d 14m: Back to 27 seconds | All good now

c cafe: Could we borrow a spare grinder for a weekend market? | We're doing a pop-up next week, any chance of a loaner machine?
r: Let me ask the warehouse | Should be possible, checking stock
r 2h: Yes, we have a G60 free. I'll drop it off {soon} | All yours, arriving {soon}. No deposit, just bring it back in one piece
c: You're a star | Amazing, thank you 🙏

r: {c}, your filter cartridge is due next week. Shall I send one with the beans? | Heads up, the W3 filter at yours is nearly six months old. Want me to send a new one?
c 1h: Yes please | Go ahead, put it on the account | Make it two, so we have a spare
r: Done | On it
c +👍

c: Could you put the new company address on the invoices from now on? | Can invoices go to accounts directly from this month?
r: Sure, changed it | Of course, updated. The next one will be right
r 1d: Here's this month's with the new details [invoice-{no}.pdf] | First one went out this morning, shout if it didn't arrive [INV-{no}.pdf]
c: Got it | Received, thanks

d cafe: Would {bean} work for iced americano? People want something clean | Is {bean} too bright for cold drinks?
r: It works, go up one gram and drop the water to 90 | A little bright. Try 70/30 with {bean2}
d 1d: Tried it, lovely | We did the blend, it's going on the board
?c: I had two. Approved | I vote yes as well

c cafe: Morning {r} | Hi {r}, got a minute?
r: Morning! What can I do for you? | Sure, go ahead
c: We're opening a second site in {nextMonth}, same setup. Could you list everything we'd need? | A friend is opening a café and wants to see your catalogue
r: Congratulations! I'll have it ready in the morning | Oh nice. I'll send the full one {next}
r 1d: Here you go, including install and training [equipment-list.xlsx] | As promised [catalogue.pdf]
c 2h: Super, will go through it | Thanks, I'll come back with questions

d: Grinder's got louder, is that normal? | G60 sounds a bit... chewy?
r: When did you last clean the burrs? | Can you send me a clip?
d 9m: umm. Too long ago? | [grinder.m4a]
r: Ha. Unplug it, take the top burr off, brush it out | Sounds like old oils. Brush and a vacuum will sort it
d 1h: Wow. That was disgusting. Much better now | Cleaned, purring again

r: New arrival this week: {bean2}. Want 200 g to try? | We just landed a really nice {bean2}, sample?
c 35m: Always | Yes please! | go on then
r: In {next}'s post | I'll sneak it in with your next delivery
c 3d: Samples came, {tasting} | Tried it on filter, {tasting}
r: Ha, that's exactly what our roaster wrote | Noted, I'll keep some aside for you

c: Can I get a statement for {month}? | Accounts are asking for the {month} statement
r 20m: Give me ten minutes | Exporting it now
r 11m: [statement-{month}.xlsx]
c 3h: All matches, payment's scheduled | Reconciled to the cent, nice

d cafe: Steam wand is really weak all of a sudden | No steam pressure on the left side today
r: Usually milk in the tip. Soak it 20 minutes and poke the holes with a pin | Purge it for ten seconds, then take the tip off and soak it
d 30m: That did it. Yuck | Fixed! We'll be better about wiping it
r: Happens to everyone | 👏

c cafe: Any places left on the barista course? I'd like to send two | When's the next training day?
r: There's one {soon}, three seats left | {soon} afternoon, I can hold seats for you
c: Two please | Put us down for two
r: Booked. It's upstairs at the roastery, I'll meet them at the door | Done, confirmation is on its way to your inbox

c: Delivery came, all boxes accounted for | Beans arrived, all good
r +👍
?r: Lovely, enjoy | Great, thanks for letting me know

c: Slow month here, we still have about 20 kilos. Skipping this week | We're well stocked, no need for anything this week
r: No problem at all, keep them out of the sun | Sure. Shout when you're down to ten or so
c: Will do

c: who has the keys to the back office
c 25s recall:
c 20s: Sorry, wrong chat! | Ignore that, wrong group 🙈
?r: Ha, no worries | I saw nothing

r cafe: I'm in your area {soon}, shall I stop by and look the machine over? | Doing a round of visits {soon}, can I pop in for a quick service?
c 25m: Please do, after three is quiet | Yes, someone will be here
r 2d: Gaskets and screens swapped, it's in good shape | All serviced, steam was a touch high so I brought it down to 1.1
c: Thanks for that | Shots taste noticeably better, thank you
d +❤️

d cafe: Do you sell 58 mm tampers? | Do you stock dosing cups?
r: We do, {small}, can go with your next order | I'll throw one in, don't worry about it
d: 🙌 | Ah, thanks

d cafe: How long should it warm up before the first coffee? | Is ten minutes enough for warm up?
r: 25 minutes for a two-group, whatever the gauge says | At least twenty, with the portafilters locked in
d: Good to know, we've been starting way too early | Ahh that explains the first few shots

c: Could we do custom labels for our anniversary in {nextMonth}? | What's the minimum for own-label bags?
r: 50 bags with a sticker, 100 for printed bags. Sample takes three days | Fifty for stickers. I need the logo as a vector file
c: Stickers are fine. Asking the designer for the file | Stickers then, logo to follow
c 1d: [logo-final-final.ai] | Logo's in your inbox
r: Got it, in the queue | ha, "final final". Got it

c: Read that green coffee prices are through the roof. Should we worry? | Is the C price going to hit us?
r: Not for now, we fixed a good part of this year's | We'd tell you a month ahead, promise. Nothing planned
c: Appreciate it | Good to hear

d: Our water's really hard here, do we need anything special? | We changed the water filter, does the machine need adjusting?
r: With the W3 you should be fine, aim for around 80 | Have you measured TDS? I can bring a meter
d: Never measured, come by whenever | no idea, yes please
r 2d: Measured 95, that's fine. Change the cartridge every three months | It read 110, so I fitted a new cartridge while I was there
d: Thanks {r} | Very thorough 👏

c cafe: Do you do decaf? People are asking in the evenings | Any decaf in small bags?
r: Yes, Night Train decaf, 500 g. Doesn't taste like a compromise | Night Train, washed process. I can send two bags to try
c: Two bags with the next one, please | Sure, send two

r: If you have two minutes, a short survey about the installation would help us a lot | Could one of you rate the last visit? Two questions
c 2h: Done, all good from us | Filled in
d: Me too | same here, five stars
r: Thank you! | Much appreciated 🙏

c: Your order page just spins for me | The shop won't let me check out
r: Let me look | Odd. I'll put the order in by hand if it's urgent
r 9m: We were mid update, try again? | Should be back now
c: Works | Yep, fine now

c cafe: Takeaway lattes arrive split in two layers. Any tricks? | Delivery customers say our latte tastes watery
r: Thinner foam and five grams more espresso | A darker base carries the milk better, {bean2} for instance
r 40s: I'll get you the delivery recipe from our trainer
r 1d: [delivery-recipe.pdf]
c: Exactly what we needed | Trying this {next}

d cafe: Filter basket is bent, can I buy just that? | Do you have a 20 g basket?
r: Yep, {small}, there {soon}
d: Go for it | please send one
r: Sent, plus two cleaning cloths | On its way

c cafe: Water's off in the building tomorrow morning. Anything we should do with the machine? | They're cutting the power till noon {next}, is the machine ok with that?
r: Switch it off tonight, and let the tap run clear before you reconnect | Unplug it, then run two blank shots when it's back
c: Got it, thanks | Will do

r: Yesterday's parcel should be with you {soon}. Tracking LS{no} | Shipped, LS{no}, due {soon}
c: Thanks | Cheers | 👍

c cafe monday: Insane weekend, {cups} cups on Saturday | New record yesterday, {cups} cups
r: Wow! Did the machine keep up? | Congratulations! Enough beans left?
c: Machine was fine, we weren't | Enough till next week, just
d: my arms hurt | I dreamt about milk jugs

d cafe: Boiler gauge is showing 1.4, is that ok? | The needle is in the red-ish part, 1.4
r: Bit high, should be 1.0 to 1.2. Leave the steam alone, I'll have an engineer call you | Too high. Engineer will ring you in a moment
r 3h: Did he get hold of you? | All sorted?
d: Yes, fixed over the phone | Yep, down to 1.1

c: Do you still do the drip bag gift boxes? | Thinking about client gifts. Do the drip bags come in a box?
r: Ten or twenty a box, we can add a card | They do [gift-box.jpg]
c: Nice, I'll check with the boss and come back | Pretty. Let me think about numbers

d: A couple of the takeaway cups came crushed | Two of the cups in the box were broken
r: Send me a photo, I'll replace them | Sorry about that! Adding a sleeve to your next delivery
d: [img]
r: Thanks, ten extra in the next box | Got it, all noted
d: no drama, thanks | cheers

r: One correction, burrs have a one year warranty
r 1m edit: One correction, burrs have a two year warranty (typo, sorry)
c: Phew | Better 😄

c: Is anyone on support after nine? | What's the number for evening support?
r: Phones are staffed until ten, and I read this chat | Until ten, every day. If it's urgent just ring me
c: Good to know | Thanks`,

  warm: `
c office: People come in early since we got the new beans, no joke | Someone said our coffee beats the place downstairs
r: I'm showing that to my boss 😄 | That's the best thing I've heard all week
d: It's true, I stopped buying outside | +1

d office: A candidate complimented the coffee in the interview today | The company next door keeps sneaking in for coffee
r: Hire them | Ha, tell them we deliver there too
c: Already did | Gave them your number

c office: The engineer was lovely, even wiped the counter when he left | Really careful job on the maintenance, thanks
r: I'll tell him, thank you | He'll be delighted
c +👍

c office: We rated our suppliers this week, you came first | Coffee got full marks in the office survey
r: Honoured 🙏 | Thank you all!
d: Deserved | I voted

c cafe: This batch of {bean} is so good. Regulars keep asking about it | Just wanted to say, {bean} has been spot on lately
r: That makes my day, I'll tell the roaster | He'll be unbearable for a week 😄
d: +1 | Agree, best so far

c: Your engineer was here within half an hour yesterday. Impressive | Big thanks to whoever came yesterday, super quick and friendly
r: I'll pass that on, thank you {c} | That'll be Wei, he'll be pleased
c: Give the man a raise | Well deserved

c cafe: The place next door asked about our machine, I gave them your number | Sent a friend your way, she's opening in {nextMonth}
r: That's so kind, thank you! | I owe you a bag of something nice
c: Happy to, you've earned it | Just telling the truth

d cafe: We're at 4.9 stars now, half the reviews mention the coffee | Someone came across town for the {bean} today
r: Screenshot please, I'm framing it | That's brilliant!
c: Team effort 💪 | So proud of this lot

c: Honestly you lot are the easiest supplier we have | Never had to chase you once. Thank you
r: That means a lot | Thank you for sticking with us
c +❤️

c: The takeaway recipe worked, complaints are down to zero | Followed your advice on water temp, huge difference, thanks!
r: So glad | 🎉

d: Training was excellent, everyone loved it | Thanks for the course, I learnt loads
r: I'll tell Lin, she loves teaching | Come back for the advanced one
d: Signing up | We will`,

  cool: `
c: Can you do anything on price? We've been offered {bean} style for less | Another roaster quoted us quite a bit lower
r: How much would you take a month? I can ask | I'll see what I can do, though it won't be the same quality
c 4h: Let me think about it | Leave it for now

r: Hi {c}, need a top up this week? | Morning {c}, how's stock?
c 1d: We're fine | Not this week | no thanks

r cafe: There's an offer for long-standing customers in {month}, a free filter with 50 kg. Interested? | Fresh crop is in, shall I send a sample?
c 5h: Not right now, thanks | We're ok

c: Statement please | Need the invoice again
r 4h: Sure, first thing {next} | Will send it in the morning
r 1d: [statement.xlsx] | [INV-{no}.pdf]
c 6h: ok

c cafe: Footfall's way down, we're cutting back a bit | Quiet here. We'll be ordering less for a while
r: Understood, let me know how I can help | Sorry to hear that. We're here when it picks up
c: thx

c: Did anyone see my message from this morning? | It's getting hard to reach you lately
r 2h: So sorry {c}, I was on the road. What do you need? | Apologies, only seeing this now
c: Sorted it ourselves | never mind, done`,

  welcome: `
r: Welcome {new}! | Hi {new}, good to have you here 👋
new 4m: Hi all, I'll be looking after orders from now on | Hello! Looking forward to working with you
c: {new} joined us last week | Be nice to {new} 😄
r: Anything you need, just ask here | 👍`,

  festival: `
r: Heads up, the warehouse closes for {festival}. If you need beans before that, tell me by 3 pm | Our office is closed over {festival}, support phones stay on
c 25m: We're fine, enjoy the break! | Noted, happy holidays
?d: Enjoy! | 🎉

r: We're off for {festival} from tomorrow. Anything urgent before that?
c 12m: Nope, have a good one | All good here. Enjoy
?d +🎉`,

  unanswered: `
c: Do you take old machines in part exchange?

d: does anyone know the model number of the filter for the W3?

c: Are there seats left on the {nextMonth} training?`,
} as const;
