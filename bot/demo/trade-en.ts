/** English scenes about orders, complaints and promises of the customers' own rooms, by topic; the notation is that of `parseScenes`. */
export const tradeEn = {
  order: `
c: Can we get {kg} kg of {bean}? | {kg} kilos of {bean} please, usual address | Same again please, {kg} kg {bean}
r order: Done, {kg} kg {bean}, {amount}, ships {next} | On it! {amount} in total, order LS{no}
c: Thanks | 👍 | Lovely
?r 1d: Shipped, should be there {soon} | It's on the van

d: Nearly out of {bean}, {c} asked me to reorder | Bean situation is getting serious
r: How many? | {kg} kg enough?
d: {kg} kg please | {kg} should do
r order: All set, {amount} | Ordered, {amount}, leaves today
d: ty! | thank you

c: This time {kg} kg {bean} and {kg2} kg {bean2}, on account | Could I order {bean} x {kg} kg + {bean2} x {kg2} kg?
r order: {amount} for both, leaves {next} | Of course. Comes to {amount}, PO attached [LS{no}.pdf]
c: Confirmed | Great
d +👍

r: {c}, going by your usual pace you'll need beans about now. {kg} kg {bean}? | Time for a refill? I have {kg} kg of {bean} with your name on it
c 18m: You read my mind | Yes please | Go for it
r order: {amount}, ships {next} | Booked, {amount}

c: Emergency!! We're out of {bean}. Any way to get some today? | Slight panic, someone forgot to reorder. {kg} kg today?
r: Checking with the warehouse | Let me see who's driving your way
r 14m order: Courier's leaving now with {kg} kg, {amount}, with you in two hours | Sorted, {kg} kg on the way within minutes, {amount}
c: You're saving us | ❤️
c 3h: They're here | Arrived, phew

c: PO for {kg} kg {bean}, same address
r order: Confirmed ✅ {amount} | Thanks ✅ {amount}, LS{no}

c cafe: {kg} kg of {bean} for {soon} please, no rush | Can you schedule {kg} kg {bean} to land {soon}?
r order: Roasting {next}, there by {soon}. {amount} | Scheduled, {amount}
c: Perfect

c cafe: Busy month ahead, let's do {kg} kg of {bean} | Stocking up before the rush, {kg} kg {bean} please
r: Nice! I can do {bulkPrice} a kilo at that volume
r order 5m: {amount} in two boxes, leaves {next} | All in, {amount}, LS{no}
c: Payment goes out today | Paid
r +🙏`,

  machine: `
c cafe: We'd like a second {machine}. What would that cost? | Price on another {machine}?
r: {machinePrice} for you, installation and training included | {machinePrice} this month, with a year of filters
c 2h: Ok, let's do it | Approved. Send the paperwork
r order: Contract's in your inbox, {machinePrice}, we'll install {soon} | Wonderful. {machinePrice}, invoice attached [INV-{no}.pdf]
c: Signed | 👍
r 3d: It's in and tested. Run it on the default settings for two days | Installed, settings are on a card on the side
d: It's beautiful | First shots are great`,

  firstorder: `
c cafe: Everyone liked the samples. Let's start with {kg} kg of {bean} | Decision made, {bean}. First order {kg} kg please
r order: Welcome aboard 🎉 {kg} kg {bean}, {amount}, ships {next}, tamper's on us | Fantastic! {amount}, first delivery is free
c: Exciting | Thanks {r}
r 1d: Shipped, LS{no}. Let me know how the boxes look
c 2d: Arrived, smells incredible | All here and very fresh`,

  complaint: `
c: The beans were due yesterday and still aren't here. We're running out, this is really not ok | Late again. That's the second time and it costs us sales, I'm quite disappointed
r: So sorry {c}, chasing it right now | I'm really sorry. Calling the courier
r 17m: Stuck at the hub. I'm sending 10 kg by taxi from here, with you in an hour | It'll be tonight, which is too late, so a colleague is driving a box over now
c 2h: Got it. Please not again | ok, it's here
r: Freight is refunded, and I'll ship a day earlier from now on | Understood, noted on your account

c cafe: Grinder's broken again. We've had it a month, the quality is terrible | The G60 died in the middle of the rush, really frustrating
r: I'm sorry. Please unplug it, I'm sending an engineer | Sorry {c}! Spare grinder is on its way, 40 minutes
r 1h: Is he there? | Did the spare arrive?
c: Yes, he's on it | it's here
r 3h: It was the capacitor, replaced free of charge and the warranty restarts | A small stone in the hopper. New burrs, on us
c: Ok. Let's hope that's the last of it | Thanks for sorting it

c: Invoice is wrong, we've been overcharged. Accounts sent it back | That's the second invoice with the wrong name on it. Not good enough
r: My fault, correcting it now | Apologies {c}, I'm on it
r 1d: Corrected one attached, could you check? [INV-{no}-corrected.pdf] | New invoice [INV-{no}.pdf]
c 2h: That's right now | ok this one is fine

c cafe: Something's off with this batch of {bean}. Tastes stale, people are sending drinks back | These beans are awful, did you change the roast? We've had complaints all morning
r: I'm sorry. Can you send the batch number? We'll cup our sample | Sorry! Please stop using it, a replacement leaves today
c 6m: [img]
r 3h: Roaster agrees it's off. Replacing all of it, no need to send it back | Bad seal on the bags. New ones arrive {next}
r refund 1d: And {refund} back on your account for the trouble | Refunded {refund} as well
c: Appreciate how you handled that | Thanks, received

c: Why is the bill higher than the quote? Nobody told us about a price increase, that's unacceptable | We've been charged twice for freight, this is annoying
r: Sorry {c}, checking | Let me look into that straight away
r 30m: The system used the list price. Fixed, and the difference is on its way back | You're right, it was doubled. Taking it off
r refund 20m: {refund} refunded
c 1h: Thanks | ok, got it

d: Your engineer was booked for ten, it's past noon and nobody picks up. This is a joke | Still waiting for the engineer. Whole morning wasted
r: I'm so sorry, finding out where he is | Really sorry, the job before overran
l join:
l 16m: Hello, Min here, I lead the team. That's our mistake. He'll be with you in 20 minutes and today's visit is free
d 1h: He came, it works | ok he's been, all fixed
l: Thank you for your patience. I'll check in personally over the next weeks`,

  promise: `
c: Could you quote us the {machine} with install? | Can I get a full quote including service?
r: I'll send you the quote {next} | Sure, you'll have it {next} morning
r 1d: Quote attached, valid for a month [quote-{no}.pdf] | As promised [quote.pdf]
c 1h: Got it, will discuss | Thanks, looks clear

c: Do you have an up to date allergen sheet? Inspection's coming | Can we get the lab report for the green coffee again?
r: I'll send it {next} | Asking QA, I'll send it to you {next}
r 1d: Here it is [lab-report.pdf] | [allergens.pdf]
c: Just in time | Thank you

c: When can someone look at the pump? It's dripping a little
r: I'll let you know first thing {next} | I'll call the engineer and get back to you {next}
r 1d: He'll be there {next} at two | He can come {next}, before noon
c: Great, someone's here | perfect
c 2d: He came, new fitting, no more drips`,
} as const;
