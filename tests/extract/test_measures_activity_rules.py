"""Each rule on the words of a clause, on turns of phrase of many agencies; and what it must leave alone."""

from __future__ import annotations

import pytest

from kg.extract import activity, measures
from kg.extract.view import view

CASES = {
    "done to what is counted": [
        ("对136件重大行政处罚案件逐一进行法制审核。", "legal_review"),
        ("全年出台的8件行政规范性文件全部经过合法性审核。", "legal_review"),
        ("对拟出台的《河道管理办法》等4份文件进行合法性审查。", "legal_review"),
        ("全区45所学校均聘请了法律顾问。", "counsel"),
        ("对36名执法人员进行了岗前培训。", "training"),
        ("56名局管干部进行了年度述法。", "other"),
        ("14个街道党政主要负责人全部完成书面述法。", "other"),
        ("全市1200名执法人员全部通过资格考试。", "training"),
    ],
    "what people do, not who they are": [
        ("组织执法骨干25人旁听庭审。", "training"),
        ("组织领导干部286人开展年终述法。", "other"),
        ("组织新任科级干部18名参加任前法律知识考试。", "training"),
        ("法律顾问6名出具意见书78份。", "counsel legal_review"),
    ],
    "lessons for the public": [
        ("派出所民警走进中小学讲授法治课36节。", "publicity"),
        ("镇司法所到村开展法治讲座26场，受众3100人。", "publicity publicity"),
        ("到社区开设法治夜校8期。", "publicity"),
        ("为全局执法人员集中授课4次，参训320人次。", "training training"),
        ("邀请法律顾问为全体干部授课3次。", "training"),
        ("主要负责人带头讲法治课2次。", "training"),
    ],
    "hearings on a rule or decision": [
        ("就3项重大行政决策召开听证会3次。", "rulemaking rulemaking"),
        ("召开立法座谈会12次，收集意见320条。", "rulemaking rulemaking"),
        ("召开企业座谈会6次。", "meeting"),
    ],
    "a deed that means another thing with its head": [
        ("查获外来物种57批次。", "inspection"),
        ("查获走私烟草案件9起，案值120万元。", "penalty penalty"),
        ("检查涉嫌无证经营食品店铺45家。", "inspection"),
        ("巡查发现违法占地24宗，面积36亩。", "inspection inspection"),
        ("立案查处违法占地24宗。", "penalty"),
        ("发放法律援助告知书1200份。", "publicity"),
        ("发放整改通知书45份。", "rectification"),
        ("收缴过期执法证件26个。", "staffing"),
        ("党组会审议案件11件。", "legal_review"),
        ("党组会审议法治议题11项。", "meeting"),
        ("审议工作方案11件。", "rulemaking"),
        ("研究应急预案6件。", "rulemaking"),
        ("讨论人大代表议案12件。", "other"),
        ("讨论政协提案5件。", "other"),
        ("研究行政处罚案件共16件。", "legal_review"),
        ("检查合同45份。", "legal_review"),
        ("检查合同印章45家。", "inspection"),
        ("检查文件柜30个。", "inspection"),
    ],
    "a deed named in full by the clause before": [
        ("开展执法文书自查，自查1450份，纠正不规范文书38份。", "legal_review legal_review"),
        ("开展安全隐患自查，自查企业36家。", "inspection"),
        ("开展行政规范性文件清理，清理86件，废止12件。", "rulemaking rulemaking"),
    ],
    "a deed behind an empty verb": [
        ("召开局党组会议4次，组织党组理论学习中心组学习习近平法治思想6次。", "meeting training"),
        ("开展重大执法案件法律监督评查5次。", "legal_review"),
    ],
    "taking part belongs to what it is in": [
        ("举办行政法知识培训8期，1,030人次参加。", "training training"),
        ("应急演练12场，参与群众1500人次。", "drill drill"),
        ("组织防汛演练3场，出动120人次。", "drill drill"),
        ("受理纠纷503件，涉案金额2100万元。", "dispute dispute"),
        ("立案12件，涉案金额300万元。", "penalty penalty"),
        ("召开法治建设领导小组会议3次，解决问题17个。", "meeting meeting"),
    ],
    "rates": [
        ("全镇“一村一法律顾问”覆盖率100%。", "counsel"),
        ("受理12345热线工单2300件，按期答复率100%。", "dispute dispute"),
        ("受理政府信息公开申请36件，按期答复率100%。", "disclosure disclosure"),
        ("行使赋权事项17项；老旧院落物业纠纷易发多发，同比上升11.2%。", "power_list dispute"),
    ],
    "counsel that advises": [
        ("公职律师4名，全年参与审查合同23份，提供法律咨询30余次。", "counsel legal_review counsel"),
        ("选派村（社区）法律顾问420名，提供法律服务6800次。", "counsel counsel"),
        ("开展民法典宣传8场，提供法律咨询300人次。", "publicity publicity"),
    ],
    "services are no powers": [
        ("梳理公布政务服务事项112项；取消各类证明26项。", "power_list licensing"),
        ("动态调整权责清单事项42项。", "power_list"),
    ],
    "registers of credit": [
        ("将18户企业列入经营异常名录。", "inspection"),
        ("移出经营异常名录320户。", "licensing"),
        ("列入严重违法失信名单6家。", "penalty"),
    ],
    "answering for faults": [
        ("追究执法过错责任3人。", "other"),
        ("依法追究刑事责任6人。", "penalty"),
    ],
}


@pytest.mark.parametrize(
    ("text", "activities"), [case for cases in CASES.values() for case in cases], ids=lambda value: value[:24]
)
def test_a_turn_of_phrase_has_its_activity(text: str, activities: str) -> None:
    assert [m.activity for m in measures.find(view(text), [], [], 2022)] == activities.split()


def test_a_deed_in_a_cell_speaks_before_the_header_of_its_table() -> None:
    text = "（三）执法情况\n 单位    查验情况    立案情况    罚没情况\n 东港海关    查验8215票    行政立案904起\n"
    assert [m.activity for m in measures.find(view(text), [], [], 2022)] == ["inspection", "penalty"]


def test_a_titled_table_without_header_has_the_class_of_its_title() -> None:
    text = "附：近三年行政处罚情况\n 2020年 344件 391.5万元\n 2021年 269件 614.8万元\n 2022年 231件 18.6万元\n"
    assert {m.activity for m in measures.find(view(text), [], [], 2022)} == {"penalty"}


def test_of_classes_with_as_many_votes_the_first_in_the_order_of_classes_is_taken() -> None:
    assert activity.loudest({"training": 2.0, "publicity": 2.0, "other": 1.0}) == "publicity"
    assert activity.loudest({"publicity": 2.0, "training": 2.0}) == "publicity"
    assert activity.loudest({"publicity": 2.0, "training": 2.5}) == "training"
    assert activity.loudest({"publicity": 0.1}) == activity.loudest({}) == "other"
