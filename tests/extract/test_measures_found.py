"""Measures: which numbers count something, with their value, unit, year and structure."""

from __future__ import annotations

import time

import pytest

from kg.extract import counted, measures
from kg.extract.view import view
from kg.records import Measure, Section


def found(text: str, year: int | None = 2022, role: str = "achievements") -> list[Measure]:
    sections = [Section(0, len(text), "一、", role)]
    return measures.find(view(text), sections, [], year)


@pytest.mark.parametrize(
    ("text", "value", "unit", "surface"),
    [
        ("全年立案查处违法案件128件。", 128, "件", "128件"),
        ("发放宣传资料1.2万余份。", 12000, "份", "1.2万余份"),
        ("罚没款共计105.91万元。", 1059100, "元", "105.91万元"),
        ("罚款12,345元。", 12345, "元", "12,345元"),
        ("罚没款18万6千元。", 186_000, "元", "18万6千元"),
        ("罚款近3万5千余元。", 35_000, "元", "近3万5千余元"),
        ("罚没1.5亿元。", 150_000_000, "元", "1.5亿元"),
        ("购置执法设备12台（套）。", 12, "台套", "12台（套）"),
        ("发放手册300册（份）。", 300, "册", "300册（份）"),
        ("PM2.5平均浓度35微克/立方米。", 35, "微克/立方米", "35微克/立方米"),
        ("清运垃圾1.2万立方。", 12000, "立方米", "1.2万立方"),
        ("无人机巡查300架次。", 300, "架次", "300架次"),
        ("封填机井23口。", 23, "口", "23口"),
        ("复绿图斑120亩次。", 120, "亩次", "120亩次"),
        ("播出普法节目12档。", 12, "档", "12档"),
        ("一名执法人员被评为全省先进个人。", 1, "名", "一名"),
        ("办案质量提升，一件案件获评优秀案例。", 1, "件", "一件"),
        ("召开专题会议二次。", 2, "次", "二次"),
        ("清理了两件规范性文件。", 2, "件", "两件"),
        ("培训干部三百余人。", 300, "人", "三百余人"),
        ("受众近万人次。", 10000, "人次", "近万人次"),
        ("近300余名负责人参加培训。", 300, "名", "近300余名"),
        ("受众近6000人（次）。", 6000, "人次", "近6000人（次）"),
        ("参加网络培训130个学时。", 130, "学时", "130个学时"),
        ("公益广告播放2个月。", 2, "个月", "2个月"),
        ("群众满意度为98.5%。", 98.5, "%", "98.5%"),
        ("办结率达百分之九十五。", 95, "%", "百分之九十五"),
        ("较上年提高6.4个百分点。", 6.4, "百分点", "6.4个百分点"),
        ("审核拟出台文件12件。", 12, "件", "12件"),
        ("全年拟制文书20份。", 20, "份", "20份"),
        ("清理规范性文件1 8份。", 18, "份", "1 8份"),
        ("发放《案例解析》9 000册。", 9000, "册", "9 000册"),
        ("罚款4.2万元。", 42000, "元", "4.2万元"),
        ("查扣象牙制品约2.7千克。", 2.7, "千克", "约2.7千克"),
        ("召开“每月一题”调度会24次。", 24, "次", "24次"),
        ("“一次不跑”占62.5%。", 62.5, "%", "62.5%"),
        ("案卷优秀率不足60%。", 60, "%", "60%"),
        ("“一案双查”问责三人。", 3, "人", "三人"),
        ("续签《法律顾问合同》一份。", 1, "份", "一份"),
        ("发放头盔500顶。", 500, "顶", "500顶"),
        ("检查企业2 3家次。", 23, "家次", "2 3家次"),
        ("组织业务培训，2 140人次参加。", 2140, "人次", "2 140人次"),
        ("没收渔具1 230件（套）。", 1230, "件套", "1 230件（套）"),
        ("公布附件1 3份。", 3, "份", "3份"),
        ("检查市场主体３２０家次。", 320, "家次", "320家次"),
        ("监督检查医疗机构2860间次。", 2860, "间次", "2860间次"),
        ("全年发生行政复议案件0件。", 0, "件", "0件"),
        ("全年行政应诉案件一起，已结案。", 1, "起", "一起"),
        ("研究重大法治事项八项。", 8, "项", "八项"),
        ("悬挂横幅二十余幅。", 20, "幅", "二十余幅"),
        ("查获卷烟3,862.5条。", 3862.5, "条", "3,862.5条"),
        ("1.12家企业被列入名单。", 12, "家", "12家"),
        ("组织应急演练一次，效果良好。", 1, "次", "一次"),
        ("抽检食品1.3万批次。", 13000, "批次", "1.3万批次"),
    ],
)
def test_a_number_that_counts_is_found(text: str, value: float, unit: str, surface: str) -> None:
    measure = found(text)[0]
    assert (measure.value, measure.unit) == (value, unit)
    assert view(text).text[measure.start : measure.end] == surface


