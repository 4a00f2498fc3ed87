"""The activity that a number counts, across agencies and kinds of work."""

from __future__ import annotations

import pytest

from kg.extract import measures
from kg.extract.view import view


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("发放宣传册3000份，接受群众咨询500人次。", "publicity publicity"),
        ("开展税法宣传12场，受众2000人。", "publicity publicity"),
        ("悬挂横幅60条，推送普法短视频20条。", "publicity publicity"),
        ("举办执法人员培训班3期，参训180人次。", "training training"),
        ("组织党组理论学习中心组学法6次。", "training"),
        ("37人参加行政执法资格考试。", "training"),
        ("组织领导干部旁听庭审2次。", "training"),
        ("检查生产经营单位807家次。", "inspection"),
        ("“双随机、一公开”抽查企业60户。", "inspection"),
        ("出动执法人员1200人次，巡查工地300个次。", "inspection inspection"),
        ("抽检食品1500批次。", "inspection"),
        ("立案查处违法案件56件，罚没款120万元。", "penalty penalty"),
        ("作出行政处罚决定73份。", "penalty"),
        ("查处酒驾320起，行政拘留45人。", "penalty penalty"),
        ("查获走私案件12起，案值3000万元。", "penalty penalty"),
        ("适用首违不罚54户次。", "penalty"),
        ("排查事故隐患656项，整改完成640项。", "rectification rectification"),
        ("下达责令限期整改指令书50份。", "rectification"),
        ("拆除违法建筑5处。", "rectification"),
        ("办理行政许可1.2万件。", "licensing"),
        ("核发排污许可证85件，审批时限压缩50%。", "licensing licensing"),
        ("受理不动产登记41208件。", "licensing"),
        ("制定行政规范性文件8件，废止12件。", "rulemaking rulemaking"),
        ("提请审议地方性法规5件，制定政府规章3件。", "rulemaking rulemaking"),
        ("修订应急预案4项。", "rulemaking"),
        ("审查合同163份，提出法律意见300余条。", "legal_review legal_review"),
        ("开展重大执法决定法制审核36件。", "legal_review"),
        ("评查行政处罚案卷80卷。", "legal_review"),
        ("合法性审查涉法文件64份。", "legal_review"),
        ("受理行政复议案件52件，审结48件。", "dispute dispute"),
        ("调解矛盾纠纷391件，调解成功率98%。", "dispute dispute"),
        ("受理投诉举报8942件，办结率98.6%。", "dispute dispute"),
        ("办理12345热线工单2088件。", "dispute"),
        ("出庭应诉12件。", "dispute"),
        ("组织应急演练3场次，160余人参演。", "drill drill"),
        ("发生一般生产安全事故2起，死亡2人。", "accident accident"),
        ("主动公开政府信息320条。", "disclosure"),
        ("公示行政处罚信息150条。", "disclosure"),
        ("聘请法律顾问2名，公职律师1名。", "counsel counsel"),
        ("召开党组会议4次，研究法治议题11个。", "meeting meeting"),
        ("局党组会全年5次研究法治建设工作。", "meeting"),
        ("梳理权责清单事项119项，其中行政许可4项、行政处罚110项。", "power_list power_list power_list"),
        ("为1名调离人员注销执法证。", "staffing"),
        ("现有持证执法人员36名。", "staffing"),
        ("办理人大代表建议12件、政协提案8件。", "other other"),
        ("保留政务服务事项515项，取消18项。", "power_list power_list"),
        ("完成18件规范性文件、68件上会文件合法性审查。", "legal_review legal_review"),
        ("审查文件32件，提出修改意见87条。", "legal_review legal_review"),
        ("对6起重大案件进行集体讨论。", "legal_review"),
        ("法律顾问6名出具意见书78份。", "counsel legal_review"),
        ("举报奖励3人1.2万元。", "dispute dispute"),
        ("14名在编人员参加行政执法考试。", "training"),
        ("主动公开信息417篇，其中部门文件2件、政策解读5件。", "disclosure disclosure disclosure"),
        ("审核因公出国团组15个。", "licensing"),
        ("核发动物检疫证明3.4万份，诊所备案42家，注销登记31户。", "licensing licensing licensing"),
        ("明确不予处罚情形7种、从轻处罚9种。", "rulemaking rulemaking"),
        ("受理投诉举报43906件，按时办结率99.87%。", "dispute dispute"),
        ("公职律师参与疑难案件会商6次。法律顾问提供咨询31次。", "counsel counsel"),
        ("司法所列席党委会议11次。", "legal_review"),
        ("为街道审查合同19份，出具法律意见书6份。", "legal_review counsel"),
        ("全年审查186件，其中规范性文件8件、重大行政决策5项。", "legal_review legal_review legal_review"),
        ("下达责令改正违法行为决定书64份。", "rectification"),
        ("参加法律考试，参考率、优秀率分别达到100%、93.3%。", "training training"),
        ("设立田长120名；办理行政复议11件。", "other dispute"),
        ("保留行政处罚286项、行政强制十二项、行政许可6项。", "power_list power_list power_list"),
        ("取消、下放行政许可事项167项。", "licensing"),
        ("审查合同协议388份、规范性文件1件。", "legal_review legal_review"),
        ("公示许可129条、处罚14条。", "disclosure disclosure"),
        ("抽查养老机构七家、社会组织15家。", "inspection inspection"),
        ("评查案卷1208卷，纠正执法过错37处。", "legal_review legal_review"),
        ("办理行政复议8件；按照规定自行纠正1件。", "dispute dispute"),
        ("备案审查规范性文件62件，纠正8件。", "rulemaking rulemaking"),
        ("新增减税降费5.83亿元，惠及纳税人1.9万户次。", "other other"),
        ("立案36件，接待游客120万人次。", "penalty other"),
        ("基层监督员年龄偏大，50岁以上占44%。", "staffing"),
    ],
)
def test_an_activity_is_told_by_its_words(text: str, activities: str) -> None:
    assert [m.activity for m in measures.find(view(text), [], [], 2022)] == activities.split()


def test_the_governing_deed_speaks_before_the_thing() -> None:
    review, publicity = measures.find(view("审查规范性文件12件。宣讲行政处罚法6场。"), [], [], 2022)
    assert (review.activity, publicity.activity) == ("legal_review", "publicity")


def test_the_head_of_a_compound_speaks_before_its_modifier() -> None:
    assert measures.find(view("开展行政执法检查培训3次。"), [], [], 2022)[0].activity == "training"


def test_an_audience_belongs_to_its_event() -> None:
    text = "组织应急演练5次，参与800人。组织法治讲座2场，吸引群众300人。"
    assert [m.activity for m in measures.find(view(text), [], [], 2022)][1] == "drill"


def test_the_heading_decides_where_the_clause_says_nothing() -> None:
    text = "（五）落实“谁执法谁普法”责任。在学校举办讲座4场。\n（六）加强队伍建设。为干部举办讲座4场。"
    assert [m.activity for m in measures.find(view(text), [], [], 2022)] == ["publicity", "training"]


def test_the_header_of_a_table_decides_for_its_rows() -> None:
    text = "（三）执法数据\n  类别    立案    罚没款\n  生活垃圾  327件  9.07万元\n  合  计  880件  130.01万元\n审查合同3份。"
    assert [m.activity for m in measures.find(view(text), [], [], 2022)] == ["penalty"] * 4 + ["legal_review"]
