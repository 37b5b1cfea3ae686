import type { Lexicon } from './lexicon.ts';

/** English as customers write it to a company: a first cut, written for Tend. */
export const englishLexicon: Lexicon = {
  polar: [
    [
      -3,
      `
      scam*, fraud*, thief, thieves, disgust*, appalling, horrible, horribly, horrendous, atrocious,
      awful, terrible, unacceptable, outrageous, outraged, worst, furious, livid, infuriat*, pathetic,
      disgrace*, hate, hated, hates, useless, garbage, trash, crap, crappy, bullshit, wtf, ripoff,
      rip off, rip-off, ripped off, nightmare, incompeten*, liar*, lied to, never again, fed up, sick of,
      sick and tired, waste of time, waste of money, joke of a, thanks for nothing, fuck*, shit, shitty,
      abysmal, dreadful, lousy, worthless, zero stars, lawyer, sue you, small claims, go to hell,
      screw you, no excuse, had enough`,
    ],
    [
      -2,
      `
      bad, badly, poor, poorly, angry, annoyed, annoying, frustrat*, disappoint*, upset, upsetting,
      unhappy, dissatisf*, unsatisf*, broken, broke, fail, fails, failed, failing, failure, not working,
      doesn't work, does not work, doesnt work, didn't work, don't work, won't work, isn't working,
      stopped working, not work, crash*, defective, faulty, damaged, wrong item, rude, unprofessional,
      unhelpful, ignored, ignoring, ignores, mess, ridiculous, unreliable, unresponsive, overcharged,
      double charged, charged twice, still waiting, no response, no reply, no answer, nobody answer*,
      nobody repl*, no one answer*, no one repl*, nobody cares, never arrived, never received, never got,
      not received, never heard back, on hold for, sucks, suck, sucked, lame, shame, ashamed, worse,
      let down, let us down, lets down, regret*, shoddy, stupid, dumb, idiot*, damn, hell, gross, no help,
      not helpful, give up, gave up, mislead*, misled, deceptive, deceiv*, dishonest, unfair, ghosted,
      unusable, unstable, painful, hopeless, cheated, lies, lying, insult*, not acceptable, not happy,
      complain*, wasted, wasting, not good enough, not impressed, money back`,
    ],
    [
      -1.5,
      `
      slow, slower, slowly, sluggish, laggy, buggy, late, delay*, lost, missing, wrong, confusing,
      confused, stuck, trouble*, overpriced, ugh, argh, smh, unfortunately, unfortunate, inconvenien*,
      outage*, sad, sadly, hurt, worried, worry, worrying, concerned, concerning, impossible, lack, lacks,
      lacking, messed up, screwed up, mistake*, struggl*, difficult, hassle, unclear, not good, not great,
      no longer works, not happy with, cancelled on, can't believe, cannot believe, keeps happening,
      yet again, third time, second time, leaking, leaks, scratched, stained, stale, nonsense, blame,
      wtaf, tired of, unable to, unsure, leave you, mediocre, underwhelm*`,
    ],
    [
      -1,
      `
      refund*, cancel, cancelled, canceled, cancelling, canceling, cancellation, problem, problems,
      expensive, pricey, error, errors, bug, bugs, down again, not sure it, crazy, miss, missed, meh,
      sigh, downtime, fault, waiting for days, complicated, hard to, issue again, issues again, escalate,
      concern, concerns, doubt, disconnect*, weird, expired, rejected, declined, denied, switching to,
      competitor`,
    ],
    [
      1,
      `
      not bad, not too bad, not bad at all, can't complain, helpful, helps, helped, happy, glad, pleased,
      fine, fast, faster, quick, quickly, quicker, smooth, smoothly, easy, easily, easier, works now,
      working now, works fine, solved, resolved, fixed, success, successful, successfully, appreciate*,
      grateful, thankful, nice, nicely, cool, sweet, fun, yay, clean, comfortable, affordable, friendly,
      polite, professional, responsive, reliable, intuitive, useful, polished, well done, congrats,
      congratulations, no issues, no complaints, looking forward, excited, exciting, interesting,
      clear now, better now, much better, improved, improvement, improvements, worth it, win, winner,
      safe, fair, generous, kind of you, haha, :d, relieved, promising`,
    ],
    [
      2,
      `
      good, great, love, loved, loves, lovely, loving, enjoy*, impress*, recommend, recommended,
      recommending, satisf*, delight*, wow, beautiful, beautifully, gorgeous, seamless, kudos, good job,
      great job, nice work, great work, great support, great service, good service, good work,
      works great, works well, works perfectly, value for money, keep it up, made my day, lifesaver,
      life saver, you rock, you guys rock, can't wait, best, hero, thrilled, super helpful, very helpful,
      so helpful`,
    ],
    [
      3,
      `
      amazing, amazed, awesome, excellent, fantastic, outstanding, brilliant, wonderful, wonderfully,
      perfect, perfectly, superb, exceptional, incredible, blown away, phenomenal, stellar, flawless,
      flawlessly, couldn't be happier, could not be happier, best ever`,
    ],
  ],
  negations: `
      not, no, never, none, nothing, cannot, can't, cant, won't, wont, don't, dont, doesn't, doesnt,
      didn't, didnt, isn't, isnt, aren't, arent, wasn't, wasnt, weren't, haven't, havent, hasn't, hasnt,
      hadn't, shouldn't, wouldn't, couldn't, ain't, without, neither, nor, hardly, barely, scarcely,
      no longer, far from, nobody, no one, rarely, less`,
  degrees: [
    [
      1.5,
      `
      very, really, extremely, incredibly, absolutely, totally, completely, utterly, highly, especially,
      deeply, insanely, seriously, so, super, too, such a, beyond, awfully, terribly, truly, fucking,
      freaking`,
    ],
    [1.2, `quite, pretty, much, again, always, still, even, constantly, definitely, more`],
    [
      0.6,
      `
      slightly, somewhat, a bit, a bit of a, a little, kind of, kinda, sort of, sorta, fairly, rather,
      mildly, a tad, maybe, partly`,
    ],
  ],
  contrasts: `but, however, yet, except, unfortunately though, that said, nevertheless, nonetheless`,
  idle: `
      good morning, good afternoon, good evening, good night, good day, good luck, thanks, thank you, thx,
      ok, okay, sounds good, no problem, no problems, no worries, not only, no doubt, sorry, best regards,
      kind regards, warm regards, all the best, best wishes, best practice*, happy to help, happy to,
      glad to help, would be great, would be nice, would be good, would be helpful, if possible,
      hate to bother, no rush, problem solved, breaking change*, error message*, error log*, error code*,
      late fee*, shipping fee*, bad request, safe to assume, fair enough, just fine, refund policy,
      cancellation policy, best time, at best, best way, miss you, miss the call, missed call, fine print,
      have a good, have a great, have a nice, have a good one, have a great day, have a nice day,
      have a good weekend, have a great weekend, great wall, good to know, happy new year, happy birthday,
      happy holidays, too, so far, so that, so i, so we, so you, so it, so the, fast forward, not yet,
      still have, still need, even if, even though, hard drive, hard copy, lost and found, as well as,
      cool down, down payment, trouble you`,
};
