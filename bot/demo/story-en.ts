/** English scenes that a story is told with, one or a few each of the customers' own rooms, by topic; the notation is that of `parseScenes`. */
export const storyEn = {
  prospecting: `
r: Hi {c}, {rn} from Lanshan, we met at the trade fair. Made this group so everything's in one place
c 20m: Hi! Yes, we're planning a tea and coffee bar, about 40 seats | Hello, thanks for setting it up
r: Lovely. What matters most, speed or flavour? | Tell me a bit about the menu?
c 1h: Flavour, and something my staff can't break | Short menu, milk drinks mostly
d: And we need decaf | and it has to be quiet
r: Noted. I'll put samples together`,

  prospect: `
r: Samples left today, four bags, tasting notes inside
c 2d: Got them, trying this weekend | They arrived, thank you!

d: Can we rent the machine instead of buying? | What's the lead time on an L1?
r: You can, 12 or 24 months, service included | Two weeks at the moment
d: Makes sense | ok good

c: We tried all four. {bean} is our favourite so far | {bean} won the blind tasting, 5 to 1
r: Great choice | Your team has taste :)
c: Just comparing two suppliers, then we decide | Let me run the numbers

c: Could you do a training day before opening? | Who does the install?
r: Yes, included | Our own engineers, half a day
c: Great`,

  noreply: `
r: {c}, here's the revised quote with the 24 month option [quote-rev2.pdf]
r 4h: Forgot to say, the price is good until the end of the month. Happy to jump on a call if anything's unclear`,

  openComplaint: `
c: The machine has been leaking since last night and we couldn't serve breakfast. This is a disaster for us
c 3h: Is anyone dealing with this?`,

  openQuestion: `
c: {r}, can we get {bean} in half-pound bags? I have to tell head office this afternoon
d 20m: And did the billing address get updated?`,

  brokenPromise: `
c: We'd like to add another {machine} by the studio, can you quote?
r: I'll send you the quote {next}
c: Great, waiting for it`,

  afterPromise: `
d: Baskets came, thanks
r: Enjoy!`,

  renewalEarly: `
c: Our rental contract is up on {renewal}, right?
r: Yes, {renewal}. I'll come back to you with options
c: We may need one more machine`,

  renewalLate: `
c: We need to settle the renewal before {renewal}
r: Two machines, 12 % less per unit than today [renewal.pdf]
c 1h: Received, it goes to purchasing next week`,

  farewell: `
c: Hi {r}, I'm afraid we're switching suppliers. The owners made a deal elsewhere
r 25m: Oh no. Is it price, or something we did? Could I still make an offer?
c 50m: Mostly price, and that week without a grinder didn't help. Nothing personal
d: Thanks for everything though
r: I understand. I'll settle the deposit this week, and the door's always open
c 1h: Appreciate it. We'll leave the group now`,

  comeback: `
c: Hello again 😅 Turns out cheaper wasn't better
r 6m: {c}! So good to see you back. What happened?
c: Beans were different every week and nobody answered the phone
d: the guests noticed before we did
r: Well, your grinder settings are still in my notebook
c: Ha. Let's start where we left off then`,
} as const;
