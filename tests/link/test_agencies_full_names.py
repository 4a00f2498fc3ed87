"""The full name of a body as a report of a certain place names it."""

from __future__ import annotations

import dataclasses

import pytest

from kg.link.agencies import name, resolve
from kg.records import Agency, Record, ReportFacts, SourceText

BANAN = ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2021)
HEDONG = ReportFacts("天津市河东区应急管理局", "天津市河东区", "120102", 2021)
WANSHENG = ReportFacts("重庆市万盛经济技术开发区应急管理局", "重庆市万盛经济技术开发区", None, 2022)
JINSHUI = ReportFacts("河南省郑州市金水区市场监督管理局", "河南省郑州市金水区", "410105", 2022)
NANNING = ReportFacts("广西壮族自治区南宁市司法局", "广西壮族自治区南宁市", "450100", 2023)
QINGSHUI = ReportFacts("甘肃省天水市清水县公安局", "甘肃省天水市清水县", "620521", 2023)
TAX = ReportFacts("国家税务总局重庆市巴南区税务局", "重庆市巴南区", "500113", 2022)
TOWN = ReportFacts("重庆市巴南区木洞镇人民政府", "重庆市巴南区木洞镇", None, 2022)
STREET = ReportFacts("上海市长宁区虹桥街道办事处", "上海市长宁区虹桥街道", None, 2022)
PUDONG = ReportFacts("上海市公安局浦东分局", "上海市浦东新区", "310115", 2022)
HENAN = ReportFacts("河南省司法厅", "河南省", "410000", 2022)
GUIYANG = ReportFacts("贵州省贵阳市司法局", "贵州省贵阳市", "520100", 2021)
WUJIANG = ReportFacts("江苏省苏州市吴江区市场监督管理局", "江苏省苏州市吴江区", "320509", 2024)
LIXIA = ReportFacts("山东省济南市公安局历下区分局", "山东省济南市历下区", "370102", 2023)
GUANGZHOU = ReportFacts("广东省广州市司法局", "广东省广州市", "440100", 2022)
TIANHE = ReportFacts("广东省广州市天河区司法局", "广东省广州市天河区", "440106", 2022)
TOBACCO = ReportFacts("四川省广元市烟草专卖局", "四川省广元市", "510800", 2023)
BANAN_POLICE = ReportFacts("重庆市公安局巴南区分局", "重庆市巴南区", "500113", 2021)
JINZHOU_POLICE = ReportFacts("辽宁省大连市公安局金州分局", "辽宁省大连市金州区", "210213", 2021)
ERDOS = ReportFacts("内蒙古自治区鄂尔多斯市准格尔旗公安局", "内蒙古自治区鄂尔多斯市准格尔旗", "150622", 2022)
QIONGHAI = ReportFacts("海南省琼海市综合行政执法局", "海南省琼海市", "469002", 2021)
UNKNOWN = ReportFacts(report_year=2022)

