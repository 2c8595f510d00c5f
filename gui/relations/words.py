"""What the page of relations says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("关联", "Relations")
HELP = Text(
    "单看一行看不出的问题，放在一起看。\n\n"
    "**人员行程**（1）：一名外访员一天的外访画在时间轴上。斜线区是时间重叠，虚线是两地之间的路程，写明相距多少、需要多快；⚠ 表示来不及到达。"
    "没有定位的，距离写“不明”，不作判断。\n\n"
    "**雷同记录**（2）：外访经过相同或几乎相同的两条并排，相同的文字加底色和下划线，不同的加粗。\n\n"
    "**案件轨迹**（3）：一个案件的全部外访、次数上限、还款承诺及其跟进。\n\n"
    "这里只是把事实放在一起，是否违规由您在“问题”里判断：按 **Q** 看这次外访的问题，按 **V** 看登记内容。",
    "What no single row shows, put together.\n\n"
    "**A collector's day** (1): one collector's visits of a day on a line. Hatched areas are overlaps, broken lines the ways between, with the distance and the speed it would need; "
    "⚠ means too far for the time. Where there are no positions, the distance is unknown and nothing is concluded.\n\n"
    "**Copied accounts** (2): two accounts that are the same or nearly so, side by side; equal words are underlined on a ground, differing words are bold.\n\n"
    "**A case** (3): all its visits, the limits on their number, promises and what followed.\n\n"
    "Facts only; whether something is a violation you decide under Findings: **Q** shows the findings of the visit, **V** its row.",
)
DAYS = Text("人员行程", "A collector's day")
COPIES = Text("雷同记录", "Copied accounts")
CASES = Text("案件轨迹", "A case")
SEARCH = Text("查找人员、机构、日期（/）", "Search people, agencies, days (/)")
SEARCH_COPIES = Text("查找案件（/）", "Search cases (/)")
SEARCH_CASES = Text("查找案件、借款人（/）", "Search cases, borrowers (/)")
TO_FINDINGS = Text("看问题", "Findings")
TO_FINDINGS_KEY = Text("看这次外访的问题", "The findings of this visit")
TO_VISIT = Text("看登记内容", "The visit's row")
FIND = Text("查找", "Search")
NEXT = Text("下一个", "Next")
PREVIOUS = Text("上一个", "Previous")
VISIT_OF = Text("{case} 的外访", "a visit of {case}")

# columns
PERSON = Text("外访员", "Collector")
AGENCY = Text("机构", "Agency")
DAY = Text("日期", "Day")
TIMES = Text("次数", "Visits")
CASE = Text("案件", "Case")
BORROWER = Text("借款人", "Borrower")
ALIKE = Text("相似", "Alike")
TIME = Text("时间", "Time")
WHERE = Text("地址 / 判断", "Address / what it means")
WITH = Text("同行", "With")
SIGN = Text("提示", "Sign")
FLAGGED = Text("⚠", "⚠")
WARNED = Text("⚠ 有疑点", "⚠ look")

# a day
DAY_TITLE = Text("{name} · {day} · {agency}", "{name} · {day} · {agency}")
DAY_SUM = Text(
    "{visits} 次外访，重叠 {overlaps} 处，来不及到达 {fast} 处，距离不明 {unknown} 处",
    "{visits} visits; overlaps: {overlaps}, too far for the time: {fast}, distance unknown: {unknown}",
)
TIMELINE = Text("时间轴：{sum}", "Time line: {sum}")
TRIP_TABLE = Text("行程表", "Visits and ways in between")
NO_TIME = Text("未写时间", "no time given")
TO_NEXT = Text("→ 下一处", "→ next")
GAP_SIGNS: Mapping[str, Text] = {
    "overlap": Text("✗ 重叠", "✗ overlap"),
    "too_fast": Text("⚠ 来不及", "⚠ too far"),
    "ok": Text("✓ 可行", "✓ possible"),
    "unknown": Text("? 不明", "? unknown"),
}
GAP_OVERLAP = Text("重叠 {minutes} 分", "{minutes} min overlap")
GAP_WAY = Text("{km} km · {kmh} km/h", "{km} km · {kmh} km/h")
GAP_MINUTES = Text("{minutes} 分", "{minutes} min")
LEGEND_DAY = Text(
    "▮ 外访　▨ 时间重叠　┄ 路程（可行）　⚠ 粗虚线：来不及到达",
    "▮ visit   ▨ overlap   ┄ way (possible)   ⚠ thick broken line: too far for the time",
)

# copies
COPY_SUM = Text("相似 {percent} %，{passages} 段文字相同", "{percent} % alike, equal passages: {passages}")
LEGEND_COPY = Text("底色下划线：两处相同　粗体：不同", "underlined on a ground: equal   bold: different")
COPY_OF = Text("{case} · {day} · {people}\n{address}", "{case} · {day} · {people}\n{address}")
FIRST_ACCOUNT = Text("第一条外访经过", "First account")
SECOND_ACCOUNT = Text("第二条外访经过", "Second account")

# a case
CASE_TITLE = Text("{case} · {borrower}", "{case} · {borrower}")
CASE_SUM = Text(
    "{visits} 次外访，超过上限 {over} 次；承诺 {promises} 个，到期未跟进 {late} 个",
    "{visits} visits, above a limit: {over}; promises: {promises}, due and not followed up: {late}",
)
TRACK = Text("案件轨迹：{sum}", "The case: {sum}")
TRACK_TABLE = Text("外访与承诺", "Visits and promises")
WHAT = Text("事项", "What")
VISITED = Text("外访", "Visit")
PROMISED = Text("承诺还款 {amount}", "Promised {amount}")
STATUS = Text("案件状态：{what}", "State: {what}")
DAY_LIMIT = Text("当日次数", "That day")
WINDOW_LIMIT = Text("近期次数", "Lately")
NTH = Text("第 {n} 次", "no. {n}")
NTH_OF = Text("第 {n} 次，上限 {limit}", "no. {n}, limit {limit}")
SINCE = Text("{nth}（{since} 起）", "{nth} (since {since})")
OVER = Text("✗ 超过上限", "✗ above the limit")
WITHIN = Text("✓ 未超", "✓ within")
FOLLOWED = Text("✓ {day} 已跟进", "✓ followed up on {day}")
REPLACED = Text("↻ 另有新承诺", "↻ replaced by a newer promise")
LATE = Text("✗ 到期未跟进", "✗ due, not followed up")
NOT_DUE = Text("○ 尚未到期", "○ not due yet")
FROM_FILE = Text("案件台账", "case file")
UNTIL_NOW = Text("至今", "until now")
LEGEND_CASE = Text(
    "● 外访　◉ 超过上限　◆ 承诺（✓ 已跟进　✗ 未跟进）　▬ 投诉、争议等状态",
    "● visit   ◉ above a limit   ◆ promise (✓ followed up   ✗ not)   ▬ dispute, complaint …",
)

NO_PROJECT = Text("先在首页打开一个项目。", "Open a project on the first page.")
TO_HOME = Text("去首页", "Go to the first page")
NO_DAYS = Text("没有人在同一天有两次以上外访。", "Nobody made two visits on one day.")
NO_COPIES = Text("没有发现雷同的外访经过。", "No copied accounts were found.")
NO_CHECK = Text("检查之后，雷同的记录会列在这里。", "Copied accounts are listed here after a check.")
TO_CHECK = Text("去检查", "Go to the check")
NO_CASES = Text("这个项目还没有外访记录。", "This project has no visits yet.")