@pytest.mark.parametrize(
    "text",
    [
        "2021年3月10日，召开会议。",
        "2023年拟检查企业500家。",
        "年内拟抽查企业30户，计划培训500人次。",
        "2023年将检查企业500家。",
        "根据国发〔2021〕12号文件要求推进。",
        "严格执行2人以上执法规定。",
        "委托实施3万元以下罚款的行政处罚。",
        "每季度召开1次法治工作例会。",
        "每年至少听取一次法治工作汇报。",
        "应当在5个工作日内办结。",
        "落实24小时人员值班值守。",
        "全面推行行政执法“三项制度”。",
        "开展安全知识“五进”活动。",
        "树牢四个意识，做到两个维护。",
        "从六个方面进行部署。",
        "开展食品二次包装整治。",
        "推进二次供水改造和二期工程。",
        "做好一名执法人员的本分。",
        "一件事一次办。",
        "五部门联合开展行动。",
        "形成一套管理规范的制度。",
        "开展“5·12”防灾减灾日宣传。",
        "巡查企业**家，发现隐患*项。",
        "第3次党组会议通过了方案。",
        "第十四届全国人民代表大会召开。",
        "抽调3-5名骨干组成专班。",
        "数十件案件得到处理。",
        "接到12345热线转办事项后立即核实。",
        "打通服务群众“最后一公里”。",
        "让群众最多跑一次。",
        "确保每一名工作人员吃透清单内容。",
        "力争办结率达95%以上。",
        "构建“1+3+N”工作格局。",
        "第二十七条规定的情形。",
        "浏览次数：1203次",
        "满十八周岁的公民。",
        "单笔罚款不超过3万元。",
        "罚款未超过3万元。",
        "投诉低于20件。",
        "查找不足12条。",
        "执法人员不足2人的，不得开展检查。",
        "申请人不服，三元区人民法院裁定不予立案。",
    ],
)
def test_a_number_that_counts_nothing_is_left(text: str) -> None:
    assert [m.surface for m in found(text)] == []


def test_numbers_of_a_plan_are_no_measures_unless_they_are_done() -> None:
    assert found("开展执法检查50家次。", role="plan") == []
    assert [m.value for m in found("截至目前已完成检查50家次。", role="plan")] == [50]


def test_a_plan_inside_another_section_is_no_measure() -> None:
    text = "一、存在问题\n执法人员仅有3名。\n（二）下一步打算\n开展培训5场。\n"
    assert [m.value for m in found(text, role="problems")] == [3]
    assert found("2023年，将完成立法项目20件。", year=2022) == []


def test_numbers_in_titles_are_no_measures() -> None:
    text = "印发《关于开展10项重点整治的通知》，检查企业12家。"
    sections = [Section(0, len(text), "", "achievements")]
    assert [m.value for m in measures.find(view(text), sections, [(2, 19)], 2022)] == [12]


