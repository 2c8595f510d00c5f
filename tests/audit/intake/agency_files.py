"""Files as twenty-one agencies send them: every format, odd headers, notes, totals, hidden rows, and what each cell was meant to say."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from tests.audit.intake.happened import Happened, happened
from tests.audit.intake.odd_files import ods

Row = Sequence[Any]


@dataclass
class Log:
    """A file that was written, and for each visit what its fields should be (a field that is not named should be empty)."""

    path: Path
    meant: list[dict[str, Any]]
    passwords: tuple[str, ...] = ()
    extra: tuple[dict[str, str], ...] = ()  # for each visit, what `extra` should hold among others


def said(v: Happened, fields: str, **other: Any) -> dict[str, Any]:
    return {name: getattr(v, name) for name in fields.split()} | other


def yn(answer: bool | None, yes: Any = "是", no: Any = "否", neither: Any = None) -> Any:
    return yes if answer else no if answer is False else neither


def saved(path: Path, **sheets: Sequence[Row]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if c == "" else c for c in row])
    book.save(path)
    return path


def groups_merged_in_two_rows(folder: Path) -> Log:
    """Real dates in Chinese formats, merged groups, a hidden row, a comment, totals, the keeper in the second line."""
    visits = happened(6)
    groups = [
        ("序号", 1),
        ("案件信息", 3),
        ("外访时间", 3),
        ("外访人员", 4),
        ("外访地点", 2),
        ("现场情况", 5),
        ("承诺信息", 2),
        ("外访情况说明", 1),
        ("外访结果", 1),
        ("备注", 1),
    ]
    under = ["", "任务编号", "案件编号", "客户姓名", "日期", "到达", "离开", "主访姓名", "主访工号", "协访姓名", "协访工号", "详细地址", "地址性质", "接触对象", "与客户关系",
             "是否出示证件", "着装", "是否全程录音录像", "承诺还款日", "承诺金额（元）"]  # fmt: skip
    rows: list[Row] = [["外访执行登记表（2026年9月）"], ["填报单位：明德商务服务有限公司        单位：元"], [], [None, *under[1:]]]
    for v in visits:
        rows.append([v.n, v.visit_id, v.case_id, v.borrower_name, v.visit_date, v.start_time, v.end_time, *v.lead, *v.second, v.visit_address, v.address_type, v.person_met, v.relation,
                     yn(v.id_shown, "已出示", "未出示", "未见人"), v.dress, yn(v.recorded, "√", "×"), v.promise_date, v.promise_amount, v.account, v.outcome, v.remark])  # fmt: skip
    path = saved(folder / "外访9月.xlsx", 九月=[*rows, ["合计", None, "共6户"], ["填表：        复核：        日期："]])
    book = openpyxl.load_workbook(path)
    sheet, column = book.active, 1
    for name, width in groups:
        sheet.cell(3, column, name)
        sheet.merge_cells(start_row=3, end_row=4 if width == 1 else 3, start_column=column, end_column=column + width - 1)
        column += width
    for row in sheet.iter_rows(min_row=5, min_col=5, max_col=5):
        row[0].number_format = 'yyyy"年"m"月"d"日"'
    sheet.row_dimensions[7].hidden = True
    sheet["U6"].comment = Comment("实际未见到本人，系物业转述", "审核")
    book.save(path)
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type person_met relation id_shown dress recorded promise_date promise_amount account outcome remark"  # fmt: skip
    notes = tuple({"序号": str(v.n)} | ({"外访情况说明（批注）": "实际未见到本人，系物业转述"} if v.n == 2 else {}) for v in visits)
    return Log(path, [said(v, fields, agency="明德商务服务有限公司") for v in visits], extra=notes)


def sheet_a_collector_named_above(folder: Path) -> Log:
    """The leading collector stands above the table with his number, the table has only who went along."""
    visits, sheets = happened(6), {}
    for who in sorted({v.lead for v in visits}):
        rows: list[Row] = [["外访日报"], [f"外访员：{who[0]}", None, f"工号：{who[1]}"], []]
        rows.append(
            [
                "日期",
                "时间",
                "委案编号",
                "客户",
                "同行人员",
                "上门地址",
                "见到谁",
                "亮证",
                "摄像",
                "外访小结",
                "跟进结果",
                "定位（经度,纬度）",
            ]
        )
        rows += [[f"{v.visit_date:%Y.%m.%d}", v.span, v.case_id, v.borrower_name, v.second[0], v.visit_address, v.person_met, yn(v.id_shown, "有", "无", "/"), yn(v.recorded, "有", "没开"),
                  v.account, v.outcome, f"{v.longitude},{v.latitude}"] for v in visits if v.lead == who]  # fmt: skip
        sheets[who[0]] = rows
    fields = "case_id borrower_name visit_date start_time end_time visitors visit_address person_met id_shown recorded account outcome longitude latitude"
    meant = [said(v, fields, visitor_numbers=(v.lead[1],)) for v in visits]
    return Log(saved(folder / "b.xlsx", **sheets), sorted(meant, key=lambda m: str(m["case_id"])))


def codes_and_long_numbers_xls(folder: Path) -> Log:
    """Old .xls: outcome codes, an identity number stored as a number, 12-hour clocks, a page of statistics."""
    import xlwt

    visits, codes = happened(6), ["中债", "不中人", "中家人", "中同事/朋友", "中债", "拆迁"]
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("外访明细")
    formats = {date: "YYYY/M/D", time: "h:mm AM/PM", datetime: "yyyy-mm-dd hh:mm"}
    styles = {kind: xlwt.easyxf(num_format_str=text) for kind, text in formats.items()}
    rows: list[Row] = [["委外外访明细表"], ["序", "委托方", "个案序列号", "姓名", "卡号后四位", "委案金额", "外访日", "抵达时间", "离开时间", "外访员", "外访员编号", "地址类别", "外访详址", "外访结果",
                                     "联络对象", "对象关系", "是否表明身份", "录像", "外访摘要", "录入日期"]]  # fmt: skip
    for v, code in zip(visits, codes, strict=True):
        rows.append([v.n, "某银行", v.case_id, v.borrower_name, "0123", 5000.5, v.visit_date, v.start_time, v.end_time, "/".join(v.visitors), "/".join(v.visitor_numbers), v.address_type, v.visit_address,
                     code, v.person_met, v.relation, yn(v.id_shown, "Y", "N", "NA"), yn(v.recorded, "全程", "未开"), v.account, v.recorded_at])  # fmt: skip
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell, *([styles[type(cell)]] if type(cell) in styles else []))
    other = book.add_sheet("统计")
    other.write(0, 0, "外访员"), other.write(0, 1, "户数"), other.write(1, 0, "合计"), other.write(1, 1, 6)
    book.save(str(folder / "c.xls"))
    fields = "case_id borrower_name visit_date start_time end_time visitors visitor_numbers address_type visit_address person_met relation id_shown recorded account recorded_at"
    extra = tuple({"委托方": "某银行", "卡号后四位": "0123", "委案金额": "5000.5"} for _ in visits)
    return Log(folder / "c.xls", [said(v, fields, outcome=code) for v, code in zip(visits, codes, strict=True)], extra=extra)


def open_document(folder: Path) -> Log:
    visits = happened(5)
    head = ["编号", "借款人姓名", "案件编号", "走访日期", "进门时间", "出门时间", "走访人员（两人以上）", "走访地址", "走访对象", "与借款人关系", "是否佩戴工牌", "执法记录仪是否开启", "走访过程", "走访结论",
            "拟还款日期", "拟还款金额", "上传时间", "其它说明"]  # fmt: skip
    rows: list[Row] = [["外访工作记录（第36周）"], [], head]
    for v in visits:
        rows.append([v.n, v.borrower_name, v.case_id, v.visit_date, v.start_time, v.end_time, " ".join(v.visitors), v.visit_address, v.person_met, v.relation, yn(v.id_shown), yn(v.recorded),
                     v.account.replace("，", "\n", 1), v.outcome, v.promise_date, v.promise_amount, v.recorded_at, v.remark])  # fmt: skip
    xml = "".join(f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>" for row in rows)
    (folder / "d.ods").write_bytes(ods(f'<table:table table:name="第36周">{xml}</table:table>'))
    fields = "borrower_name case_id visit_date start_time end_time visitors visit_address person_met relation id_shown recorded outcome promise_date promise_amount recorded_at remark"
    return Log(folder / "d.ods", [said(v, fields, account=v.account.replace("，", "\n", 1)) for v in visits])


def _ods_cell(cell: Any) -> str:
    if cell in ("", None):
        return "<table:table-cell/>"
    kind, value = "string", ""
    if isinstance(cell, datetime | date):
        kind, value = "date", f' office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, time):
        kind, value = "time", f' office:time-value="PT{cell:%H}H{cell:%M}M00S"'
    elif not isinstance(cell, str):
        kind, value = "float", f' office:value="{cell}"'
    texts = "".join(f"<text:p>{line}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{value}>{texts}</table:table-cell>'


def gbk_semicolons(folder: Path) -> Log:
    """An export with a line of its own above, day and range in one cell, numbers beside the names, semicolons inside quotes."""
    visits = happened(6)
    lines = ["# 导出时间：2026-10-01 08:00:00;操作员：admin", "",
             "派单号;客户编号;客户名称;外访时段;参与人员;目标地址;场所类型;出访前核址;前期联系情况;面谈对象;身份;证件出示;录音;沟通内容;处理结果;突发事件"]  # fmt: skip
    for v in visits:
        people = "、".join(f"{name}({number})" for name, number in (v.lead, v.second))
        cells = [v.visit_id, v.case_id, v.borrower_name, f"{v.visit_date:%Y/%m/%d} {v.start_time:%H:%M}~{v.end_time:%H:%M}", people, v.visit_address, v.address_type, yn(v.address_verified), v.prior_contact,
                 v.person_met, v.relation, yn(v.id_shown, neither="不适用"), yn(v.recorded), f'"{v.account.replace("，", ";", 1)}"', v.outcome, v.incident or "无"]  # fmt: skip
        lines.append(";".join(cells))
    (folder / "e.csv").write_bytes("\r\n".join([*lines, "合计;6条" + ";" * 14]).encode("gbk"))
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type address_verified prior_contact person_met relation id_shown recorded outcome"  # fmt: skip
    return Log(
        folder / "e.csv", [said(v, fields, account=v.account.replace("，", ";", 1), incident=v.incident or "无") for v in visits]
    )


def traditional_utf16_tabs(folder: Path) -> Log:
    visits = happened(5)
    head = ["訪視單號", "案件編號", "債務人姓名", "訪視日期", "到達時間", "離開時間", "外訪人員", "員工編號", "訪視地址", "地址類型", "受訪人", "與債務人關係", "是否出示證件", "衣著", "是否錄音錄影", "訪視經過", "訪視結果",
            "承諾還款日", "承諾金額", "登錄時間", "備註"]  # fmt: skip
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerow(head)
    for v in visits:
        writer.writerow([v.visit_id, v.case_id, v.borrower_name, f"{v.visit_date:%Y/}{v.visit_date.month}/{v.visit_date.day}", _half_day(v.start_time), _half_day(v.end_time), "、".join(v.visitors),
                         "、".join(v.visitor_numbers), v.visit_address, v.address_type, v.person_met, v.relation, yn(v.id_shown, "有出示", "未出示", "-"), v.dress, yn(v.recorded, "有", "無"), v.account, v.outcome,
                         v.promise_date or "", "1,500" if v.promise_amount else "", f"{v.recorded_at:%Y/%m/%d %H:%M}", v.remark])  # fmt: skip
    (folder / "f.tsv").write_bytes(out.getvalue().encode("utf-16"))
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type person_met relation id_shown dress recorded account outcome promise_date promise_amount recorded_at remark"  # fmt: skip
    return Log(folder / "f.tsv", [said(v, fields) for v in visits])


def _half_day(clock: time) -> str:
    return f"{'上午' if clock.hour < 12 else '下午'} {(clock.hour - 1) % 12 + 1:02d}:{clock.minute:02d}"


def columns_of_the_case_around(folder: Path) -> Log:
    """A system's export: the case's own columns, persons and dates beside those of the visit; the phone collector is no visitor."""
    visits = happened(6)
    before = {"委案批次": "20260901A", "委外日期": "2026-08-15", "受托机构": "恒通信用", "委案金额": 12000, "个案序列号": "GX0001", "证件号": "3201**********1234", "手机号码": "138****0001", "户籍地址": "安徽省安庆市怀宁县",
              "省份": "江苏省", "城市": "南京市", "区县": "鼓楼区", "逾期天数": "132", "催收员": "电催王", "联系人1姓名": "孙某", "联系人1关系": "朋友", "联系人1手机": "139****0000", "担保人地址": "合肥市蜀山区",
              "外访派单时间": "2026-08-31 10:00", "外访状态": "已外访", "审批意见": "同意", "录入人": "内勤甲"}  # fmt: skip
    head = [
        *before,
        "案件编号",
        "客户姓名",
        "家庭地址",
        "外访日期",
        "外访时间",
        "结束时间",
        "外访员",
        "外访协助人员",
        "外访地址",
        "地址类型",
        "外访对象",
        "外访情况",
        "外访结果",
        "录入时间",
    ]
    rows: list[Row] = [head]
    for v in visits:
        rows.append([*before.values(), v.case_id, v.borrower_name, v.visit_address, v.visit_date.isoformat(), f"{v.start_time}", f"{v.end_time}", *v.visitors, v.visit_address, v.address_type, v.person_met, v.account,
                     v.outcome, f"{v.recorded_at}"])  # fmt: skip
    fields = "case_id borrower_name visit_date start_time end_time visitors visit_address address_type person_met account outcome recorded_at"
    meant = [said(v, fields, agency="恒通信用", household_address="安徽省安庆市怀宁县", home_address=v.visit_address, other_addresses=(("other", "合肥市蜀山区", "liable"),)) for v in visits]  # fmt: skip
    kept = {
        name: "12000" if name == "委案金额" else str(before[name])
        for name in before
        if name not in ("受托机构", "户籍地址", "担保人地址")
    }
    path = saved(folder / "g.xlsx", Sheet1=rows).rename(folder / "g.xlsm")
    return Log(path, meant, extra=(kept,) * len(visits))


def encrypted_in_english(folder: Path) -> Log:
    from msoffcrypto.format.ooxml import OOXMLFile

    visits = happened(5)
    head = ["No.", "Visit Ref", "Case No.", "Customer Name", "Date of Visit", "Arrival", "Departure", "Field Agent 1", "Agent 1 ID", "Field Agent 2", "Agent 2 ID", "Address Visited", "Type of Address", "Person Met",
            "Relationship", "ID Card Shown (Y/N)", "Attire", "Body Camera On", "Visit Notes", "Result", "PTP Date", "PTP Amount", "Entered At", "Remarks"]  # fmt: skip
    rows: list[Row] = [["Field Visit Register - September 2026"], ["Agency: Blue River Recovery Ltd"], head]
    for v in visits:
        rows.append([v.n, v.visit_id, v.case_id, v.borrower_name, v.visit_date, v.start_time, v.end_time, *v.lead, *v.second, v.visit_address, v.address_type, v.person_met, v.relation, yn(v.id_shown, "Y", "N", "N/A"),
                     v.dress, yn(v.recorded, "Yes", "No"), v.account, v.outcome, v.promise_date, v.promise_amount, v.recorded_at, v.remark])  # fmt: skip
    whole = saved(folder / "plain.xlsx", Visits=rows).read_bytes()
    with (folder / "h.xlsx").open("wb") as out:
        OOXMLFile(io.BytesIO(whole)).encrypt("Ru1-9", out)
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type person_met relation id_shown dress recorded account outcome promise_date promise_amount recorded_at remark"  # fmt: skip
    meant = [said(v, fields, agency="Blue River Recovery Ltd") for v in visits]
    return Log(folder / "h.xlsx", meant, passwords=("wrong", "Ru1-9"))


def address_in_parts_and_three_visitors(folder: Path) -> Log:
    """Days and clocks as plain numbers, the address in five columns, three visitors with a number each."""
    visits, third = happened(6), ("罗大勇", "WF7788")
    rows: list[Row] = [["案号", "债务人", "外访年月日", "开始", "截止", "外访人员A", "A工号", "外访人员B", "B工号", "外访人员C", "C工号", "省", "市", "区/县", "街道（路名）", "门牌号", "地址属性", "在场人员", "与债务人关系",
                        "亮证情况", "着装情况", "摄录情况", "面谈内容", "下一步计划", "结果", "纬度", "经度", "补充说明"]]  # fmt: skip
    meant = []
    for v in visits:
        more = third if v.n % 3 == 1 else ("", "")
        rows.append([v.case_id, v.borrower_name, int(f"{v.visit_date:%Y%m%d}"), int(f"{v.start_time:%H%M}"), int(f"{v.end_time:%H%M}"), *v.lead, *v.second, *more, *v.place, v.address_type, v.person_met, v.relation,
                     yn(v.id_shown, "主动出示", "未亮证"), v.dress, yn(v.recorded, "全程录音录像", "设备没电未录"), v.account, "下周回访", v.outcome, v.latitude, v.longitude, v.remark])  # fmt: skip
        fields = "case_id borrower_name visit_date start_time end_time visit_address address_type person_met relation id_shown dress recorded account outcome latitude longitude remark"
        meant.append(said(v, fields, visitors=(*v.visitors, *filter(None, more[:1])), visitor_numbers=(*v.visitor_numbers, *filter(None, more[1:]))))  # fmt: skip
    return Log(saved(folder / "i.xlsx", 外访=rows), meant, extra=({"下一步计划": "下周回访"},) * len(visits))


def half_of_the_day_only(folder: Path) -> Log:
    """Days without a year, 上午 or 下午 for a time, the recorder on or off."""
    visits = happened(6)
    rows: list[Row] = [
        [
            "外访单号",
            "日期",
            "时段",
            "户名",
            "档案号",
            "外访小组",
            "外访地点",
            "接触情况",
            "是否见本人",
            "工作证",
            "记录仪",
            "详情",
            "反馈结果",
            "是否承诺",
            "承诺时间",
            "应承金额",
        ]
    ]
    for v in visits:
        own = yn(v.relation == "本人")
        rows.append([v.visit_id, f"{v.visit_date.month}月{v.visit_date.day}日", "上午" if v.start_time.hour < 12 else "下午", v.borrower_name, v.case_id, "、".join(v.visitors), v.visit_address, v.outcome, own,
                     yn(v.id_shown, "√", "×"), yn(v.recorded, "开", "关"), v.account, v.outcome, yn(v.promise_date is not None), "9月30日" if v.promise_date else "", "1,500元" if v.promise_amount else ""])  # fmt: skip
    rows += [[], ["注：本表数据截至2026年9月30日"]]
    fields = "visit_id visit_date borrower_name case_id visitors visit_address id_shown recorded account outcome promise_date promise_amount"
    extra = tuple({"是否见本人": yn(v.relation == "本人")} for v in visits)
    return Log(saved(folder / "j_2026年9月外访.xlsx", 九月=rows), [said(v, fields) for v in visits], extra=extra)


def pages_with_their_own_headers(folder: Path) -> Log:
    """Printed pages one below the other: page line, header again, subtotal, note; the moment in one cell; hidden rows."""
    visits = happened(6)
    head = [
        "顺序号",
        "债权编号",
        "当事人",
        "实际外访时间",
        "离场时间",
        "作业人员",
        "人员编号",
        "地址",
        "地址来源",
        "受访人",
        "受访人关系",
        "是否亮证",
        "音视频",
        "现场情况",
        "外访结论",
        "异常上报",
        "登记时间",
    ]
    rows: list[Row] = [["金石律师事务所外访台账"]]
    for page in (0, 3):
        rows += [[f"第{page // 3 + 1}页"], head]
        for v in visits[page : page + 3]:
            rows.append([v.n, v.case_id, v.borrower_name, datetime.combine(v.visit_date, v.start_time), v.end_time, f"主：{v.lead[0]} 辅：{v.second[0]}", ",".join(v.visitor_numbers), v.visit_address, v.address_type,
                         v.person_met, v.relation, yn(v.id_shown), yn(v.recorded, "有", "无"), v.account, v.outcome, v.incident or "无", v.recorded_at])  # fmt: skip
        rows += [["小计", None, "3户"], ["说明：以上均经组长抽检。"], []]
    path = saved(folder / "k.xlsx", 台账=rows)
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.save(path)
    fields = "case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type person_met relation id_shown recorded account outcome recorded_at"
    return Log(path, [said(v, fields, incident=v.incident or "无", agency="金石律师事务所") for v in visits])


def formulas_with_results(folder: Path) -> Log:
    """Days, numbers and ends worked out by formulas; a length beside the end; a column of errors."""
    visits = happened(5)
    rows: list[Row] = [["序号", "案件编号", "客户名称", "外访日期", "上门时间", "停留时长(分钟)", "结束时间", "外访专员", "协访人", "工号1", "工号2", "城市", "详细地址", "被访人", "关系", "出示工作证", "录音录像", "外访报告",
                        "行动代码", "查找结果", "备注"]]  # fmt: skip
    for v in visits:
        rows.append([v.n, v.case_id, v.borrower_name, v.visit_date, v.start_time, 20, v.end_time, *v.visitors, *v.visitor_numbers, v.place[1], "".join(v.place[2:]), v.person_met, v.relation, yn(v.id_shown), yn(v.recorded),
                     v.account, v.outcome, "#N/A", "#REF!" if v.n == 3 else ""])  # fmt: skip
    path = saved(folder / "plain.xlsx", 日志=rows)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(folder / "l.xlsx", "w") as out:
        for name in whole.namelist():
            part = whole.read(name).decode() if name.endswith("sheet1.xml") else ""
            formulas = re.sub(r'(<c r="[ADG][2-9]"[^>]*>)(?=<v>)', r"\1<f>IF(TRUE,1,2)</f>", part)
            out.writestr(name, formulas or whole.read(name))
    fields = "case_id borrower_name visit_date start_time end_time visitors visitor_numbers person_met relation id_shown recorded account outcome"
    meant = [said(v, fields, visit_address="".join(v.place[1:])) for v in visits]
    return Log(folder / "l.xlsx", meant, extra=({"停留时长(分钟)": "20", "查找结果": "#N/A"},) * len(visits))


def html_named_xls(folder: Path) -> Log:
    visits = happened(5)
    head = [
        "工单号",
        "委案号",
        "持卡人",
        "上门日期",
        "签到时间",
        "签退时间",
        "外催员",
        "陪访人",
        "签到地址",
        "签到经度",
        "签到纬度",
        "见面人",
        "与持卡人关系",
        "是否出示工牌",
        "是否录像",
        "催记",
        "联络结果",
        "反馈日期",
    ]
    body = f'<tr><th colspan="18">外访签到明细</th></tr><tr>{"".join(f"<th>{h}</th>" for h in head)}</tr>'
    for v in visits:
        people = [f"{name}[{number}]" for name, number in (v.lead, v.second)]
        cells = [v.visit_id, v.case_id, v.borrower_name, v.visit_date, v.start_time, v.end_time, *people, v.visit_address, v.longitude, v.latitude, v.person_met, v.relation, yn(v.id_shown, "1", "0", ""), yn(v.recorded, "1", "0"),
                 f"{v.account}<br/>已上传&amp;归档", v.outcome, v.recorded_at]  # fmt: skip
        body += f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"
    (folder / "m.xls").write_text(
        f'<html><head><meta charset="utf-8"/></head><body><table>{body}</table></body></html>', encoding="utf-8"
    )
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address longitude latitude person_met relation id_shown recorded outcome recorded_at"
    return Log(folder / "m.xls", [said(v, fields, account=f"{v.account}\n已上传&归档") for v in visits])


def sheet_a_week(folder: Path) -> Log:
    """A sheet a week, one of them hidden, one with a single visit, one empty; numbered headers with hints; spoken clocks."""
    visits = happened(6)
    head = ["*客户姓名（必填）", "1、案件编号", "2、外访日期", "3、外访\n开始时间", "4、外访\n结束时间", "外访人员（姓名+工号）", "本次外访地址", "实际会见人", "是否着装规范", "是否表明身份", "是否开启录音录像", "地址核实情况",
            "外访过程描述（不少于30字）：", "结果反馈"]  # fmt: skip
    sheets = {}
    for number, (first, last) in enumerate(((1, 12), (13, 16), (17, 21), (22, 30)), 1):
        rows: list[Row] = [[], [None, f"第{number}周外访情况"], [], [None, *head]]
        for v in visits:
            if first <= v.visit_date.day <= last:
                day = f"{v.visit_date.month}.{v.visit_date.day}" if number % 2 else v.visit_date
                people = "，".join(f"{name}{no}" for name, no in (v.lead, v.second))
                half = "半" if v.start_time.minute == 30 else f"{v.start_time.minute}分" if v.start_time.minute else ""
                rows.append([None, v.borrower_name, v.case_id, day, f"{v.start_time.hour}点{half}", f"{v.end_time.hour}时{v.end_time:%M}分", people, v.visit_address, v.person_met, "规范", yn(v.id_shown, neither="未见人"),
                             yn(v.recorded), yn(v.address_verified, "已核实", "未核实"), v.account, v.outcome])  # fmt: skip
        sheets[f"9.{first}-9.{last}"] = [*rows, [None, "本周合计", len(rows) - 4]]
    path = saved(folder / "n_2026年外访.xlsx", **sheets)
    book = openpyxl.load_workbook(path)
    book.worksheets[2].sheet_state = "hidden"
    book.save(path)
    fields = "borrower_name case_id visit_date start_time end_time visitors visitor_numbers visit_address person_met id_shown recorded address_verified account outcome"
    return Log(path, [said(v, fields, dress="规范") for v in visits])


def spoken_headers(folder: Path) -> Log:
    visits = happened(5)
    rows: list[Row] = [["鸿信催收9月份上门登记"], [], ["客户是谁", "哪天去的", "几点到几点走", "谁去的", "去的哪里", "这是什么地方", "碰到谁了", "是他什么人", "证件给看了没", "衣服穿的什么", "录了没", "具体怎么谈的",
                                                "最后怎么说", "答应哪天还", "答应还多少"]]  # fmt: skip
    for v in visits:
        clock = f"{v.start_time.hour}点{v.start_time:%M}到{v.end_time.hour}点{v.end_time:%M}"
        rows.append([v.borrower_name, f"9月{v.visit_date.day}号", clock, "和".join(v.visitors), v.visit_address, v.address_type, v.person_met or "没人", v.relation, yn(v.id_shown, "看了", "没看"), v.dress,
                     yn(v.recorded, "录了", "没录"), v.account, v.outcome, "9.30" if v.promise_date else "", "1500块" if v.promise_amount else ""])  # fmt: skip
    fields = "borrower_name visit_date start_time end_time visitors visit_address address_type relation id_shown dress recorded account outcome promise_date promise_amount"
    return Log(
        saved(folder / "鸿信2026年9月.xlsx", 九月=rows), [said(v, fields, person_met=v.person_met or "没人") for v in visits]
    )


def merged_days_xls(folder: Path) -> Log:
    """Old .xls: the day merged over its visits, groups above 自 and 至 and 组长 and 组员, lines for persons in charge."""
    import xlwt

    visits = happened(6)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("外访日报")
    day, clock = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="hh:mm")
    sheet.write_merge(0, 0, 0, 14, "外访工作日报表（催收部）")
    for text, left, right in (
        ("外访组", 1, 2),
        ("案件", 3, 4),
        ("外访时间", 5, 6),
        ("地址信息", 7, 8),
        ("访谈情况", 9, 11),
        ("合规自查", 12, 13),
    ):
        sheet.write_merge(1, 1, left, right, text)
    sheet.write_merge(1, 2, 0, 0, "日期"), sheet.write_merge(1, 2, 14, 14, "备注")
    for j, text in enumerate(
        ["组长", "组员", "编号", "户名", "自", "至", "类别", "详址", "对象", "关系", "经过", "出示证件", "录音录像"], 1
    ):
        sheet.write(2, j, text)
    for i in range(0, 6, 2):
        sheet.write_merge(3 + i, 4 + i, 0, 0, visits[i].visit_date, day)
    for i, v in enumerate(visits, 3):
        sheet.write(i, 5, v.start_time, clock), sheet.write(i, 6, v.end_time, clock)
        cells = {1: v.lead[0], 2: v.second[0], 3: v.case_id, 4: v.borrower_name, 7: v.address_type, 8: v.visit_address, 9: v.person_met, 10: v.relation, 11: v.account, 12: yn(v.id_shown, "√", "×"),
                 13: yn(v.recorded, "√", "×"), 14: v.remark}  # fmt: skip
        for j, cell in cells.items():
            sheet.write(i, j, cell)
    sheet.write(9, 0, "合计"), sheet.write(9, 3, 6), sheet.write(10, 0, "部门负责人："), sheet.write(10, 5, "制表人：")
    book.save(str(folder / "p.xls"))
    fields = "visitors case_id borrower_name start_time end_time address_type visit_address person_met relation account id_shown recorded remark"
    return Log(folder / "p.xls", [said(v, fields, visit_date=visits[i - i % 2].visit_date) for i, v in enumerate(visits)])


def export_of_an_app(folder: Path) -> Log:
    """Keys for headers, moments with their zone, true and false."""
    visits = happened(5)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["task_no", "case_no", "debtor_name", "checkin_time", "checkout_time", "collector_name", "collector_no", "partner_name", "partner_no", "visit_address", "address_type", "lng", "lat", "contact_person",
                     "contact_relation", "is_id_shown", "is_recorded", "visit_desc", "visit_result", "ptp_date", "ptp_amount", "create_time", "remark"])  # fmt: skip
    for v in visits:
        day = v.visit_date.isoformat()
        writer.writerow([v.visit_id, v.case_id, v.borrower_name, f"{day}T{v.start_time}+08:00", f"{day}T{v.end_time}+08:00", *v.lead, *v.second, v.visit_address, v.address_type, v.longitude, v.latitude, v.person_met, v.relation,
                         yn(v.id_shown, "true", "false", "null"), yn(v.recorded, "true", "false"), v.account, v.outcome, v.promise_date or "", v.promise_amount or "", v.recorded_at, v.remark])  # fmt: skip
    (folder / "q.csv").write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type longitude latitude person_met relation id_shown recorded account outcome promise_date promise_amount recorded_at remark"  # fmt: skip
    return Log(folder / "q.csv", [said(v, fields) for v in visits])


def notes_around(folder: Path) -> Log:
    """Instructions above, a legend at the side, blank columns between, the header in the ninth row."""
    visits = happened(5)
    head = [None, "任务编号", "委案号码", "被访债务人", "外访日期", None, "开始时刻", "结束时刻", None, "主办外访员", "协办外访员", "目的地", "目的地类别", "会见人", "会见人身份", "亮证（是/否）", "仪容仪表", "全程录像（是/否）", "核址方式",
            "沟通摘要", "外访结论", "风险提示"]  # fmt: skip
    rows: list[Row] = [[None, "填报要求"], [None, "1、日期格式：yyyy-mm-dd", *[None] * 17, "图例"], [None, "2、是否类填写“是”或“否”", *[None] * 17, "红色：异常"], [None, "3、每日18:00前报送"], [],
                       [None, "机构：", "同创金服（北京）信用管理有限公司"], [], [], head]  # fmt: skip
    for v in visits:
        rows.append([None, v.visit_id, v.case_id, v.borrower_name, v.visit_date.isoformat(), None, f"{v.start_time:%H:%M}", f"{v.end_time:%H:%M}", None, " ".join(v.lead), " ".join(v.second), v.visit_address, v.address_type,
                     v.person_met, v.relation, yn(v.id_shown), v.dress, yn(v.recorded), "电话核实" if v.address_verified else "未核实", v.account, v.outcome, v.incident])  # fmt: skip
    fields = "visit_id case_id borrower_name visit_date start_time end_time visitors visitor_numbers visit_address address_type person_met relation id_shown dress recorded address_verified account outcome incident"  # fmt: skip
    return Log(
        saved(folder / "r.xlsx", 外访记录=rows), [said(v, fields, agency="同创金服（北京）信用管理有限公司") for v in visits]
    )


def two_teams_on_a_sheet(folder: Path) -> Log:
    """Two tables one below the other with their columns in another order."""
    visits = happened(6)
    rows: list[Row] = [
        ["外访一组"],
        [
            "案件编号",
            "借款人",
            "外访日期",
            "开始时间",
            "结束时间",
            "外访人员",
            "外访地址",
            "见面人",
            "外访经过",
            "结果",
            "出示证件",
            "录音",
        ],
    ]
    rows += [[v.case_id, v.borrower_name, v.visit_date, v.start_time, v.end_time, "、".join(v.visitors), v.visit_address, v.person_met, v.account, v.outcome, yn(v.id_shown), yn(v.recorded)] for v in visits[:3]]  # fmt: skip
    rows += [
        ["小计", None, 3],
        [],
        ["外访二组"],
        ["借款人", "案件编号", "外访人员", "外访日期", "起止时间", "结果", "外访地址", "外访经过", "见面人", "录音", "出示证件"],
    ]
    rows += [[v.borrower_name, v.case_id, "/".join(v.visitors), v.visit_date, v.span.replace("-", "—"), v.outcome, v.visit_address, v.account, v.person_met, yn(v.recorded), yn(v.id_shown)] for v in visits[3:]]  # fmt: skip
    fields = (
        "case_id borrower_name visit_date start_time end_time visitors visit_address person_met account outcome id_shown recorded"
    )
    return Log(saved(folder / "t.xlsx", 第一周=[*rows, ["总计", None, 6]]), [said(v, fields) for v in visits])


def hong_kong(folder: Path) -> Log:
    """Headers in two languages, day before month, am and pm, names in Latin letters."""
    visits, names = happened(9), ("Chan Tai Man", "Wong Siu Ming", "Lee Ka Yan", "Cheung Wai", "Ho Mei Ling", "Lam Chi Keung", "Ng Wing", "Yip Kwok Wai", "Tse Man")  # fmt: skip
    rows: list[Row] = [["檔案編號 File No.", "客戶名稱 Customer Name", "外訪日期 Visit Date", "到達時間 Time In", "離開時間 Time Out", "外訪員(1) Officer 1", "外訪員(2) Officer 2", "外訪地址 Address Visited", "地址類別 Address Type",
                        "會見人士 Person Met", "關係 Relationship", "已出示證件 ID Shown", "全程錄影 Recorded", "外訪詳情 Details of Visit", "結果 Result", "備註 Remarks"]]  # fmt: skip
    meant = []
    for v, name in zip(visits, names, strict=True):
        met, relation = (name, "本人") if v.relation == "本人" else ("家人", "親屬")
        clocks = [f"{(c.hour - 1) % 12 + 1}:{c:%M} {'am' if c.hour < 12 else 'pm'}" for c in (v.start_time, v.end_time)]
        rows.append([v.case_id, name, f"{v.visit_date:%d/%m/%Y}", *clocks, "Ma Ho Yin", "Kwok Tsz Kit", v.visit_address, "住宅", met, relation, yn(v.id_shown, neither="不適用"), yn(v.recorded), v.account, v.outcome, v.remark])  # fmt: skip
        fields = "case_id visit_date start_time end_time visit_address id_shown recorded account outcome remark"
        meant.append(said(v, fields, borrower_name=name, visitors=("Ma Ho Yin", "Kwok Tsz Kit"), address_type="住宅", person_met=met, relation=relation))  # fmt: skip
    return Log(saved(folder / "u.xlsx", 外訪紀錄=rows), meant)


def bare_minimum(folder: Path) -> Log:
    """Ten short headers, days and clocks as bare serial numbers, the account under 备注."""
    visits = happened(5)
    rows: list[Row] = [["编号", "案号", "姓名", "日期", "时间", "人员", "地址", "对象", "结果", "备注"]]
    for v in visits:
        clock = round((v.start_time.hour * 60 + v.start_time.minute) / 1440, 6)
        rows.append([v.n, v.case_id, v.borrower_name, (v.visit_date - date(1899, 12, 30)).days, clock, "、".join(v.visitors), v.visit_address, v.person_met or "无人", v.outcome, v.account])  # fmt: skip
    fields = "case_id borrower_name visit_date start_time visitors visit_address outcome account"
    return Log(saved(folder / "v.xlsx", Sheet1=rows), [said(v, fields, person_met=v.person_met or "无人") for v in visits])


LOGS: tuple[Callable[[Path], Log], ...] = (
    groups_merged_in_two_rows, sheet_a_collector_named_above, codes_and_long_numbers_xls, open_document, gbk_semicolons, traditional_utf16_tabs, columns_of_the_case_around, encrypted_in_english,
    address_in_parts_and_three_visitors, half_of_the_day_only, pages_with_their_own_headers, formulas_with_results, html_named_xls, sheet_a_week, spoken_headers, merged_days_xls, export_of_an_app, notes_around,
    two_teams_on_a_sheet, hong_kong, bare_minimum,
)  # fmt: skip
