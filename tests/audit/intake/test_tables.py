"""Where the tables stand in a sheet, and what is told of everything that is no record."""

from __future__ import annotations

from datetime import date, time

from audit.model import FileKind
from tests.audit.intake.grids import HEADER, ROWS, changed, read, told, without

CASES = ["HX-01", "HX-02", "HX-03", "HX-04"]
DICTIONARY = [
    ["字段", "填写说明", "是否必填"], ["案件编号", "委案编号，文本", "是"], ["外访日期", "格式yyyy-mm-dd", "是"], ["外访人员", "至少两人", "是"],
    ["外访地址", "详细到门牌", "是"], ["外访经过", "不少于50字", "是"], ["见面人", "姓名", "是"],
]  # fmt: skip
SUMMARY = [["外访员", "外访次数", "见面次数", "承诺金额"], ["张三", 12, 8, 1000], ["李四", 9, 3, 500], ["合计", 21, 11, 1500]]


def cases_of(grid: list[list[object]], **options: object) -> list[str]:
    visits, _ = read({"a": grid}, **options)  # type: ignore[arg-type]
    return [v.case_id for v in visits]


def test_a_dictionary_and_a_summary_are_left_out_and_told() -> None:
    visits, context = read({"填写说明": DICTIONARY, "统计": SUMMARY, "明细": [HEADER, *ROWS]})
    assert [v.case_id for v in visits] == CASES
    assert {v.source.sheet for v in visits} == {"明细"}
    assert [(s, r) for s, r, _ in told(context)] == [("填写说明", None), ("统计", None)]


def test_examples_hints_and_column_numbers_below_the_header_are_no_visits() -> None:
    hints = ["必填", "必填", "格式YYYY-MM-DD", "选填", "选填", "必填", "必填", "必填", "选填", "必填", "下拉选择"]
    example = ["示例：A001", "王某", "2026-01-01", "10:00", "11:00", "张三、李四", "某地", "王某", "本人", "某某", "承诺"]
    visits, context = read({"a": [["外访记录"], HEADER, hints, [float(n) for n in range(1, 12)], example, *ROWS]})
    assert [v.case_id for v in visits] == CASES
    assert [r for _, r, _ in told(context)] == [3, 4, 5]
    assert visits[0].source.row == 6


def test_tables_with_other_headers_below_each_other() -> None:
    second = [
        "委案号",
        "债务人",
        "走访日期",
        "到达时间",
        "离开时间",
        "走访员",
        "走访地址",
        "面谈对象",
        "与债务人关系",
        "走访记录",
        "处理结论",
    ]
    visits, context = read({"a": [["第一组"], HEADER, *ROWS[:2], [], ["第二组"], second, *ROWS[2:]]})
    assert [v.case_id for v in visits] == CASES
    assert [v.account for v in visits] == [r[9] for r in ROWS]
    assert [(s.header_row, s.first_row, s.rows) for s in context.sheets] == [(2, 3, 2), (7, 8, 2)]


def test_a_two_row_header_below_another_table() -> None:
    group = ["基本信息", "", "外访时间", "", "", "外访人员", "外访地址", "会见情况", "", "外访记录", ""]
    lower = ["案件编号", "借款人", "日期", "开始", "结束", "", "", "见面人", "关系", "外访经过", "结果"]
    visits, _ = read({"a": [HEADER, *ROWS[:2], [], group, lower, *ROWS[2:]]})
    assert [(v.case_id, v.visit_date, v.visitors) for v in visits[2:]] == [
        ("HX-03", date(2026, 8, 4), ("王建", "赵小兰")), ("HX-04", date(2026, 8, 4), ("王建", "赵小兰")),
    ]  # fmt: skip


def test_a_sheet_that_goes_on_without_a_header() -> None:
    visits, context = read({"一": [HEADER, *ROWS[:2]], "二": ROWS[2:]})
    assert [v.case_id for v in visits] == CASES
    assert [s for s, _, t in told(context) if "没有表头" in t] == ["二"]


def test_a_sheet_without_any_header_is_refused() -> None:
    visits, context = read({"a": ROWS})
    assert not visits
    assert len(context.problems) == 1


def test_a_line_by_itself_names_the_visitors_below() -> None:
    header, *rows = without("外访人员")
    visits, context = read({"a": [header, ["外访员：张三丰、李思远"], *rows[:2], ["外访员：王建、赵小兰"], *rows[2:]]})
    assert [v.visitors for v in visits] == [("张三丰", "李思远")] * 2 + [("王建", "赵小兰")] * 2
    assert visits[0].as_typed("visitors") == "张三丰、李思远"
    assert "visitors" not in context.sheets[0].missing


def test_titles_say_what_no_column_does() -> None:
    header, *rows = without("外访人员", "外访日期")
    visits, _ = read({"a": [["委外机构：华信资产", "", "外访人员：张三丰、李思远", "", "日期：2026年8月3日"], header, *rows]})
    assert {(v.agency, v.visit_date, v.visitors) for v in visits} == {("华信资产", date(2026, 8, 3), ("张三丰", "李思远"))}
    assert {"agency", "visit_date", "visitors"} <= visits[0].columns