@pytest.mark.parametrize(
    ("text", "approximation"),
    [
        ("受众约300人次。", "≈"),
        ("受众近300人次。", "≈"),
        ("受众300人次左右。", "≈"),
        ("受众300余人次。", "≥"),
        ("受众逾300人次。", "≥"),
        ("受众超过300人次。", "≥"),
        ("受众300人次以上。", "≥"),
        ("受众300人次。", None),
        ("持证率不到90%。", "≤"),
        ("持证率达不到90%。", "≤"),
        ("执法人员不足5人。", "≤"),
    ],
)
def test_an_approximation_is_kept(text: str, approximation: str | None) -> None:
    assert found(text)[0].approximation == approximation


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("时限压缩率由去年的80.72%上升至84.24%。", [2021, 2022]),
        ("非现场检查占比由46%升至58%。", [2021, 2022]),
        ("涉企检查由9,106次降至5,470次。", [2021, 2022]),
        ("2020年，立案12件，罚款3万元。", [2020, 2020]),
        ("2022年，立案12件。", [2022]),
        ("较2020年增长20%。", [2022]),
        ("自2019年以来共立案12件。", [2022]),
        ("制定2023年工作计划，检查企业12家。", [2022]),
        ("按《森林法》（2019年修订）立案12件。", [2022]),
        ("2020年、2021年分别立案358起、291起。", [2020, 2021]),
        ("时限由20个工作日压缩至5个工作日。", [2022, 2022]),
        ("平均用时由9.5个工作日压缩至4个工作日。", [2021, 2022]),
        ("去年立案15件，今年立案12件。", [2021, 2022]),
        ("立案8件，较2020年的5件增加3件。", [2022, 2020, 2022]),
        ("立案8件，比2020年5件增加60%。", [2022, 2020, 2022]),
        ("较2020年有12%的增长。", [2022]),
        ("立案131宗，上年结转22宗。", [2022, 2022]),
        ("许可事项由35项精简为20项。", [2022, 2022]),
        ("开办时间由3个工作日（2019年）压缩至1.5个工作日，登记主体61户。", [2019, 2022, 2022]),
        ("满意率由93.6%（2020年度）上升到97.2%，办结信访41件。", [2020, 2022, 2022]),
        ("（2020年）立案12件，罚款3万元。", [2020, 2020]),
    ],
)
def test_a_measure_has_the_year_it_holds_for(text: str, years: list[int]) -> None:
    assert [m.year for m in found(text)] == years


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("立案数同比下降3.5%。", ["decrease"]),
        ("办件量较去年增长20%。", ["increase"]),
        ("好评率由30%降至25%。", [None, None]),
        ("案件由2021年的80件下降到65件。", [None, None]),
        ("许可事项由35项精简为20项。", [None, None]),
        ("上年的80件下降2.5%。", [None, "decrease"]),
        ("立案数比2021年多162件。", ["increase"]),
        ("罚款较去年同期少3万元。", ["decrease"]),
        ("比上年多办理处罚案件5件。", ["increase"]),
        ("较上年增加执法人员3名。", ["increase"]),
        ("比去年多，全年立案12件。", [None]),
        ("多部门联合检查12次。", [None]),
        ("罚款同比-11.6%，环比+4.8%。", ["decrease", "increase"]),
        ("立案12件（-3.5%）。", [None, "decrease"]),
        ("罚款（万元）  1620.5  1433.2  -11.6%", ["decrease"]),
        ("破获案件（起）  11876  12450  +4.8%", ["increase"]),
        ("办结率-98%。", [None]),
        ("办结率提高到95%。", [None]),
        ("压缩办理时限50%。", ["decrease"]),
        ("时限压缩率由去年的80.72%上升至84.24%。", [None, None]),
        ("办理时限压缩比例由80%提高到84%。", [None, None]),
        ("环节压减率从上年的30%提升到45%。", [None, None]),
        ("时限压缩率达84.24%。", ["decrease"]),
        ("立案12件，同比增加2件。", [None, "increase"]),
    ],
)
def test_a_difference_is_marked_as_change(text: str, changes: list[str | None]) -> None:
    assert [m.change for m in found(text)] == changes


def test_two_levels_of_one_thing_are_of_one_class() -> None:
    levels = found("公职律师由2021年的46人增加到53人。") + found("网上办理率从63%提升至91%。")
    assert [m.activity for m in levels] == ["counsel", "counsel", "licensing", "licensing"]


def test_parts_point_to_their_whole() -> None:
    measures_ = found("举办活动3场。检查企业200家次，其中重点企业50家次、一般企业150家次，罚款5万元。")
    assert [m.part_of for m in measures_] == [None, None, 1, 1, None]


@pytest.mark.parametrize("text", ["检查1200余家次，其中工贸120家。", "培训300人次，其中领导干部50名。"])
def test_a_part_is_one_of_a_count_in_times(text: str) -> None:
    assert [m.part_of for m in found(text)] == [None, 0]


