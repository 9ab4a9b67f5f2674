// Every text of the pages, in English and Chinese. {name} is filled in; "one|many" is chosen by {n} in English.
export const TEXTS = {
  product: ["Shequn <i>社群</i>", "社群 <i>Shequn</i>"], room: ["Room", "房间"], here: ["{n} here", "{n}人在场"],
  help: ["Keys and help", "按键与帮助"], start_from: ["Start from", "起点"], mine: ["My mix", "自己调"],
  play: ["Play", "播放"], pause: ["Pause", "暂停"], step: ["Step", "一步"], speed: ["Speed", "速度"],
  per_second: ["{n} day/s|{n} days/s", "{n}天/秒"], as_fast: ["{n} days/s (fastest)", "{n}天/秒（最快）"],
  same_luck: ["Same luck", "同样随机数"], new_luck: ["New luck", "换一组随机数"], pin: ["Pin as A", "钉为A"],
  unpin: ["Unpin A", "取下A"], more: ["More", "更多"], day: ["Day {n}", "第{n}天"], days: ["Day", "天数"],
  sure_luck: ["Begin at day 0 with other random numbers? The present run ends.", "换一组随机数，从第0天重来？当前这次运行会结束。"],
  unaware: ["unaware", "未知晓"], aware: ["heard of it", "已知晓"], follower: ["follower", "关注者"], fan: ["fan", "粉丝"],
  core: ["core", "铁粉"], cocreator: ["co-creator", "共创者"], lapsed: ["left", "已流失"],
  post: ["post", "发帖"], praise: ["praise", "推荐"], warning: ["warning", "劝退"], money: ["money", "付款"],
  shown_of: ["1 in {n} shown", "每{n}条画1条"], no_flows: ["too fast to draw", "太快，不画"], host: ["host", "主理人"],
  host_left: ["left", "已离开"], founded: ["founded", "自发"], others: ["others", "其他"],
  members: ["Members", "成员"], trust: ["Trust", "信任度"], profit_month: ["Profit, month", "本月利润"],
  ratio: ["Praise : warnings", "推荐 : 劝退"], chart_members: ["Members", "成员（人）"],
  chart_profit: ["Profit, ¥ a month", "利润（元/月）"], chart_trust: ["Trust", "信任度"],
  in_30: ["in 30 days", "近30天"], last_30: ["last 30 days", "近30天"], peak: ["{v} · day {d}", "{v} · 第{d}天"],
  marked: ["{n} of you marked this", "{n}位同学标记"],
  m_warnings: ["Warnings today", "今日劝退"], m_recommendations: ["Praise today", "今日推荐"], m_lapsed: ["Left", "已流失"], m_active_members: ["Active today", "今日活跃"], m_communities: ["Communities", "社群数"],
  m_fans: ["Fans", "粉丝"], m_cocreators: ["Co-creators", "共创者"], m_orders: ["Orders today", "今日订单"],
  m_daily_visits: ["Visits today", "今日访问"], m_belonging: ["Belonging", "归属感"], m_organisers: ["Organisers", "群骨干"],
  m_income_advertising: ["Advert income", "广告收入"], m_partners: ["Partners", "合作方"], m_treasury: ["Cash", "现金"],
  m_engagement: ["Engagement", "参与度"], m_satisfaction: ["Satisfaction", "满意度"], m_posts: ["Messages today", "今日群消息"],
  happened: ["What just happened", "刚刚发生"], nothing_yet: ["Press Play: the first day begins.", "按“播放”，第一天就开始。"],
  member: ["Member {n}", "成员{n}号"], close: ["Close", "关闭"],
  your_bets: ["Your bets (dashed: before)", "全班的猜测（虚框：讨论前）"], voted: ["{n} of {m} have bet", "{m}人中{n}人已猜"],
  bets_hidden: ["Bets are hidden until Play.", "播放前不公布。"],
  phase_lobby: ["Lobby", "入场"], phase_bet: ["Bet", "猜一猜"], phase_talk: ["Talk", "讨论"], phase_watch: ["Watch", "观看"],
  phase_explain: ["Explain", "解释"], phase_try: ["Try", "自己试"], next_phase: ["Next: {p}", "下一步：{p}"],
  guide_run: ["run {x}", "运行{x}"], guide_pin: ["pin A, go to B", "钉住A，换B"],
  setup: ["Set-up", "设定"], same_people: ["Same people, same luck in both.", "两边的人和随机数都相同。"],
  talk_title: ["Talk to a neighbour", "和邻座讨论"],
  talk_prompt: ["Find somebody who bet otherwise. Say what one member does next, and why. Then bet again.",
    "找一个和你猜得不同的人，说说一个成员接下来会做什么、为什么，然后再猜一次。"],
  show_bets: ["Show the bets", "公布猜测"], reveal: ["Reveal", "揭晓"],
  held_in: ["held in {n} of {m} runs with other luck", "换随机数运行{m}次，{n}次成立"],
  not_this_time: ["Not this time: here {bet} holds.", "这次不是：这次成立的是“{bet}”。"],
  try_luck: ["Try other luck", "换一组随机数再试"], why_title: ["Why", "为什么"], leaves_out: ["What the model leaves out", "模型没有考虑什么"],
  leaders: ["Who leads", "谁领先"], show_this: ["Show this one", "投这一份"], somebody: ["No. {n}", "{n}号"],
  l_followers: ["Members", "成员"], l_profit: ["Profit", "利润"], l_trust: ["Trust", "信任度"], none_handed: ["Nothing has been handed in yet.", "还没有人提交。"],
  handed_in: ["{n} handed in", "{n}份已提交"], asking: ["Asking its owner…", "正在征求同意…"],
  hands: ["Count hands", "数举手"], hands_hint: ["For a class without phones: type how many hands each option gets.", "没有手机的课堂：输入每个选项的举手人数。"],
  first_vote: ["before the talk", "讨论前"], second_vote: ["after the talk", "讨论后"],
  join_title: ["Join with your phone", "用手机加入"], join_hint: ["Scan, or open {a}", "扫码，或打开 {a}"],
  not_shared: ["Only this computer can see the class. To let phones in, end it and start it with: shequn class --share",
    "现在只有这台电脑能看到课堂。要让手机加入，请结束后用 shequn class --share 重新启动。"],
  no_guest: ["Nobody has come yet. If phones cannot reach this laptop (some school networks keep devices apart), use its hotspot and start again.",
    "还没有人加入。有的校园网不让设备互通，可以改用这台电脑的热点，再重新启动。"],
  save_replay: ["Save replay", "保存回放"], save_table: ["Save table", "保存表格"], save_scenario: ["Save scenario", "保存方案"],
  copy_link: ["Copy link", "复制链接"], copied: ["Copied.", "已复制。"], big: ["Big text", "大字"], table: ["Data table", "数据表"],
  map: ["Map", "图"], charts: ["Charts", "曲线"], numbers: ["Numbers", "数字"], all: ["All", "全部"],
  connecting: ["Connecting…", "连接中…"], lost: ["Connection lost, trying again…", "连接中断，正在重试…"],
  preparing: ["Getting ready. The first time after an installation this takes about a minute.", "准备中。安装后第一次大约要一分钟。"],
  back: ["Back on day {n}", "回到第{n}天"], locked: ["Play is locked until the bets are in (Shift+Space plays anyway).", "猜完才能播放（Shift+空格可直接播放）。"],
  led: ["Another screen leads this class.", "另一块屏幕正在主持。"], take_over: ["Lead from here", "改由这里主持"],
  key: ["This page cannot steer the class: its key is wrong. Open the address that the terminal shows.", "这个页面不能控制课堂：密钥不对。请打开终端里显示的地址。"],
  teacher: ["Only the teacher can do this.", "只有老师可以这样做。"],
  refused: ["Not possible: {says}", "不行：{says}"], reveal_pin: ["Run A to the end and pin it first.", "先把A运行到底并钉住。"],
  reveal_days: ["Run both to the last day first.", "先把两次都运行到最后一天。"],
  map_sentence: ["{inside} inside: {list}. {aware} have heard, {lapsed} have left, {unaware} are unaware.",
    "社群内{inside}人：{list}。已知晓{aware}人，已流失{lapsed}人，未知晓{unaware}人。"],
  new_run_only: ["acts on a new run", "新一次运行起生效"], marks_hint: ["{n} of you marked day {d}: what did you see?", "{n}位同学标记了第{d}天：看到了什么？"],
  code_title: ["Room code", "房间号"], code_hint: ["The four digits on the big screen.", "大屏幕上的四位数字。"], join: ["Join", "加入"],
  your_name: ["Your nickname", "你的昵称"], lobby_wait: ["You are in. Look at the big screen.", "已加入，请看大屏幕。"],
  how_sure: ["How sure are you?", "你有多大把握？"], sure0: ["guessing", "瞎猜"], sure1: ["fairly", "比较有"], sure2: ["very", "很有"],
  bet_is: ["Your bet is {b}.", "你猜的是{b}。"], bet_change: ["Change it until your teacher presses Play. {n} of {m} have bet; nobody sees who chose what, and speed wins nothing.",
    "老师按播放前都可以改。{m}人中{n}人已猜；没有人能看到谁选了什么，快慢不影响。"],
  bet_none: ["Tap an option. Nobody sees who chose what.", "点一个选项。没有人能看到谁选了什么。"],
  bet_late: ["Bets are closed; yours counts as late.", "已经截止，你的算迟到。"], your_bet: ["Your bet", "你猜的"], still_open: ["still open", "还没揭晓"],
  holds: ["holds", "成立"], holds_not: ["does not hold", "不成立"], in_step: ["in step with the big screen", "与大屏幕同步"],
  your_person: ["Your person: member {n}", "你的人：成员{n}号"], trust_host: ["Trust in the host", "对主理人的信任度"],
  another: ["Another person", "换一个人"], mark: ["Mark this moment", "标记此刻"], mark_hint: ["Press when something surprises you.", "看到意外的事就按。"],
  marked_now: ["Marked.", "已标记。"], because: ["I think it turned because …", "我想转折是因为……"], because_hint: ["When the teacher pauses, say why in one line.", "老师暂停时，用一句话说原因。"],
  send: ["Send", "发送"], sent: ["Sent, without your name.", "已发送，不带名字。"], your_turn: ["Your turn", "轮到你了"],
  try_hint: ["A town of 2,000 people of your own. Nothing you do here touches the class.", "你自己的两千人小镇，怎么试都不影响课堂。"],
  open_sandbox: ["Open my town", "打开我的小镇"], hand_in: ["Hand in", "提交"], hand_again: ["Hand in again", "重新提交"], agree_name: ["show my name if I lead", "领先时可以显示我的名字"],
  handed: ["Handed in.", "已提交。"], asked: ["Your teacher would like to show your settings to all.", "老师想把你的设置投给大家看。"], yes: ["Yes", "可以"], no: ["No", "不了"],
  closed: ["Wait until the class comes to this part.", "等课堂进行到这一步。"], sandboxes: ["All 40 towns are taken: share with a neighbour.", "40个小镇都有人了，和邻座一起用。"],
  full: ["The room is full.", "房间满了。"], code: ["There is no room with this code.", "没有这个房间号。"],
  votes_both: ["How the class bet", "全班怎么猜"], again: ["Again", "重来"], heard_s: ["heard", "知晓"], follows_s: ["follows", "关注"], fan_s: ["fan", "粉丝"], core_s: ["core", "铁粉"], creates_s: ["creates", "共创"], left_s: ["left", "流失"],
  keys: ["PgDn next phase · PgUp back · Space play · → step · ↑ ↓ speed · R same luck · N new luck · P pin · Tab sliders · B bets · V show bets · T talk · G reveal · M tell a life · Y your turn · H leaders · J room code · 1 map 2 charts 3 numbers 0 all · + − zoom · D table · K hands · Z big text · L language · S save · . black screen · Esc close",
    "PgDn下一步 · PgUp上一步 · 空格播放 · →一步 · ↑↓速度 · R同样随机数 · N换随机数 · P钉住 · Tab滑块 · B猜一猜 · V公布 · T讨论 · G揭晓 · M讲一个人 · Y轮到你们 · H谁领先 · J房间号 · 1图 2曲线 3数字 0全部 · + −缩放 · D数据表 · K举手 · Z大字 · L语言 · S保存 · .黑屏 · Esc关闭"],
  help_1: ["Press Play and move a slider: it acts from the next day on.", "按播放，拖动滑块：第二天起生效。"],
  help_2: ["A place is a community: cocreators round the host, then core fans, fans, followers. Outside: who left, who has heard, who has not.", "一个圆是一个社群：共创者在主理人身边，往外是铁粉、粉丝、关注者。圆外是已流失、已知晓和未知晓的人。"],
  help_3: ["Pin a run as A, change something, begin again with the same luck: the difference is what you changed.", "把一次运行钉为A，改一处，用同样的随机数重来：差别就来自你改的那一处。"],
  help_4: ["Click a member to read its life.", "点一个成员，看它的经历。"],
};
let language = "en";
export const lang = () => language;
export function setLang(to) { language = to === "zh" ? "zh" : "en"; document.documentElement.lang = language === "zh" ? "zh-CN" : "en"; }
export function t(key, values = {}) {
  const both = TEXTS[key];
  if (!both) return key;
  let text = both[language === "zh" ? 1 : 0];
  if (language === "en" && text.includes("|") && "n" in values) text = text.split("|")[Number(values.n) === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => name in values ? values[name] : "");
}
export const say = (both) => both ? (both[language] ?? both.en ?? both.zh ?? "") : "";
export function translate(root = document) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-title]")) { node.title = t(node.dataset.title); node.setAttribute("aria-label", node.title); }
}
const MINUS = "−";
export function whole(value) {
  const text = Math.round(Math.abs(value)).toString().replace(/\B(?=(\d{3})+$)/g, language === "zh" ? "" : ",");
  return (Math.round(value) < 0 ? MINUS : "") + text;
}
export function decimal(value, digits = 2) { return (value < 0 ? MINUS : "") + Math.abs(value).toFixed(digits); }
export function yuan(value, sign = false) {
  const size = Math.abs(value), negative = value < -0.005;
  const text = size >= 100000 ? (language === "zh" ? `${(size / 10000).toFixed(1)}万` : `${(size / 1000).toFixed(size >= 1e6 ? 0 : 1)}k`) :
    size < 100 && size % 1 ? size.toFixed(2) : whole(size);
  return `${negative ? MINUS : sign ? "+" : ""}¥${text}`;
}
export function written(show, value) {
  if (show === "percent") return `${Math.round(100 * value)}%`;
  if (show === "yuan") return yuan(value);
  if (show === "yuan_day") return yuan(value) + (language === "zh" ? "/天" : "/day");
  if (value && Math.abs(value) < 0.01) return String(Number(value.toPrecision(2)));
  return Number.isInteger(value) ? whole(value) : decimal(value, Math.abs(value) < 0.1 ? 3 : 2).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}
export function cell(value) { return value && typeof value === "object" ? say(value) : typeof value === "number" ? written("plain", value) : String(value ?? "–"); }
export function short(value) { const size = Math.abs(value); return size < 1000 ? yuan(value, true) : `${value < 0 ? MINUS : "+"}¥${language === "zh" && size >= 10000 ? `${(size / 10000).toFixed(1)}万` : `${(size / 1000).toFixed(1)}k`}`; }