def test_a_column_outranks_the_title() -> None:
    visits, _ = read({"a": [["外访人员：某甲、某乙"], HEADER, *ROWS]})
    assert visits[0].visitors == ("张三丰", "李思远")


def test_a_sheet_named_by_its_day() -> None:
    grid = without("外访日期")
    visits, _ = read({"8.3": grid, "8.4": grid}, file="外访2026年8月.xlsx")
    assert [v.visit_date for v in visits] == [date(2026, 8, 3)] * 4 + [date(2026, 8, 4)] * 4


def test_a_visitor_a_row_merged_with_its_visit() -> None:
    grid: list[list[object]] = [list(HEADER)]
    merged = []
    for i, row in enumerate(ROWS):
        first, second = str(row[5]).split("、")
        grid += [[*row[:5], first, *row[6:]], [None] * 5 + [second]]
        merged += [(2 + 2 * i, c, 3 + 2 * i, c) for c in range(1, 12) if c != 6]
    visits, _ = read({"a": grid}, merged={"a": tuple(merged)})
    assert [v.visitors for v in visits] == [tuple(str(r[5]).split("、")) for r in ROWS]
    assert [v.source.row for v in visits] == [2, 4, 6, 8]


def test_two_visits_of_one_day_are_not_joined_by_their_merged_day() -> None:
    grid = [HEADER, ROWS[0], [*ROWS[1][:2], None, *ROWS[1][3:]]]
    visits, _ = read({"a": grid}, merged={"a": ((2, 3, 3, 3),)})
    assert [v.visit_date for v in visits] == [date(2026, 8, 3)] * 2


def test_without_merges_an_empty_day_is_not_guessed() -> None:
    visits, _ = read({"a": [HEADER, ROWS[0], [*ROWS[1][:2], None, *ROWS[1][3:]]]})
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), None]


def test_a_long_blank_run_does_not_end_the_log() -> None:
    visits, _ = read({"a": [HEADER, *ROWS[:2], *[[]] * 5000, *ROWS[2:]]})
    assert [v.source.row for v in visits] == [2, 3, 5004, 5005]


def test_totals_and_signatures_are_told_with_their_rows() -> None:
    visits, context = read({"a": [HEADER, *ROWS, ["小计", "4户"], ["注：以上属实"], ["制表人：某", "", "审核："]]})
    assert len(visits) == 4
    assert [r for _, r, _ in told(context)] == [6, 7, 8]


def test_a_borrower_whose_name_begins_like_a_total_is_a_visit() -> None:
    assert cases_of([HEADER, ["总-01", "合小计", *ROWS[0][2:]], ["HX-02", "共富贵", *ROWS[1][2:]]]) == ["总-01", "HX-02"]


def test_records_come_in_batches_and_a_limit_ends_them() -> None:
    grid = [HEADER, *ROWS * 1300]
    visits, context = read({"a": grid})
    assert len(visits) == 5200
    assert context.sheets[0].rows == 5200
    assert len(read({"a": grid}, limit=7)[0]) == 7


def test_missing_columns_are_named() -> None:
    _, context = read({"a": without("外访地址", "结果", "案件编号")})
    assert context.sheets[0].missing == ("visit_address", "outcome")


def test_hidden_parts_and_error_cells_are_read_and_told() -> None:
    visits, context = read(
        {"a": [HEADER, *ROWS]}, hidden=True, hidden_rows=((3, 4),), hidden_columns=((8, 9),), errors={(2, 11): "#N/A"}
    )
    assert len(visits) == 4
    texts = [t for _, _, t in told(context)]
    assert sum("隐藏" in t for t in texts) == 3
    assert [(p.row, p.column, p.value) for p in context.problems if "错误" in p.problem.zh] == [(2, "结果", "#N/A")]


def test_a_file_asked_for_as_a_log_is_not_read_as_a_register() -> None:
    register = [
        ["姓名", "工号", "所属机构", "培训日期"],
        ["张三", "A1", "华信", "2026-01-01"],
        ["李四", "A2", "华信", "2026-01-01"],
    ]
    assert len(read({"a": register})[0]) == 2
    assert not read({"a": register}, kind=FileKind.VISITS)[0]


def test_a_span_that_crosses_midnight_and_a_length() -> None:
    visits, _ = read({"a": changed("开始时间", "23:30-00:20", "9点至9点一刻", "1405", 0.5)})
    assert [v.start_time for v in visits] == [time(23, 30), time(9), time(14, 5), time(12)]
    assert [v.end_time for v in visits[:2]] == [time(10, 10), time(14, 15)]  # the column of its own outranks the span


def test_line_numbers_that_wait_for_records_are_no_visits() -> None:
    grid = [["序号", *HEADER], *([i, *row] for i, row in enumerate(ROWS, 1)), [5.0], [6.0], ["7"]]
    visits, context = read({"a": grid})
    assert len(visits) == 4
    assert not context.problems