def test_parts_in_brackets_end_with_the_brackets() -> None:
    measures_ = found("公开规章13件（含新制定5件，修改4件），公开规范性文件42件。")
    assert [m.part_of for m in measures_] == [None, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("查处道路交通违法行为400余件次；开展有效劝导38次。", ["查处道路交通违法行为", "有效劝导"]),
        ("指导修订村规民约2项。", ["修订村规民约"]),
        ("其中，行政规范性文件审查2件。", ["行政规范性文件审查"]),
        ("组织案审会28次。", ["案审会"]),
        ("对12家企业开展抽查。", ["企业"]),
        ("7000余人参加。", ["参加"]),
        ("发放宣传资料1万份，受众5000人。", ["宣传资料", "受众"]),
        ("时限压缩率由去年的80%上升至84%。", ["时限压缩率", "时限压缩率"]),
        ("行政检查、行政处罚分别为6万户次、4,018件。", ["行政检查", "行政处罚"]),
        ("为1名调离执法岗位的人员注销执法证。", ["调离执法岗位的人员"]),
        ("下发《责令改正通知书》23份。", ["《责令改正通知书》"]),
        ("印发《普法要点（2021－2025年）》《普法清单》各50份。", ["《普法清单》"]),
        ("组织学习《宪法》《监察法》等12次。", ["学习"]),
        ("“一网通办”率达到98%以上。", ["一网通办率"]),
        ("组织人员参加资格考试，通过率91.2%。", ["通过率"]),
        ("6人新取得《行政执法证》。", ["新取得《行政执法证》"]),
        ("对保留的权责事项47项重新梳理。", ["权责事项"]),
        ("公职律师由2021年的46人增加到53人。", ["公职律师", "公职律师"]),
        ("（二）案件总量较上年的120件下降5%。", ["案件总量", "下降"]),
        ("处罚案件数量由去年的80件下降到65件。", ["处罚案件", "处罚案件"]),
        ("罚款比上年增加10万元，达到45万元。", ["罚款比上年增加", "罚款"]),
        ("罚款（万元）  1620.5  1433.2  -11.6%", ["罚款"]),
        ("受理12件，尚未审结1件，未通过2件。", ["受理", "尚未审结", "未通过"]),
    ],
)
def test_the_phrase_says_what_is_counted(text: str, phrases: list[str]) -> None:
    assert [m.counted for m in found(text)] == phrases


def test_offsets_are_those_of_the_source() -> None:
    text = "全年开展各类行政审批 190 件，其中危化经营许可证核发 85 件。"
    for measure in found(text):
        assert text[measure.start : measure.end] == measure.surface


@pytest.mark.parametrize(
    "piece", ["检查企业12家，", "7", "一百", "2021年", "12，", "约3", "“12家", "其中5件", "《", "每"]
)
def test_time_is_in_proportion_to_length(piece: str) -> None:
    """One line without an end must not take a square of its length."""
    found("检查12家。" + piece * 10)
    times = []
    for length in (20_000, 80_000):
        text = piece * (length // len(piece))
        start = time.process_time()
        found(text)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.2


def test_the_parts_of_a_count_end_at_a_semicolon() -> None:
    parts = [m.part_of for m in found("查处案件115件，其中非法捕捞8件；办理许可20件。")]
    assert parts == [None, 0, None]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("修订前）公开部门预算", "公开部门预算"),
        ("企业“法治体检", "企业法治体检"),
        ("常年法律顾问单位（湖南", "常年法律顾问单位"),
        ("六）化解纠纷", "化解纠纷"),
        ("律所的", "律所"),
        ("执法案卷（含电子卷）", "执法案卷（含电子卷）"),
    ],
)
def test_a_phrase_holds_both_halves_of_its_marks(cut: str, whole: str) -> None:
    assert counted.whole(cut) == whole


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("举办培训班，共3期。", "举办培训班"),
        ("检查企业，累计120家次。", "检查企业"),
        ("检查企业总数达到120家次。", "检查企业"),
    ],
)
def test_what_is_counted_stands_before_the_words_for_a_total(text: str, thing: str) -> None:
    assert [m.counted for m in found(text)] == [thing]