FULL = [
    ("镇财政所", TOWN, "重庆市巴南区木洞镇财政所"),
    ("镇派出所", TOWN, "重庆市公安局巴南区分局木洞镇派出所"),
    ("省委第五巡视组", JINSHUI, "中国共产党河南省委员会第五巡视组"),
    ("中国（浙江）自由贸易试验区管委会", UNKNOWN, "中国（浙江）自由贸易试验区管理委员会"),
    ("县农商银行", QINGSHUI, None),
    # bodies that bear the name that stands there
    ("江苏省盐城环境监测中心", UNKNOWN, "江苏省盐城环境监测中心"),
    ("盐城环境监测中心", UNKNOWN, "江苏省盐城市环境监测中心"),
    ("交通运输部管理干部学院", BANAN, "交通运输部管理干部学院"),
    ("司法部预防犯罪研究所", BANAN, "司法部预防犯罪研究所"),
    ("农发行驻马店市分行", BANAN, "中国农业发展银行驻马店市分行"),
    ("直属中队", QIONGHAI, "海南省琼海市综合行政执法局直属中队"),
    ("执法监察支队", QIONGHAI, "海南省琼海市综合行政执法局执法监察支队"),
    ("执法支队", QIONGHAI, None),
    (
        "劳动保障监察局",
        ReportFacts("江西省人力资源和社会保障厅", "江西省", "360000", 2022),
        "江西省人力资源和社会保障厅劳动保障监察局",
    ),
    # the report's own place and those above it
    ("区司法局", BANAN, "重庆市巴南区司法局"),
    ("司法局", BANAN, "重庆市巴南区司法局"),
    ("市应急管理局", BANAN, "重庆市应急管理局"),
    ("区政府", BANAN, "重庆市巴南区人民政府"),
    ("市政府", JINSHUI, "河南省郑州市人民政府"),
    ("省政府", JINSHUI, "河南省人民政府"),
    ("省市场监管局", JINSHUI, "河南省市场监督管理局"),
    ("自治区司法厅", NANNING, "广西壮族自治区司法厅"),
    ("市司法局", NANNING, "广西壮族自治区南宁市司法局"),
    ("县委", QINGSHUI, "中国共产党甘肃省天水市清水县委员会"),
    ("省政府办公厅", HENAN, "河南省人民政府办公厅"),
    ("区政府", NANNING, None),
    ("区司法局", UNKNOWN, None),
    # a short name that means another in one province
    ("省大数据局", GUIYANG, "贵州省大数据发展管理局"),
    ("市大数据局", GUIYANG, "贵州省贵阳市大数据发展管理局"),
    ("市大数据局", JINSHUI, "河南省郑州市大数据局"),
    # a city goes before its county of the same name
    ("南昌铁路运输法院", ReportFacts("江西省司法厅", "江西省", "360000", 2022), "南昌铁路运输法院"),
    # a body called after a 街, and the office of the 街道
    ("石牌街人民调解委员会", TIANHE, "广东省广州市天河区石牌街人民调解委员会"),
    ("石牌街道办事处", TIANHE, "广东省广州市天河区石牌街道办事处"),
    ("木洞镇农业综合服务中心", BANAN, "重庆市巴南区木洞镇农业综合服务中心"),
    ("镇社保站", TOWN, "重庆市巴南区木洞镇社会保障站"),
    # committees of townships
    ("中共木洞镇委员会", BANAN, "中国共产党重庆市巴南区木洞镇委员会"),
    ("中共大方县猫场镇委员会", UNKNOWN, "中国共产党贵州省毕节市大方县猫场镇委员会"),
    ("中共贵阳市南明区花果园街道工作委员会", UNKNOWN, "中国共产党贵州省贵阳市南明区花果园街道工作委员会"),
    ("便民服务中心", TOWN, "重庆市巴南区木洞镇便民服务中心"),
    ("红泉村村委会", TOWN, "重庆市巴南区木洞镇红泉村村民委员会"),
    ("青云社区居委会", STREET, "上海市长宁区虹桥街道青云社区居民委员会"),
    ("司法所", TOWN, "重庆市巴南区司法局木洞司法所"),
    ("木洞市场监管所", TOWN, "重庆市巴南区市场监督管理局木洞市场监督管理所"),
    ("木洞人民法庭", TOWN, "重庆市巴南区人民法院木洞人民法庭"),
    ("市城管执法局", GUANGZHOU, "广东省广州市城市管理和综合执法局"),
    ("国家局", TOBACCO, "国家烟草专卖局"),
    ("苍山管理局", TOBACCO, None),
    # branches and bureaus of the agency that reports
    ("花溪分局", WUJIANG, "江苏省苏州市吴江区市场监督管理局花溪分局"),
    ("分局法制大队", LIXIA, "山东省济南市公安局历下区分局法制大队"),
    ("执法办案管理中心", LIXIA, "山东省济南市公安局历下区分局执法办案管理中心"),
    ("执法局", HENAN, "河南省司法厅执法局"),
    ("嘉积执法大队", QIONGHAI, "海南省琼海市综合行政执法局嘉积执法大队"),
    ("嘉积执法大队", dataclasses.replace(QIONGHAI, agency="海南省琼海市司法局、海南省琼海市财政局"), None),
    ("三峡坝区人民法院", JINSHUI, None),
    # the police of a province is a department, that of a district a branch of the city's in its own report
    ("省交警总队", GUANGZHOU, "广东省公安厅交通警察总队"),
    ("广东省交警总队", UNKNOWN, "广东省公安厅交通警察总队"),
    ("自治区交警总队", ERDOS, "内蒙古自治区公安厅交通警察总队"),
    ("市交警总队", BANAN, "重庆市公安局交通警察总队"),
    ("旗交警大队", ERDOS, "内蒙古自治区鄂尔多斯市准格尔旗公安局交通警察大队"),
    ("区公安局", BANAN_POLICE, "重庆市公安局巴南区分局"),
    ("区交警大队", BANAN_POLICE, "重庆市公安局巴南区分局交通警察大队"),
    ("公安局巴南区分局", BANAN_POLICE, "重庆市公安局巴南区分局"),
    ("公安局巴南分局", BANAN_POLICE, "重庆市公安局巴南区分局"),
    ("公安局巴南区分局", BANAN, "重庆市公安局巴南区分局"),
    ("公安局金州分局", JINZHOU_POLICE, "辽宁省大连市公安局金州分局"),
    ("金州分局法制大队", JINZHOU_POLICE, "辽宁省大连市公安局金州分局法制大队"),
    ("公安局金州分局法制大队", JINZHOU_POLICE, "辽宁省大连市公安局金州分局法制大队"),
    ("公安局浦东分局", PUDONG, "上海市公安局浦东分局"),
    ("浦东新区分局", PUDONG, "上海市公安局浦东分局"),
    ("巴南分局", BANAN, None),
    ("历城公安分局", LIXIA, "山东省济南市公安局历城区分局"),
    ("区生态环境分局", JINSHUI, "河南省郑州市生态环境局金水分局"),
    ("县生态环境分局", QINGSHUI, "甘肃省天水市生态环境局清水县分局"),
    # branches of national bodies
    ("公安部交通管理局", BANAN, "中华人民共和国公安部交通管理局"),
    ("司法部行政执法协调监督局", BANAN, "中华人民共和国司法部行政执法协调监督局"),
    ("中国人民银行重庆营业管理部", BANAN, "中国人民银行重庆营业管理部"),
    ("人行重庆营管部", BANAN, "中国人民银行重庆营管部"),
    ("市人行", JINSHUI, "中国人民银行郑州市中心支行"),
    ("台州银保监分局", UNKNOWN, "中国银行保险监督管理委员会台州监管分局"),
    ("重庆证监局", BANAN, "中国证券监督管理委员会重庆监管局"),
    ("国家能源局华中监管局", BANAN, "国家能源局华中监管局"),
    ("浙江能源监管办", UNKNOWN, "国家能源局浙江监管办公室"),
    ("国家外汇管理局浙江省分局", UNKNOWN, "国家外汇管理局浙江省分局"),
    ("长江海事局", BANAN, "中华人民共和国长江海事局"),
    ("台州边检站", UNKNOWN, "中华人民共和国台州出入境边防检查站"),
    ("重庆西永海关", BANAN, "中华人民共和国重庆西永海关"),
    ("全国妇联", BANAN, "中华全国妇女联合会"),
    # names with a place
    ("河东区应急管理局", HEDONG, "天津市河东区应急管理局"),
    ("河东区应急管理局", UNKNOWN, None),
    ("天津市河东区司法局", UNKNOWN, "天津市河东区司法局"),
    ("巴南区人民政府", BANAN, "重庆市巴南区人民政府"),
    ("郑州市司法局", JINSHUI, "河南省郑州市司法局"),
    ("河南郑州市金水区卫健委", UNKNOWN, "河南省郑州市金水区卫生健康委员会"),
    ("**区司法局", BANAN, None),
    # short forms and templates
    ("区市场局", HEDONG, "天津市河东区市场监督管理局"),
    ("区税务局", HEDONG, "国家税务总局天津市河东区税务局"),
    ("区人社局", HEDONG, "天津市河东区人力资源和社会保障局"),
    ("市发改委", BANAN, "重庆市发展和改革委员会"),
    ("区公安分局", BANAN, "重庆市公安局巴南区分局"),
    ("重庆海关", BANAN, "中华人民共和国重庆海关"),
    ("区安委会", HEDONG, "天津市河东区安全生产委员会"),
    ("区安委办", BANAN, "重庆市巴南区安全生产委员会办公室"),
    ("区消防救援支队", BANAN, "重庆市巴南区消防救援支队"),
    # the party
    ("区委", HEDONG, "中国共产党天津市河东区委员会"),
    ("巴南区委", BANAN, "中国共产党重庆市巴南区委员会"),
    ("中共巴南区委", UNKNOWN, "中国共产党重庆市巴南区委员会"),
    ("中共重庆市巴南区委员会", UNKNOWN, "中国共产党重庆市巴南区委员会"),
    ("区委编办", HEDONG, "中国共产党天津市河东区委员会机构编制委员会办公室"),
    ("区委组织部", BANAN, "中国共产党重庆市巴南区委员会组织部"),
    ("区委依法治区办", BANAN, "中国共产党重庆市巴南区委员会全面依法治区委员会办公室"),
    ("市委政法委", BANAN, "中国共产党重庆市委员会政法委员会"),
    ("区政法办", WANSHENG, "中国共产党重庆市万盛经济技术开发区工作委员会政法办公室"),
    ("万盛经开区党工委政法办", WANSHENG, "中国共产党重庆市万盛经济技术开发区工作委员会政法办公室"),
    ("区纪委监委", BANAN, "中国共产党重庆市巴南区纪律检查委员会、重庆市巴南区监察委员会"),
    ("自治区党委", NANNING, "中国共产党广西壮族自治区委员会"),
    # congress, courts
    ("区人大常委会", BANAN, "重庆市巴南区人民代表大会常务委员会"),
    ("区政协", BANAN, "中国人民政治协商会议重庆市巴南区委员会"),
    ("区法院", BANAN, "重庆市巴南区人民法院"),
    ("县检察院", QINGSHUI, "甘肃省天水市清水县人民检察院"),
    # national
    ("国务院", UNKNOWN, "中华人民共和国国务院"),
    ("党中央", UNKNOWN, "中国共产党中央委员会"),
    ("中共中央 国务院", UNKNOWN, "中国共产党中央委员会、中华人民共和国国务院"),
    ("全国人大常委会", UNKNOWN, "全国人民代表大会常务委员会"),
    ("市场监管总局", UNKNOWN, "国家市场监督管理总局"),
    ("应急管理部", UNKNOWN, "中华人民共和国应急管理部"),
    # the organs above the reporting one
    ("市局", HEDONG, "天津市应急管理局"),
    ("市局", JINSHUI, "河南省郑州市市场监督管理局"),
    ("省局", JINSHUI, "河南省市场监督管理局"),
    ("省厅", NANNING, None),
    ("县局", QINGSHUI, "甘肃省天水市清水县公安局"),
    ("市局", QINGSHUI, "甘肃省天水市公安局"),
    ("省厅", QINGSHUI, "甘肃省公安厅"),
    ("市局", TAX, "国家税务总局重庆市税务局"),
    ("税务总局", TAX, "国家税务总局"),
    ("总局", TAX, "国家税务总局"),
    ("县局", dataclasses.replace(QINGSHUI, agency="甘肃省天水市清水县人民政府"), None),
    ("区公安分局", PUDONG, "上海市公安局浦东分局"),
    ("区公安局", PUDONG, "上海市公安局浦东分局"),
    ("市局", PUDONG, "上海市公安局"),
    ("市局法制总队", PUDONG, "上海市公安局法制总队"),
    ("海关总署", UNKNOWN, "中华人民共和国海关总署"),
    ("拱北海关", UNKNOWN, "中华人民共和国拱北海关"),
    ("中国法学会", BANAN, "中国法学会"),
    ("省食品药品检验研究院", JINSHUI, "河南省食品药品检验研究院"),
    ("区生态环境保护综合行政执法支队", BANAN, "重庆市巴南区生态环境保护综合行政执法支队"),
    ("市第一中级人民法院", BANAN, "重庆市第一中级人民法院"),
    ("国家税务总局清水县税务局", QINGSHUI, "国家税务总局甘肃省天水市清水县税务局"),
    ("区委办", BANAN, "中国共产党重庆市巴南区委员会办公室"),
    ("区委常委会", BANAN, "中国共产党重庆市巴南区委员会常务委员会"),
    ("镇应急办", TOWN, "重庆市巴南区木洞镇应急委员会办公室"),
    # zones
    ("经开区管委会", WANSHENG, "重庆市万盛经济技术开发区管理委员会"),
    ("区应急管理局", WANSHENG, "重庆市万盛经济技术开发区应急管理局"),
    ("市场监督管理局", WANSHENG, "重庆市万盛经济技术开发区市场监督管理局"),
    ("区行政服务中心", WANSHENG, "重庆市万盛经济技术开发区行政服务中心"),
    ("平山园区管委会", WANSHENG, None),
    # townships
    ("木洞镇人民政府", BANAN, "重庆市巴南区木洞镇人民政府"),
    ("镇政府", TOWN, "重庆市巴南区木洞镇人民政府"),
    ("镇党委", TOWN, "中国共产党重庆市巴南区木洞镇委员会"),
    ("区司法局", TOWN, "重庆市巴南区司法局"),
    ("虹桥街道办事处", STREET, "上海市长宁区虹桥街道办事处"),
    ("区政府", STREET, "上海市长宁区人民政府"),
    # bodies inside the reporting agency
    ("法制科", HEDONG, "天津市河东区应急管理局法制科"),
    ("案件审理委员会", HEDONG, "天津市河东区应急管理局案件审理委员会"),
    ("推进依法行政工作领导小组", WANSHENG, "重庆市万盛经济技术开发区应急管理局推进依法行政工作领导小组"),
    ("执法大队", HEDONG, None),
    ("区司法局行政复议科", BANAN, "重庆市巴南区司法局行政复议科"),
    ("市公安局党委", QINGSHUI, "中国共产党甘肃省天水市公安局委员会"),
    # named in the agency's own way
    ("政数局", dataclasses.replace(BANAN, report_year=2022), "重庆市巴南区政务服务数据管理局"),
    ("区政务服务与数据管理局", BANAN, "重庆市巴南区政务服务与数据管理局"),
    ("金水生态环境局", JINSHUI, "河南省郑州市金水生态环境局"),
    ("区生态环境局", JINSHUI, "河南省郑州市金水区生态环境局"),
    ("司法厅", JINSHUI, "河南省司法厅"),
    ("市委办公厅", JINSHUI, "中国共产党河南省郑州市委员会办公厅"),
    ("区党委", NANNING, "中国共产党广西壮族自治区委员会"),
    ("浦东分局", PUDONG, "上海市公安局浦东分局"),
    ("高新公安分局", JINSHUI, "河南省郑州市公安局高新分局"),
    ("第二稽查局", TAX, "国家税务总局重庆市巴南区税务局第二稽查局"),
    ("中共国家税务总局委员会", TAX, "中国共产党国家税务总局委员会"),
    ("重庆两江公证处", BANAN, "重庆两江公证处"),
    ("中南大学法学院", BANAN, "中南大学法学院"),
    ("市住建局", dataclasses.replace(JINSHUI, agency="河南省郑州市金水区住房和建设局"), "河南省郑州市住房和建设局"),
    ("区交警大队", BANAN, "重庆市巴南区公安局交通警察大队"),
    ("区委金融办", BANAN, "中国共产党重庆市巴南区委员会金融委员会办公室"),
    ("区金融办", BANAN, "重庆市巴南区金融工作办公室"),
    ("市三中院", BANAN, "重庆市第三中级人民法院"),
    ("市中心医院", JINSHUI, "河南省郑州市中心医院"),
    ("广州市天河区公安分局", UNKNOWN, "广东省广州市公安局天河区分局"),
    ("公安中原分局", JINSHUI, "河南省郑州市公安局中原分局"),
    ("郑州市公安高新分局", JINSHUI, "河南省郑州市公安局高新分局"),
    ("曲江公安分局", JINSHUI, "河南省郑州市公安局曲江分局"),
    ("巴南区木洞镇人民调解委员会", TIANHE, "重庆市巴南区木洞镇人民调解委员会"),
    ("广西寿乡律师事务所", NANNING, "广西寿乡律师事务所"),
    ("上海市长宁区人民政府虹桥街道办事处", STREET, "上海市长宁区虹桥街道办事处"),
    ("街道综合行政执法办", STREET, "上海市长宁区虹桥街道综合行政执法办公室"),
    # others
    ("重庆坤源衡泰律师事务所", BANAN, "重庆坤源衡泰律师事务所"),
]


