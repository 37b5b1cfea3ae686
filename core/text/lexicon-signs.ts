import type { Lexicon } from './lexicon.ts';

/** Signs of any language: emoji, kaomoji, and the stickers that WeChat, Feishu and Slack write as text. */
export const signLexicon: Lexicon = {
  polar: [
    [-3, `😡, 🤬, 😠, 🖕, :rage:, [发怒], [咒骂], [angry]`],
    [
      -2,
      `
      👎, 💔, 😤, 😞, 😣, 😖, 😩, 😫, 🙄, 😒, 💩, 🤮, 🤢, 😾, :-1:, :thumbsdown:, :angry:, :disappointed:,
      :face_with_rolling_eyes:, :broken_heart:, [抓狂], [鄙视], [弱], [心碎], [吐], [裂开], [翻白眼],
      [thumbsdown], (╯°□°), ╯‵□′, 凸`,
    ],
    [
      -1.5,
      `
      😔, 😟, 🙁, ☹, 😢, 😭, 😿, 😕, 😥, 😰, 🤦, 🤷‍♀, qaq, t_t, tat, orz, >_<, >.<, -_-, -_-||, =_=,
      ╥﹏╥, (╥_╥), ಠ_ಠ, :(, :-(, :'(, :/, :cry:, :sob:, :confused:, [流泪], [大哭], [快哭了], [难过],
      [委屈], [衰], [晕], [叹气], [无语], [汗], [捂脸], [sob], [facepalm]`,
    ],
    [
      1,
      `
      😀, 😃, 😄, 😁, 😊, 😎, 😋, 🤗, 😌, ☺, ✌, ^_^, ^^, ^.^, :), :-), ;), ;-), =), (*^_^*), (^▽^), ≧▽≦,
      (๑•̀ㅂ•́), :smile:, :smiley:, :grinning:, :blush:, [呲牙], [偷笑], [愉快], [憨笑], [得意], [耶],
      [嘿哈], [机智], [smile]`,
    ],
    [
      2,
      `
      ❤, 💕, 💖, 💗, 😍, 🥰, 😘, 🤩, 🥳, 🎉, 👏, 💯, 🔥, ⭐, 🌟, :heart:, :heart_eyes:, :tada:, :clap:,
      :100:, :fire:, [鼓掌], [爱心], [亲亲], [色], [庆祝], [烟花], [666], [clap], <3`,
    ],
  ],
  negations: '',
  degrees: [],
  contrasts: '',
  idle: `
      👍, 👌, 🙏, 🤝, 💪, 🌹, 🙂, 😂, 🤣, 😅, 😆, 🙇, :+1:, :thumbsup:, :ok_hand:, :pray:, [微笑], [强],
      [抱拳], [ok], [握手], [合十], [玫瑰], [咖啡], [破涕为笑]`,
};
