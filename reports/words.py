"""The report's fixed words in both languages: fields, grades, outcomes, decisions."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Outcome, Text, Verdict

FIELD_NAMES: Mapping[str, Text] = {
    "visit_id": Text("外访编号", "visit number"),
    "case_id": Text("案件编号", "case number"),
    "agency": Text("机构", "agency"),
    "borrower_name": Text("借款人", "borrower"),
    "visit_date": Text("外访日期", "visit date"),
    "start_time": Text("开始时间", "start"),
    "end_time": Text("结束时间", "end"),
    "visitors": Text("外访人员", "visitors"),
    "visitor_numbers": Text("外访人员工号", "visitors' numbers"),
    "visit_address": Text("外访地址", "address visited"),
    "address_type": Text("地址类型", "kind of address"),
    "home_address": Text("家庭地址", "home address"),
    "work_address": Text("单位地址", "work address"),
    "household_address": Text("户籍地址", "household address"),
    "other_addresses": Text("其他地址", "other addresses"),
    "person_met": Text("接触人", "person met"),
    "relation": Text("与借款人关系", "relation"),
    "id_shown": Text("是否出示证件", "credentials shown"),
    "dress": Text("着装", "dress"),
    "recorded": Text("是否录音录像", "recorded"),
    "recording_start": Text("录音录像开始", "recording start"),
    "recording_end": Text("录音录像结束", "recording end"),
    "account": Text("外访经过", "account"),
    "outcome": Text("外访结果", "outcome"),
    "promise_date": Text("承诺还款日", "promise date"),
    "promise_amount": Text("承诺金额", "promised amount"),
    "address_verified": Text("地址是否核实", "address verified"),
    "prior_contact": Text("前期联系", "prior contact"),
    "latitude": Text("纬度", "latitude"),
    "longitude": Text("经度", "longitude"),
    "recorded_at": Text("录入时间", "entered at"),
    "incident": Text("异常情况", "incident"),
    "remark": Text("备注", "remark"),
    "outsourced_notice": Text("委外告知日期", "notice of outsourcing"),
    "trained_on": Text("培训日期", "trained on"),
    "credential_until": Text("证件有效期", "credential valid until"),
    "left_on": Text("离职日期", "left on"),
    "status": Text("状态", "status"),
    "employer": Text("所属单位", "employer"),
    "name": Text("姓名", "name"),
    "number": Text("工号", "staff number"),
}

#: Fields that hold nothing but names of people.
NAME_FIELDS = frozenset({"borrower_name", "visitors", "person_met", "name"})

GRADES: Mapping[int, Text] = {
    1: Text("重大", "critical"),
    2: Text("严重", "serious"),
    3: Text("一般", "ordinary"),
    4: Text("提示", "minor"),
}

STANDINGS: Mapping[str, Text] = {
    "violation": Text("疑似违规", "suspected violation"),
    "confirmed": Text("违规（已确认）", "violation (confirmed)"),
    "review": Text("待核实", "to be reviewed"),
    "dismissed": Text("已排除", "dismissed"),
}

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.VIOLATION: Text("疑似违规", "suspected violation"),
    Outcome.REVIEW: Text("待核实", "to be reviewed"),
}

VERDICTS: Mapping[Verdict, Text] = {
    Verdict.CONFIRMED: Text("确认", "confirmed"),
    Verdict.DISMISSED: Text("排除", "dismissed"),
    Verdict.WANTED: Text("待补证", "evidence wanted"),
}

KINDS: Mapping[str, Text] = {
    "visits": Text("外访日志", "visit log"),
    "cases": Text("案件台账", "case file"),
    "staff": Text("外访人员名册", "staff register"),
}


def field_name(field: str) -> Text:
    """A field's name; columns outside the canon keep the header they came with."""
    bare = field.removeprefix("extra.").removeprefix("extra:")
    return FIELD_NAMES.get(bare, Text(bare, bare))