@pytest.mark.parametrize(("surface", "facts", "full"), FULL, ids=[f"{s} {i}" for i, (s, _, _) in enumerate(FULL)])
def test_full_name_of_a_body(surface: str, facts: ReportFacts, full: str | None) -> None:
    assert name(surface, facts) == full


def record(text: str, facts: ReportFacts, *surfaces: tuple[str, str]) -> Record:
    found = []
    for surface, rule in surfaces:
        start = text.index(surface)
        found.append(Agency(start, start + len(surface), surface, rule=rule))
    return Record(SourceText("a.txt", "0", text), report=facts, agencies=tuple(found))


def test_a_list_goes_on_with_the_level_of_its_first_name() -> None:
    made = record("报市司法局、生态环境局。", BANAN, ("市司法局", "organ-level"), ("生态环境局", "organ-bare"))
    assert [a.canonical for a in resolve(made, BANAN)] == ["重庆市司法局", "重庆市生态环境局"]


def test_a_nameless_township_government_counts_only_in_a_township_report() -> None:
    made = record("由镇政府负责。", BANAN, ("镇政府", "township-bare"))
    assert resolve(made, BANAN) == ()
    assert resolve(made, TOWN)[0].canonical == "重庆市巴南区木洞镇人民政府"


def test_function_and_division_of_a_body_are_those_of_its_name() -> None:
    made = record("报市司法局。", BANAN, ("市司法局", "organ-level"))
    (agency,) = resolve(made, BANAN)
    assert (agency.function, agency.division) == ("justice", "重庆市")


def test_a_subdistrict_called_like_a_city_lies_where_its_district_does() -> None:
    name = "成都市武侯区人民政府玉林街道办事处"
    made = record(name, UNKNOWN, (name, "organ-place"))
    (agency,) = resolve(made, UNKNOWN)
    assert agency.division == "四川省成都市武侯区"


@pytest.mark.parametrize(
    ("surface", "notation"),
    [
        ("区应急局", "emergency-management"),
        ("区安监局", "emergency-management"),
        ("国家税务总局重庆市巴南区税务局", "taxation"),
        ("区住房保障和城市更新局", "housing-construction"),
        ("区委组织部", "party-organization"),
        ("区法院", "court"),
        ("区农业综合行政执法大队", "agriculture"),
        ("区综合行政执法大队", "urban-management"),
        ("广东省人民政府", "general-government"),
        ("甲乡人民政府", "township"),
        ("重庆市巴南区人民政府花溪街道办事处", "township"),
        ("重庆市巴南区人民政府行政复议委员会", "justice"),
    ],
)
def test_function_by_name(surface: str, notation: str) -> None:
    (agency,) = resolve(record(surface, UNKNOWN, (surface, "organ-level")), UNKNOWN)
    assert agency.function == notation
