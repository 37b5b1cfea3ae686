/** English community scenes: `a` opens, `b` and `e` take part, `*` anyone else, `m` is the moderating rep. */
export const clubEn = {
  talk: `
a: Day 100 of brewing every morning 🎉 | One month without bubble tea, only filter
*2-4: Congrats! | Impressive | I managed three days | Party at yours | 👏
?m: That deserves drip bags, message me your address

a: {bean} or {bean2}? I can only justify one | Help me choose, {bean} or {bean2}
*2-4: First one | Second, no question | both, obviously | With milk or without? | the first keeps longer
m: With milk the darker one, black the lighter one | There are 200 g bags, one of each?
a: One of each it is | Small bags then, thanks

a: Scale died, brewed by feel, it was better?! | No scale today. Used a spoon. Don't
*1-3: Witchcraft | A spoon is about ten grams | scales are a conspiracy | lol

a: My home machine only reaches six or seven bar | No crema at all, it looks like tea
*2-3: Finer | More coffee in | How old are the beans? | Is the basket pressurised?
m: Check the roast date, then two clicks finer. Change one thing at a time | Usually stale beans or too coarse
a 1d: Finer worked, nine bar! | New bag, crema is back

a: Is it worth doing a proper barista course? | Anyone taken a brewing class?
*1-3: Only if you want to work in it | A book is enough | practice beats both
m: We do an open class every two weeks, members can sit in for free | Come to the open class first, then decide
a: Signing up | I'll come along

a: Dreamt I opened a café and went bankrupt on day one | My cat knocked the kettle into the beans
*1-3: haha | A sign | Poor cat | Photo of the cat please

a: Any sale coming up? | Is there a bundle with filters?
?b: asking for a friend as well
m: Member day, and your group price is already the lowest we have | End of the month, drip bags at half price, first come first served
*1-3: In | drip bags! | waiting for the link | ready

a: What water temperature are you all on? | How many pours do you do?
*3-5: 92 | 88, I hate bitter | Three pours, 93 | One long pour, fight me | Depends on the roast, 94 for light | two, I'm lazy | Boil and wait two minutes, no thermometer

a: Took my dripper to the office. Big mistake, I brew six cups a day now | Made one coffee for a colleague and now I run a café
*1-3: Charge them | Same, regret it | Teach them
b: I left a box of drip bags in the kitchen and found peace | I hide at lunch now

a: Any new cafés worth a trip? | Has anyone been to the new place by the old mill?
*1-3: The one by the east gate is good | Queue is silly | nice room, average beans | Going on Sunday

a: How long do you bloom a light roast? | My bloom barely rises, stale beans?
*1-3: 30 seconds | 40 when it's very fresh | Dark roasts rise more | cold water does that
m: Light roasts rise less, 30 to 40 seconds is fine | Under a month old is fine, the bloom isn't everything
a: Makes sense | Relieved, thanks

a: Ceramic or plastic dripper? | Does the dripper material matter at all?
*1-3: Plastic, keeps the heat | Ceramic needs preheating | Whatever looks good | metal burns fingers

a: Bought a used grinder and found the last owner's beans inside | Found a three year old bag at the back of the cupboard
*1-3: Archaeology | Bin it | Use it to season burrs | smells like cardboard, right?

a: What do you eat with coffee? | Cinnamon roll and {bean}, I recommend
*2-4: Bagel | Nothing, purist | Shortbread | cheesecake | peanuts, seriously

a: Watched a documentary on coffee farms last night, I'll never complain about prices again | Reading a history of coffee, it's wild
*1-2: Title? | Adding that to the list | what a journey one bean makes

a: Whoever writes the little cards in the parcels, thank you | Support answered in two minutes, just saying
*0-2: +1 | I got one too
m: That's our warehouse, she'll be so happy | Thank you, passing it on 🙏

a: Is it me or is {bean} better after two weeks? | How long do you rest {bean}?
*1-3: Ten days | I can't wait that long | two weeks, sweeter | Same here
m: 7 to 20 days, longer for light roasts | Around two weeks is the sweet spot

a: Static! Grounds everywhere | Everything sticks to the cup of my grinder
*1-3: One drop of water on the beans | Tap it twice | dry air does that
a: Will try all of that | learnt something

a: Moving house, three boxes are coffee gear | My partner counted my drippers. There were words
*1-3: Only three? | Normal | you need a bigger kitchen | hide the receipts

a: Tried {bean} as espresso, {tasting} | {bean} in milk is a surprise, {tasting}
*1-3: What ratio? | On my list | Never thought of that
a: 1:2.2, 28 seconds | 18 in, 40 out

a: First cup of the day ☀️ [img] | Morning all. {bean}, 15 g, no regrets [img] | today's pour over [img]
*2-4: Morning! | That light though | Nice mug | Still asleep here | jealous, I'm on the bus | {bean} again? | Looks great
?a: Flea market find | Almost out of this bag, sadly

a: My pour over keeps going bitter at the end. What am I doing wrong? | 92 degrees, 1:15, and there's always a dry finish. Ideas?
*2-4: Coarser | I had that, dropping to 88 fixed it | Don't pour the last bit, pull it early | How long does it take in total? | Are you stirring a lot? | What dripper?
a: two forty-ish | Around 2:50
m: That's a bit long. Two clicks coarser and aim for 2:15 | Grind coarser, stop at 2:20, tell us how it goes
a 1d: It worked, so much sweeter | Much better today, thanks everyone

a weekend: What's everybody drinking this weekend? | Weekend beans, show yourselves
*3-5: {bean}, iced | flat white, lazy version | Ran out, drinking tea. Send help | moka pot Sunday | Drip bags because I'm moving house | Filter in the morning, espresso after lunch | Somebody else's coffee, overpriced | instant (don't tell Mia)
?m: I can see you, instant person | Restock is in the shop, tea drinkers

a: Hand grinder under 50, does that exist? | Which hand grinder should I start with? There are too many
*2-4: Steel burrs, skip ceramic | Mine's three years old and fine | Spend a bit more once or you'll buy twice | Second hand is fine too | check for wobble | Electric and never look back
m: For filter, get one with the dial outside. You can try ours at the roastery on Saturdays | Under 50 is fine for filter, don't expect espresso from it
a: Thanks, I'll come and try | Homework time then

m: New this week: {bean}, {tasting}. 10 % off for this group | {bean2} just landed, {tasting}. First twenty orders get free filters
*2-5: Ordered | Done | Is the last one still around? | My wallet says no, my heart says yes | Waiting for reviews | In! | payday can't come soon enough
m: Plenty left, ships the same day | All still available
?a 2d: Arrived, smells unreal | Had the first cup: {tasting}

a: Tracking says delivered but there's nothing here | My parcel has been sitting at the depot for two days, is that normal?
?b: Check with the neighbours?
m: Message me the order number, I'll look into it | Let me ask the courier, send me the tracking privately
a 45m: Found it, the neighbour had it | It just arrived, sorry for the fuss
m: No fuss at all | 👍

a: Is a milk frother worth it? | Smallest possible setup for a latte at home?
*2-4: French press works | A cheap handheld one is enough | Bought one, used it twice | If you have milk every day, yes | shake it in a jar and microwave, I'm serious
a: I own a french press! Trying tonight | jar method it is

a: Best cup in months, {tasting} [img] | ok {bean} is ridiculous, {tasting}
*2-4: Recipe please | What water? | Why doesn't mine taste like that | adding to cart | Leave some for me
a: 15 g, 92, three pours, 2:10 | Bottled water, medium fine, nothing special

m weekday: Cupping on Saturday at the roastery, six seats. Reply with a 1 | Online tasting on Saturday evening, who's in?
*3-6: 1 | me! | +1 | Can I bring a friend? | in | Working, next time | count me in | What time does it end?
m: Friends welcome. About two hours | I'll add a second session if we fill up

a weekday: Anyone driving to the roastery on Saturday? | Walking to the roastery from the metro on Saturday, anyone else?
*1-3: I can take two | I'll cycle | Metro, see you at the exit | me please
a: 1:30 then | See you there

a: Still happy that I got {bean} right blind at the cupping | Looking at photos from the last tasting, learned a ton that day
*2-4: I got all of them wrong | The cake! | Next one please | Great people | Still thinking about the {tasting} one
m: Thank you all for coming, again next month | I have one of all of us too [group.jpg]
*1-2: Looking forward | ❤️ | thanks Mia

a: Fridge or no fridge for beans? | How do you store beans when you bought too many?
*2-4: Cupboard, airtight | Never the fridge | Freezer in portions, works well | I don't have beans long enough to need storage
m: Airtight at room temperature if you finish within a month, otherwise portion and freeze | The bag is fine, just squeeze the air out
a: Clear, thanks | ok, cupboard

a: Coffee after 3 pm and I'm awake till 2. Getting old | I think I'm drinking too much of this
*2-4: Decaf | Same | I sleep like a baby, sorry | water. drink water | Three a day is the limit
?m: Night Train decaf is a nice evening one

a: Do you rinse paper filters? | Brown or white filters?
*2-3: Rinse, mostly to heat the dripper | White, brown tastes of box | Can't tell the difference | I never do and I live
a: So, inconclusive | I'll test both

a: Travelling next week, how do you survive hotel coffee? | Camping gear for coffee, go
*2-4: Drip bags | Small hand grinder and a folding dripper | Make cold brew before you leave | Bring extra drip bags, you'll make friends | I just suffer
a: Drip bags it is | Packed

a: First latte art that looks like something [img] | I poured a... what do you see? [img]
*3-5: A cabbage? | Nice heart! | Huge progress | An onion | haha | Better than mine | 👏 | thinner foam and you're there
a: IT'S A SWAN | I'm framing it anyway

a: Selling my old home machine, one year, collection only | Spare scale here, anyone?
*1-3: Photo? | Still there? | How much? | dm
a: Gone, thanks | Taken already
?m: Selling among members is fine, just be careful with payments

a: Rain plus filter coffee, perfect day | Overslept, living on one espresso
*1-3: Agreed | Iced all year for me | with cake | second cup here already

a: Paid a fortune for a burnt americano downtown | Coffee out is getting silly expensive
*2-4: Costs me a fifth at home | You pay for the chair | That's why we're all here | name and shame | I bring a thermos now
b: I saved enough to buy a grinder, then bought three | All the savings went into beans, so

a: Has anyone put the {machine} in a home kitchen? | Is it insane to want the {machine} at home?
*1-3: What does your partner say | Check your floor first | I've seen it, it's big | Do it
m: Honestly? It's a lot of machine and electricity for two cups a day 😄 | Come and try it here before you decide
a: Appreciate the honesty | ok, dream over

a: Beginner question: more caffeine in light or dark? | What's the actual difference between natural and washed?
*2-3: About the same | By weight, light | Natural is fruitier, washed is cleaner | drink both, you'll know
m: All correct, we'll put a comparison on the next cupping | I wrote a one-pager on that [processing.pdf]
a: Saved | Learning every day

a: Can you deliver on weekends? Nobody's home in the week | Can I add a note for the courier?
m: Yes, put it in the note field | Sure, write it in the order note, the warehouse reads them
a: Perfect | 👍

a: My voucher doesn't work? | Where's the member day code?
?b: Home page, scroll down
m: It's for orders over 99, one per order | In your account, last day today
a: Got it | works now

a: My mum started brewing and says mine is weak | My kid can tell beans apart by smell now
*2-3: haha | She's right though | The next generation | start them young

m: Small reminder: no adverts in here please | The group notes are updated, member day moves to the 18th
*1-3: 👍 | Good call | ok | thanks

a: Anyone want to split a kilo of {bean}? | Going for a 1 kg bag, need one more person
*1-3: Me | Half please | in | Still have the last one
a: That's us, ordering | Sorted

a: A little stone in my grinder, horrible noise | Is it normal to have fines at the bottom of the cup?
*1-3: Unplug it first! | Metal filter? Then yes | Happens | turn it over and shake
m: Unplug and clear it. If the burr is chipped send me a photo and we'll replace it | A bit is normal with metal filters
a: No damage, thanks | Good to know

a: Cold brew with {bean}, 1:10 overnight, {tasting} | Cold brew still cloudy after three filters, help
*1-3: Grind coarser | Paper filter at the end | Tonic water. Trust me | I drink it cloudy
a: Round two tonight | Buying tonic

a: How do you all descale a kettle? | My scale dies every two months, is it the humidity?
*1-3: Citric acid | Vinegar, but open the windows | Dry it after use | mine too
a: Right, citric acid | ok will try

a: Anyone here working in coffee? Thinking of switching | Would opening a tiny coffee bar be stupid?
*2-4: Work three months in one first | I did it. Sold my car | Location, location | Follow your dream, keep your job
b: I know someone you could talk to | Loving coffee and running a shop are different things
a: Good advice, thanks | ok, sleeping on it

a: Is {bean} a new batch? Tastes brighter than last time | This bag looks lighter than my last
*0-2: Same here | Mine's the same as always
m: New harvest, yes. One degree hotter and it evens out | Roasted a touch lighter, give it another week
a: That explains it | Will wait

a: What are you all listening to while brewing? | Recommend me a coffee book
*2-4: Silence, it's 6 am | Jazz, I'm a cliché | The kettle | My neighbour's drill | podcasts
a: fair enough | haha ok`,

  welcome: `
m: Welcome {new}! 👋 Say hi | Everyone, {new} just joined
new 7m: Hi all, a friend sent me. Complete beginner | Hello! Just bought my first dripper
*2-4: Welcome | Hi {new}! | Say goodbye to your savings | 👋 | first cup photo please`,

  firstorder: `
new: My first bag is here, {bean}! [img]
*1-3: Enjoy! | Let it rest two days | no way back now
m 6m: Hope you like it. The recipe card is in the box, ask anything
new 1d: First brew done: {tasting}. Easier than I thought`,

  complaint: `
a: Found mouldy beans in this bag, pretty disappointed | Six days for delivery and no reply from support, not great
m 13m: Sorry! Send me the order number, a new bag leaves today | I'm sorry about that. Refunding the postage right now
a 1h: Sorted, thank you | ok, appreciated`,

  parting: `
left: Prices went up three times this year, I'm out
left 1m: Take care everyone`,

  festival: `
m: We're off for {festival}, parcels may take a day longer. Enjoy the break!
*2-4: You too | Happy holidays | 🎉 | enjoy!`,
} as const;
