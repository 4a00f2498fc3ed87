"""What the words around a number do to it: averages, single cases, totals of a whole body, zeros of several things."""

from __future__ import annotations

import pytest

from kg.catalogue.indicators import rates
from kg.extract import extract
from kg.link import uses
from kg.link.surroundings import header
from kg.records import ADDS_UP, AGAIN, AVERAGE, BOUND, CHANGE, HELD, OTHER_YEAR, PART, SourceText


def used(text: str) -> list[tuple[str, str | None]]:
    whole = f"甲县司法局2021年法治政府建设情况报告\n一、主要举措和成效\n{text}\n"
    record = extract(SourceText("a.txt", "0" * 64, whole))
    return [(m.use, " ".join(m.counts_for) or None) for m in uses.settle(record).measures]


#: What a report says, and which indicators its numbers count for.
COUNTS = [
    # what befalls the things counted, and what governs an organ
    ("移送市纪委监委9人、市公安局4件。", [None, None]),
    ("“首违不罚”适用41起。", [None]),
    ("有1件处罚决定被中级人民法院终审撤销。", [None]),
    ("试点“说理式执法”文书210份。", [None]),
    ("被省自然资源厅通报2起。", [None]),
    ("督办重点案件5起。", [None]),
    ("实施行政处罚12起，移送公安3起。", ["cases", None]),
    # what is no penalty, and what another organ does
    ("纠正乱收费、乱罚款问题14起，为9家企业退还乱罚款23.7万元。", [None, None, None]),
    ("查处无证经营4起，防止民转刑案件3起。", ["cases", None]),
    ("非诉执行申请19件。", [None]),
    ("数字化城管指挥中心受理案件18.9万件。", [None]),
    ("按12345热线转办事项立案查处12起，综合执法指挥中心查处违法案件5起。", ["cases", "cases"]),
    ("向行业部门发送“三书一函”52份。", [None]),
    ("作出行政处罚决定52份。", ["cases"]),
    ("推行“首违警告、轻微免罚”，适用2.2万起。", [None]),
    ("推行简易程序，依法适用简易程序处罚218起。", ["cases"]),
    ("配合市公安局依法查处缠访闹访等违法行为17起。", [None]),
    ("积极协助查处非法电鱼案3起。", [None]),
    ("加强部门配合，查处非法电鱼案3起。", ["cases"]),
    ("在市公安局配合下查处非法电鱼案3起。", ["cases"]),
    ("会同市公安局查处非法电鱼案3起。", ["cases"]),
    # some of all the cases
    ("立案查处水事违法案件11起。落实“四张清单”，从轻处罚2起。", ["cases", None]),
    ("落实“四张清单”，从轻处罚2起。", ["cases"]),
    ("落实“四张清单”，从轻处罚12起。立案查处水事违法案件11起。", ["cases", "cases"]),
    ("立案11起，按日计罚1起。", ["cases", None]),
    ("全年立案11起。领办重点难点水事案件2起。", ["cases", None]),
    ("全年立案171起。局长对重大案件9件亲自挂牌督办。", ["cases", None]),
    ("对重大案件9件挂牌督办。", [None]),
    ("全年立案30件。局长亲自带队查处违法案件5件。", ["cases", None]),
    ("局长亲自带队查处违法案件5件。", ["cases"]),
    ("经批评教育仍不改正的立案5起。", ["cases"]),
    ("对无证经营立案9件，督办整改。", ["cases"]),
    ("立案查处违法案件742件，作出行政处罚268件。", ["cases", None]),
    ("查处占道经营42件，作出行政处罚268件。", ["cases", "cases"]),
    # taxes are no fines
    ("查补税款滞纳金罚款2.43亿元。", [None]),
    ("补缴税款20万元、罚款5万元。", [None, "fines"]),
    # single cases behind a total of the year
    ("罚款31.62万元；对乙市某商城违反规定的行为罚款5万元。", ["fines", None]),
    ("罚款31.62万元，其中一案罚款12万元。", ["fines", None]),
    ("罚没款412万元。丙市运达有限公司因违反规定被罚85万元。", ["fines", None]),
    ("丙市运达有限公司因违反规定被罚85万元。", ["fines"]),
    ("罚没款4万元。丙市运达有限公司因违反规定被罚85万元。", ["fines", "fines"]),
    ("罚款31.62万元；对丙市运达有限公司等企业罚款5万元。", ["fines", "fines"]),
    ("罚款31.62万元；对乙市某商城立案1件，罚款5万元。", ["fines", "cases", None]),
    ("罚款31.62万元；对乙市某商城等处立案12件，罚款5万元。", ["fines", "cases", "fines"]),
    # single cases before a total of the year, which begins behind a comma
    ("全年查处案件12件，其中一案罚款3万元，罚款总额50万元。", ["cases", None, "fines"]),
    ("全年查处案件12件，其中一案罚款3万元、没收违法所得1万元，罚款总额50万元。", ["cases", None, None, "fines"]),
    ("对丙市运达有限公司罚款3万元，全年罚没款共50万元。", [None, "fines"]),
    ("全年立案1642件，对丙市运达有限公司罚款50万元，罚没款共计3917万元。", ["cases", None, "fines"]),
    ("全年罚没款412万元；对乙市某商城罚款3万元，没收违法所得1万元，共计罚没4万元。", ["fines", None, None, None]),
    # the total of all cases holds those that are told of besides
    ("全系统办结案件1689件，罚没款2034万元。查处商标侵权86起、假冒专利143起。", ["cases", "fines", None, None]),
    ("全年共立案1642件，罚没款3917万元。办理虚假广告案76件，罚款1105万元。", ["cases", "fines", None, None]),
    ("全年共立案12起，罚款34万元。另罚款2万元。", ["cases", "fines", "fines"]),
    ("全年查处非法捕捞案件42起。查处占道经营7起。", ["cases", "cases"]),
    ("全年共立案20件。查处占道经营31起。", ["cases", "cases"]),
    ("全系统依照《食品安全法》《广告法》立案20件，罚没款9万元。办理减轻处罚案件6件。", ["cases", "fines", None]),
    # what another number holds: stages, parts told behind their total, rows of a table, hidden sums
    ("受理治安案件6209起，查处5980起。", ["cases", None]),
    ("受理治安案件20起，查处交通违法案件300起。", ["cases", "cases"]),
    ("立案查处违法案件41件。其中查处无证经营案6件，查处无照经营案11件。", ["cases", None, None]),
    ("全省查办药品案件4217件，移送公安机关47件，其中省局直接查办93件。", ["cases", None, None]),
    (
        "行政立案6893起，罚没2.06亿元。\n甲海关　　行政立案1904起　　罚没3612.7万元\n乙海关　　行政立案2217起　　罚没1985万元",
        ["cases", "fines", None, None, None, None],
    ),
    (
        "行政立案193起。\n甲海关　　行政立案190起　　罚没31万元\n乙海关　　行政立案217起　　罚没19万元",
        ["cases", "cases", "fines", "cases", "fines"],
    ),
    (
        "立案368件，下达处罚决定书341份，罚款3562万元。处罚较多的地区为：\n响水局    58件    701万元\n阜宁局    49件    486万元\n"
        "近三年处罚情况为：\n2021年    341件    3562万元",
        ["cases", None, "fines", None, None, None, None, None, None],
    ),
    ("罚款412万元。案例一：丙市运达有限公司违法排污。该行为违反规定，县局对其罚款68万元。", ["fines", None]),
    ("罚款412万元。对其中12家罚款68万元。", ["fines", None, "fines"]),
    ("罚款412万元。对某商业综合体罚款50万元。", ["fines", None]),
    ("实施行政处罚21件，罚款**万元；对乙市运达有限公司处罚款25万元。", ["cases", None]),
    ("实施行政处罚21件；对乙市运达有限公司处罚款25万元。", ["cases", "fines"]),
    # a sum that was collected is held by what was fined, unless it is more than that
    ("立案12件，罚款50万元，收缴罚款48万元。", ["cases", "fines", None]),
    ("立案12件，收缴罚没款178万元，对乙市运达有限公司罚款38万元。", ["cases", "fines", None]),
    ("收缴罚没款总额178万元，其中对乙市运达有限公司罚款38万元、对丙市某商城罚款2万元。", ["fines", None, None]),
    ("对乙市运达有限公司罚款38万元，全年收缴罚没款总额178万元。", [None, "fines"]),
    ("对乙市运达有限公司罚款38万元，收缴罚款30万元。", ["fines", None]),
    ("查处无证经营罚款20万元，没收违法所得5万元，收缴罚没款178万元。", [None, None, "fines"]),
    ("查处土地案863件，收缴罚款6520万元；查处矿产案47件，罚款3万元。", ["cases", "fines", "cases", "fines"]),
    ("立案受理96起，结案99起。", ["cases", None]),
    ("查补偷逃税款和加收的滞纳金、罚款合计1.53亿元。", [None]),
    ("罚款、没收违法所得合计3万元。", ["fines"]),
    ("查办的2件案件入选典型案例。", [None]),
    # zeros and organs
    ("行政复议、诉讼均为0件。", ["reconsiderations lawsuits"]),
    ("行政复议0件。", ["reconsiderations"]),
    ("复议纠错、诉讼败诉均为0件。", [None]),
    ("县人民政府行政复议委员会收到申请94件、受理81件。", ["reconsiderations", "reconsiderations"]),
    ("县行政复议委员会召开会议，县法院受理诉讼81件。", ["lawsuits"]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_what_the_numbers_of_sentences_count_for(text: str, expected: list[str | None]) -> None:
    assert [indicator for _, indicator in used(text)] == expected


#: What a report says, and whether its numbers add up.
ADDS = [
    ("基层办案人员平均1.8人。", [AVERAGE]),
    ("现有执法人员52人，人均办案4件。", [ADDS_UP, AVERAGE]),
    ("案均罚款3万元。", [AVERAGE]),
    ("案件平均罚款为3万元。", [AVERAGE]),
    ("各所办案平均数为12件。", [AVERAGE]),
    ("组织高于全省平均水平的培训12次。", [ADDS_UP]),
    ("按平均水平开展检查300次。", [ADDS_UP]),
    ("对人均水平以下的单位开展检查30次。", [ADDS_UP]),
    ("对执法量高于平均的单位开展检查30次。", [ADDS_UP]),
    ("培训执法人员1.2万人。", [ADDS_UP]),
    ("推动城乡均衡发展，培训30人。", [ADDS_UP]),
]


@pytest.mark.parametrize(("text", "expected"), ADDS, ids=[text for text, _ in ADDS])
def test_averages_never_add_up(text: str, expected: list[str]) -> None:
    assert [use for use, _ in used(text)] == expected


#: What a report says, and the use of each number and what it counts for.
SAID_AGAIN = [
    ("受理投诉102件。全年办结投诉102件。", [(ADDS_UP, None), (AGAIN, None)]),
    ("受理投诉12件。全年办结投诉12件。", [(ADDS_UP, None), (ADDS_UP, None)]),
    ("受理投诉1200件。全年办结投诉1200件。", [(ADDS_UP, None), (ADDS_UP, None)]),
    ("罚款金额2018.6万元。全年处罚情况：罚没款2018.6万元。", [(ADDS_UP, "fines"), (AGAIN, None)]),
    ("发放资料1534份。罚款1534元。", [(ADDS_UP, None), (ADDS_UP, "fines")]),
    # a telling sum that points at what was told just before
    (
        "查处违法采砂案件105件、违法取水案件131件，上述236件均已办结。",
        [(ADDS_UP, "cases"), (ADDS_UP, "cases"), (AGAIN, None)],
    ),
]


#: What a report says, and the uses of its small numbers: said again where the words mean the things told of before.
SMALL = [
    # of all of them, in the sentence or the next one
    ("发生一般生产安全事故2起，死亡2人，现2起事故均已调查完毕。", [ADDS_UP, ADDS_UP, AGAIN]),
    ("发生2起一般生产安全责任事故。目前2起事故均已查结。", [ADDS_UP, AGAIN]),
    ("组织执法人员33人参加业务培训40学时，33人全部考试合格。", [ADDS_UP, ADDS_UP, AGAIN]),
    ("举办执法人员培训班2期，2期共培训120人。", [ADDS_UP, AGAIN, ADDS_UP]),
    ("立案查处违法建设3起，现3起案件均已结案。", [ADDS_UP, AGAIN]),
    ("受理信访3件，3件信访已办结。", [ADDS_UP, AGAIN]),
    # what is pointed at
    ("受理信访3件，该3件信访正在办理。", [ADDS_UP, AGAIN]),
    ("组织3人参加资格考试，上述3人通过考试。", [ADDS_UP, AGAIN]),
    ("发生道路事故2起、火灾事故3起，以上5起均已查结。", [ADDS_UP, ADDS_UP, AGAIN]),
    ("发生道路事故2起、火灾事故3起。这5起事故均已调查完毕。", [ADDS_UP, ADDS_UP, AGAIN]),
    # by their name, and all of those of one name however far away
    ("聘请法律顾问2名，2名法律顾问参与合同审查。", [ADDS_UP, AGAIN]),
    ("配备合法性审查员4名。开展案卷评查。加强队伍建设。4名审查员均为兼职。", [ADDS_UP, AGAIN]),
    # what is done to things told of before
    ("发生较大事故9起。落实责任。挂牌督办较大事故9起。", [ADDS_UP, AGAIN]),
    ("发生较大事故9起。落实责任。挂牌督办较大事故7起。", [ADDS_UP, HELD]),
    ("发生较大事故9起。落实责任。挂牌督办较大事故10起。", [ADDS_UP, ADDS_UP]),
    # the same by chance
    ("第一批查处事故2起，第二批查处事故2起。", [ADDS_UP, ADDS_UP]),
    ("发生道路事故2起、火灾事故2起。", [ADDS_UP, ADDS_UP]),
    ("发生2起道路事故，2起火灾事故。", [ADDS_UP, ADDS_UP]),
    ("聘请法律顾问1名，1名公职律师。", [ADDS_UP, ADDS_UP]),
    ("发生道路事故2起。落实责任。加强检查。该2起信访已办结。", [ADDS_UP, ADDS_UP]),
    ("发生道路事故2起，上述5起均已查结。", [ADDS_UP, ADDS_UP]),
    ("发生道路事故2起。\n甲镇　　2起　　2起\n乙镇　　3起　　2起", [ADDS_UP] * 5),
]


@pytest.mark.parametrize(("text", "expected"), SMALL, ids=[text for text, _ in SMALL])
def test_a_small_number_is_said_again_where_its_words_mean_the_same_things(text: str, expected: list[str]) -> None:
    assert [use for use, _ in used(text)] == expected


@pytest.mark.parametrize(("text", "expected"), SAID_AGAIN, ids=[text for text, _ in SAID_AGAIN])
def test_a_telling_number_that_is_said_again_counts_once(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert used(text) == expected


#: Why a number counts for nothing.
LEFT_OUT = [
    ("立案受理96起，结案90起。", [(ADDS_UP, "cases"), (HELD, None)]),
    ("立案查处违法案件41件。其中查处无证经营案6件。", [(ADDS_UP, "cases"), (HELD, None)]),
    ("实施行政处罚12件，其中简易程序5起。", [(ADDS_UP, "cases"), (PART, None)]),
    ("受理纠纷186件，调解成功182件。", [(ADDS_UP, None), (HELD, None)]),
    ("收到投诉94件，受理81件，已办结80件。", [(ADDS_UP, None), (HELD, None), (HELD, None)]),
    ("发现隐患142处，整改139处。", [(ADDS_UP, None), (HELD, None)]),
    ("受理纠纷12件，化解信访30件。", [(ADDS_UP, None), (ADDS_UP, None)]),
    ("受理纠纷12件，化解30件。", [(ADDS_UP, None), (ADDS_UP, None)]),
    ("受理纠纷186件。全年化解150件。", [(ADDS_UP, None), (ADDS_UP, None)]),
    ("执法人员持证率不到90%。", [(BOUND, None)]),
    ("全年罚款不到3万元。", [(BOUND, None)]),
    ("立案由2020年的80件下降到65件。", [(OTHER_YEAR, None), (ADDS_UP, "cases")]),
    ("罚款比上年增加10万元，达到45万元。", [(CHANGE, None), (ADDS_UP, "fines")]),
    ("立案12件，较2020年的9件多3件。", [(ADDS_UP, "cases"), (OTHER_YEAR, None), (CHANGE, None)]),
]


@pytest.mark.parametrize(("text", "expected"), LEFT_OUT, ids=[text for text, _ in LEFT_OUT])
def test_a_number_that_counts_for_nothing_says_why(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert used(text) == expected


def test_scores_are_rates_and_stay_among_them() -> None:
    assert "分" in rates()
    assert [use for use, _ in used("组织考试12次，平均成绩97.3分。")] == [ADDS_UP, ADDS_UP]


def test_a_total_of_a_table_counts_for_what_its_column_says() -> None:
    table = "类别　　立案　　{}\n市容环卫　　512件　　18.64万元\n生活垃圾　　327件　　9.07万元\n合　　计　　839件　　27.71万元"
    of_fines = [indicator for _, indicator in used("执法数据表\n" + table.format("罚没款"))]
    assert of_fines == [None, None, None, None, "cases", "fines"]
    assert "fines" not in [indicator for _, indicator in used("执法数据表\n" + table.format("补偿款"))]


def test_the_line_above_a_table_is_its_header() -> None:
    assert header("甲\n类别　件数\n乙　5件", 8) == "类别件数"
    assert header("乙　5件", 0) == ""
