"""What the fields of logs, case files and registers are called in a report."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

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
    "entrusted_from": Text("委托开始", "entrusted from"),
    "entrusted_to": Text("委托结束", "entrusted until"),
    "events": Text("案件状态", "state of the case"),
    "contact_log": Text("联系记录", "contact record"),
    "promises": Text("承诺还款", "promise"),
    "consent": Text("同意或约定", "consent"),
    "contacts": Text("联系人", "contacts"),
    "contact_name": Text("联系人姓名", "contact's name"),
    "contact_relation": Text("联系人关系", "contact's relation"),
    "contact_address": Text("联系人地址", "contact's address"),
    "contact_date": Text("联系日期", "contact date"),
    "contact_channel": Text("联系方式", "contact channel"),
    "contact_result": Text("联系结果", "contact result"),
    "liable": Text("共同还款人", "liable person"),
    "liable_name": Text("共同还款人姓名", "liable person's name"),
    "liable_role": Text("共同还款人身份", "liable person's role"),
    "liable_address": Text("共同还款人地址", "liable person's address"),
    "spouse_name": Text("配偶姓名", "spouse's name"),
    "spouse_address": Text("配偶地址", "spouse's address"),
    "mailing_address": Text("通讯地址", "mailing address"),
    "other_address": Text("其他地址", "other address"),
    "address": Text("地址", "address"),
    "addresses": Text("登记地址", "addresses on file"),
    "address_kind": Text("地址类型", "kind of address"),
    "address_owner": Text("地址所属人", "whose address"),
    "status": Text("状态", "status"),
    "status_start": Text("状态起始日", "status from"),
    "status_end": Text("状态结束日", "status until"),
    "name": Text("姓名", "name"),
    "number": Text("工号", "staff number"),
    "trained_on": Text("培训日期", "trained on"),
    "credential": Text("证件", "credential"),
    "credential_until": Text("证件有效期", "credential valid until"),
    "joined_on": Text("入职日期", "joined on"),
    "left_on": Text("离职日期", "left on"),
    "employer": Text("所属单位", "employer"),
    "barred": Text("是否禁入", "barred"),
    "columns": Text("列标题", "headers"),
    "coordinates": Text("坐标", "coordinates"),
    "visitor_count": Text("外访人数", "number of visitors"),
    "duration": Text("时长", "duration"),
    "distance": Text("定位偏差", "distance"),
    "record_ref": Text("录音录像编号", "recording number"),
    "borrower_id_number": Text("证件号码", "identity number"),
    "borrower_phone": Text("联系电话", "phone"),
    "card_no": Text("卡号", "card number"),
    "address_detail": Text("详细地址", "address detail"),
    "province": Text("省", "province"),
    "city": Text("市", "city"),
    "district": Text("区县", "district"),
    "street": Text("街道", "street"),
    "region": Text("区域", "region"),
    "row_no": Text("序号", "row number"),
    "met": Text("是否见到本人", "met or not"),
    "photos": Text("照片", "photos"),
    "recorded_by": Text("录入人", "entered by"),
    "visit_reason": Text("外访原因", "reason of the visit"),
    "next_action": Text("下一步措施", "next step"),
    "order_status": Text("工单状态", "order status"),
    "overdue_days": Text("逾期天数", "days overdue"),
    "amount_due": Text("欠款金额", "amount due"),
    "principal": Text("本金", "principal"),
    "paid_amount": Text("还款金额", "amount paid"),
    "contract_no": Text("合同编号", "contract number"),
    "batch_no": Text("批次号", "batch number"),
    "letter": Text("函件", "letter"),
    "authorised": Text("是否授权", "authorised"),
    "address_valid": Text("地址是否有效", "address valid"),
    "gender": Text("性别", "gender"),
    "reviewed": Text("是否复核", "reviewed"),
    "other_date": Text("其他日期", "other date"),
    "detail": Text("说明", "detail"),
}

#: Fields that hold nothing but names of people.
NAME_FIELDS = frozenset(
    {"borrower_name", "visitors", "person_met", "name", "contact_name", "liable_name", "spouse_name", "recorded_by"}
)

#: Fields that hold addresses and nothing else; what tells of an address (verified, its kind) is not among them.
ADDRESS_FIELDS = frozenset(
    {"visit_address", "home_address", "work_address", "household_address", "other_addresses", "contact_address", "liable_address",
     "spouse_address", "mailing_address", "other_address", "address", "addresses", "address_detail"}
)  # fmt: skip


def field_name(field: str) -> Text:
    """A field's name; columns outside the canon keep the header they came with."""
    bare = field.removeprefix("extra.").removeprefix("extra:")
    return FIELD_NAMES.get(bare, Text(bare, bare))
