/**
 * Scenes of the rooms without customers. `n` 林晓, `i` Mia, `h` 陈浩, `z` 周敏, `f` 方远.
 * Mia writes English, the others Chinese, as mixed teams do.
 */
export const insideTalk = {
  team: `
h: {cust}要的{machine}到仓库了，谁有空帮我验下货 | 样机今天回来，帮忙看下外观有没有磕碰
n: 我下午在，帮你看 | 我来
n 3h: 看了，没问题，拍照存档了 | 外壳有一点划痕，不影响，已登记
h: 谢谢 | 👍

z: 新人下周一入职售后，大家带一带 | 下周有实习生来，谁愿意带
n: 欢迎！ | 我可以
i: Happy to show them around | They can shadow me on Tuesday
h: 先带去仓库认认豆子 | 让他跟我跑一天客户

n: 客户问能不能月结60天，我们最多多少？ | {cust}想把账期改成月底，可以吗
z: 最多45，60要方总批 | 可以，发个补充协议
n: 好，我先按45谈 | 收到

i: Is the training room free {soon}? | Who has the keys for the tasting room?
h: 空的，我没约 | 在前台抽屉
i: Booked it, thanks | Found them

z: 大家看下共享表里自己客户的备注，超过一个月没更新的补一下 | 本周重点：老客户回访，每人至少五家
n: 好，今天补完 | 收到
h: 我的差不多了 | 五家没问题
i: Will do tonight | On it

h: 刚从{cust}出来，他们老板夸我们售后了 | {cust}说最近豆子很稳，开心
n: 👏 | 好消息
z: 记得记到备注里 | 烘焙那边也转告下
i: 🎉 | Love that

n: 外卖配方那个文件谁有最新版？ | 除垢视频的链接打不开了，谁有
h: 我发你 [外卖出品参数_v3.pdf] | 群文件里有新的
n: 谢啦 | 找到了

z: 明早九点半周会，每人五分钟，带上这周的数 | 周会挪到下午四点，上午我要去仓库
n: 收到 | 好
h: 收到 | OK
i: ok, will dial in | 👍

i: A customer wants to pay in dollars, who handles that? | How do I book a refund in the new system?
z: 找财务小何，走美元账户 | 售后单里选退款，备注原因，我来批
i: Done, thank you | Got it

h: 停车场满了，来公司的注意 | 楼下电梯坏了一部，搬货走货梯
?n: 感谢播报 | 幸好我没开车

n: 今天那台机器的故障代码E12是啥来着 | E07是缺水还是流量计？
h: 流量计 | E07流量计，缺水是E03
n: 好，我让工程师带一个过去 | 记住了，谢谢

z: 拍一下展会要带的清单，别落东西 | {nextMonth}展会，谁去？两个人就够
h: 我去，机器我负责 | 我可以
i: I can cover the English speakers | I'd like to go
z: 好，定了 | 那就你们俩

n: 下午茶我请，签了个单😎 | 奶茶还是咖啡？算了，喝奶茶
h: 叛徒 | 大杯，少糖
i: Bubble tea for me please | Traitors, all of you. Medium, no ice

z: 早，今天各位都什么安排 | 早上好，周会前对一下今天的事
n: 上午跑两家店做保养，下午写方案 | 我在{cust}那边，下午回 | 上午对账，下午培训
i: Calls till eleven, then the {cust} visit | Catching up on quotes, then samples | In the office all day
h: 我去仓库盘样机，下午有个客户来看机器 | 上午陪工程师装机，下午在 | 今天主要催款😂
z: 好，有事群里喊 | 👌

h: 仓库{bean}还有多少？有客户要{kg}公斤 | 谁知道{bean}下一炉什么时候烘？
n: 我早上看还有一百多 | 系统里写{soon}
h: 够了 | 好，那我跟客户说{soon}发

i: Does anyone have the English version of the O8 manual? | Who has the new price list? Mine is from spring
n: 共享盘，产品资料里 | 我发你
n 1m: [O8-manual-en.pdf] | [价格表.xlsx]
i: Thanks! | You're a lifesaver

z: {month}目标完成七成了，大家再冲一冲 | 本周数据发下：新签两家，复购{n}单，投诉{small2}起
n: 我这边还有两个单子这周能定 | 收到
h: 我盯着的那台{machine}应该{soon}签 | 好的
i: Two more in the pipeline from me | 💪

n: 请教一下，客户问我们和商超豆的区别，怎么说不得罪人 | 有客户嫌贵，你们一般怎么讲
h: 直接寄样，让他盲测 | 讲烘焙日期，他自己会比
i: I never argue about price, I ask what a bad cup costs them | Offer a blind tasting, works every time
z: 都对，关键是先问清楚他一天出多少杯 | 盲测这招好，样品我批

h: 工程师{soon}排满了，谁那边能让一让？ | 有个客户急修，谁的保养能挪一天
n: 我那个可以挪到下周 | 挪我的，我跟客户说
h: 谢谢，欠你一杯 | 🙏

i: The courier lost a box again, whole day gone | Two parcels stuck at the hub since yesterday, chasing
z: 单号给我，我找他们经理 | 我下午约了物流的人，一起说
i: LS{no} | Sent
z 2h: 找到了，今晚到 | 沟通了，明早第一车
i: 🙏

n: 新到的{bean2}你们喝了吗 | 今天的样品谁冲的？
h: 喝了，{tasting} | 我冲的，{tasting}，有没有喝出来
i: I liked it a lot | Nice, mine was a bit over extracted
n: 这个月可以主推 | 我拿两包给老客户试试

z: 提醒：客户群里的问题尽量十五分钟内回，回不了先说一声 | 昨天有个群晚了三个小时才回，注意
n: 收到 | 是我，在装机现场没看手机
h: 收到 | 👌
i: Noted | ok

z: 合同模板更新了，以后用新的，旧的删掉 [合同模板.docx] | 报销截止{soon}，别忘了
n: 收到 | 差点忘了
i: Got it | 👍
h +👌

h: 中午吃啥 | 楼下新开了家面馆，去不去
n: 去 | 我带饭了
i: Count me in | I have sandwiches, again
?z: 给我带一份 | 走

i: Customer asked whether we do compostable cups. Do we? | Can we ship samples abroad at all?
z: 可以，我问下采购 | 目前不行，年底可能有
i: Ok, will tell them | 👍

n: 明天我请半天假，群里帮看一眼 | 下午带孩子打疫苗，急事打电话
h: 好，我看着 | 放心
z: 好的，交接一下待办就行 | OK

h: 今天谈了家新客户，三家店，聊得不错 | 展会上加的那家回我了，约了{soon}
z: 👏 | 好，方案做好我帮你看看
n: 牛 | 恭喜
i: Nice one! | 🎉

z: 培训老师{soon}休假，课往后挪一天，各自通知客户 | {soon}的培训多了两个人，准备七套杯具
n: 好的 | 已通知
i: Told mine | ok
h: 收到

n: 谁动了样品柜，少了两包{bean} | 样品登记表记得填啊
h: 我拿的，忘写了😅 | 补上了
n: 抓到了 | 👀

i: Translation check: 养豆 is "resting", right? | How do you say "channeling" in Chinese?
n: 对 | 通道效应
i: 谢谢! | thx

z: 月底了，应收还有几笔，大家催一下 | 这几笔账期超了，名单私发给你们了
h: 我的{soon}能到 | 已经催了，说月底付
n: 收到，下午打电话 | 好

f: 这周大家辛苦了，{month}客户满意度到92了 | 我在外地，周会周敏主持一下
z: 好的 | 收到
?i: 🎉
?n: 👏`,

  managers: `
z: 客户满意度回收了四十份，平均9.1 | 这个月回复及时率到九成了
f: 低分的那几个看下原因 | 剩下一成是谁，什么情况
z 2h: 主要是物流，已经跟进 | 多是装机时间没人看群，我排了值班
f: 好 | 可以

f: {cust}老板今天给我打电话，说合作愉快 | 昨天碰到{cust}的人，对我们评价不错
z: 团队听了会高兴 | 那边一直是老客户，稳的
f: 维护好，年底安排拜访 | 嗯，别怠慢

z: 设备库存积压了三台，要不要做个活动 | 有两家小客户账期拖太久了
f: 做，老客户优先 | 先停发，电话沟通一次
z: 好，方案{next}给您 | 明白

f: 提成方案看完了，续约比例再提一点 | 绩效表{soon}前给我
z: 好，我改 | 好的
z 1d: 改好了 [提成方案_v2.xlsx] | 发您了 [绩效汇总.xlsx]
f: 👌 | 收到

f: 有个同行想收我们的社群，笑死 | 最近同行挖人挖得厉害，团队稳吗？
z: 哈哈，咖友群是宝 | 目前没听说，我多聊聊
f: 所以要好好养着 | 有苗头早点告诉我

z: 售后派单系统想升级，大概三万 | 培训教室想添两台机器，打折的样机
f: 算过能省多少人工吗 | 可以，走样机价
z: 一年大概省一个半人 | 谢谢方总
f: 那上 | 👌

z: 本周概况：拜访{n}家，新签一家，两家在谈价格 | 周报发您了 [周报.pdf]
f: 看了，{cust}最近怎么样？ | 好，看到了。{cust}那边还稳吧？
z: 正常，下周去拜访 | 稳定，上个月还加了量
f: 嗯 | 👌

f: 生豆这季度涨了百分之八，价格要不要动？ | 财务测算出来了，毛利压力有点大
z: 建议老客户先不动，新客户按新价 | 我怕动了以后小店跑掉
f: 再看一个月，先把低毛利的单子梳理下 | 同意，你出个名单
z 1d: 名单好了 [低毛利客户.xlsx] | 梳理完了，一共六家
f: 收到 | 好，周会上过

z: 陈浩那边客户多，要不要分两家给Mia | 林晓最近有点满，我想调一下
f: 可以，先跟客户打招呼 | 你定，别让客户觉得换人就断了
z: 明白 | 好的，我去说

f: 投诉那两单处理完了吗 | 上周漏水那台什么情况
z: 处理完了，一单换机一单退款 | 换了新的，客户情绪还好
f: 复盘一下根因 | 别只赔钱，流程要补
z: 已经让售后加了出库检查 | 好，{soon}给您复盘

f: 下季度想多投社群，你怎么看 | 社群这边转化多少？
z: 群里老客带新客的比例在涨，成本低 | 大概一成，复购比门店高
f: 那活动多做一点，别刷屏就行 | 好，控制频次

z: 招聘的事，有个候选人不错，{soon}复试 | 售后还缺一个工程师
f: 我{soon}下午有空 | 可以，编制批了
z: 好的，约三点 | 收到

f: 明年预算先起个草 | 供应商大会你去还是我去
z: 好的，{next}给您初稿 | 您去吧，我看家
f: 👌 | 行

z: 今天仓库盘点差了两箱，在查 | 物流那家这个月第三次丢件了
f: 查清楚，别影响发货 | 该换就换，多比几家
z: 好 | 已经在谈了

f: 这周谁值得表扬？ | 团队状态怎么样
z: Mia那边客户反馈特别好 | 林晓这周把两个老客户都加了量
f: 会上点名表扬 | 给个小奖励
z +👍

f monday: 我周三到周五出差，急事电话
z: 好的，家里有我`,
} as const;
