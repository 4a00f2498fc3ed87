"""The level of acts that no table has, from the form of their titles."""

from __future__ import annotations

import pytest

from kg.link import forms
from kg.link.forms import Clues

PROVINCE, CITY, COUNTY = Clues(place="province"), Clues(place="prefecture"), Clues(place="county")

LEVELS = [
    ("低空经济促进法", Clues(), "law"),
    ("全国人民代表大会常务委员会关于延长授权期限的决定", Clues(), "law"),
    ("关于修改〈中华人民共和国公证法〉的决定", Clues(), "law"),
    ("工作方法", Clues(), "document"),
    ("码头安全管理条例", Clues(), "administrative_regulation"),
    ("国务院关于码头管理的若干规定", Clues(), "administrative_regulation"),
    ("国务院关于加强码头管理的意见", Clues(), "document"),
    ("甲省码头安全管理条例", PROVINCE, "local_regulation"),
    ("甲省实施〈中华人民共和国港口法〉办法", PROVINCE, "local_regulation"),
    ("甲省码头安全管理办法", PROVINCE, "local_rule"),
    ("甲省〈中华人民共和国港口法〉实施办法", PROVINCE, "local_regulation"),
    ("甲市码头污染防治若干规定", CITY, "local_regulation"),
    ("甲省公安机关办案场所规定", PROVINCE, "document"),
    ("甲省码头安全管理办法", Clues(place="province", draft=True), "document"),
    ("**镇重大行政决策规则", Clues(), "document"),
    ("侬要懂法", Clues(), "work"),
    ("漫说税法", Clues(), "work"),
    ("画说民法典", Clues(), "work"),
    ("走近宪法", Clues(), "work"),
    ("税法", Clues(), "law"),
    ("村规民约", Clues(), "document"),
    ("甲省轻微违法行为不予处罚和减轻处罚规定", PROVINCE, "document"),
    ("甲省行政执法人员和行政辅助执法人员管理办法", PROVINCE, "local_rule"),
    ("甲省行政执法证件管理办法", PROVINCE, "local_rule"),
    ("甲市行政执法人员管理办法", CITY, "document"),
    ("乙丙法实施条例", Clues(office=True), "administrative_regulation"),
    ("国务院关于修改和废止部分行政法规的决定", Clues(order=True), "administrative_regulation"),
    ("甲市码头安全管理规定", CITY, "local_rule"),
    ("甲市码头安全管理规定", Clues(place="prefecture", numbered=True), "document"),
    ("甲县码头安全管理规定", COUNTY, "document"),
    ("甲县码头安全管理规定", Clues(place="county", order=True), "local_rule"),
    ("甲市港口局码头巡查办法", Clues(place="prefecture", office=True), "document"),
    ("甲市党政领导干部安全生产责任制实施细则", CITY, "document"),
    ("甲市法治政府建设示范指标体系", CITY, "document"),
    ("甲省年度目标考核办法", PROVINCE, "document"),
    ("港口行政处罚程序规定", Clues(), "department_rule"),
    ("海关监管区管理办法", Clues(), "department_rule"),
    ("港口作业监督管理办法", Clues(own=True), "document"),
    ("港口作业监督管理办法", Clues(order=True), "department_rule"),
    ("关于规范集体决策事项的规定", Clues(), "document"),
    ("行政执法全过程记录办法", Clues(), "document"),
    ("最高人民法院关于适用〈中华人民共和国港口法〉若干问题的解释", Clues(), "judicial_interpretation"),
    ("关于审理港口案件适用法律若干问题的规定", Clues(), "judicial_interpretation"),
    ("中国共产党某类组织工作条例", Clues(), "party_regulation"),
    ("党政领导干部述责述廉规定", Clues(), "party_regulation"),
    ("关于开展港口专项整治的通知", Clues(), "document"),
    ("甲市港口局关于印发〈巡查办法〉的通知", Clues(place="prefecture", office=True), "document"),
    ("责令限期整改指令", Clues(), "document"),
    ("委托执法协议书", Clues(), "document"),
    ("轻微违法行为不予处罚清单", Clues(), "document"),
    ("致商户的一封信", Clues(), "document"),
    ("提醒敦促函", Clues(), "document"),
    ("港口法释义", Clues(), "work"),
    ("港口法律法规读本", Clues(), "work"),
    ("港口执法手册", Clues(), "work"),
    ("事故警示教育片", Clues(), "work"),
    ("平安是福", Clues(), "work"),
    ("甲乙日报", Clues(), "work"),
    ("习近平法治思想学习纲要", Clues(), "work"),
    ("***自治区行政执法监督条例", Clues(), None),
    ("**区2022年度工作计划", Clues(), "document"),
    ("条例", Clues(), None),
    # ways of working are no laws, papers about interpretations are none, nor is what is done about deputies' proposals
    ("三步工作法", Clues(), "document"),
    ("枫桥式工作法", Clues(), "document"),
    ("人民调解“四心”工作法", Clues(), "document"),
    ("作风建设加减法", Clues(), "document"),
    ("农业经济合作法", Clues(), "law"),
    ("湖泊保护法", Clues(), "law"),
    ("关于做好司法解释宣传工作的通知", Clues(), "document"),
    ("民法典司法解释培训方案", Clues(), "document"),
    ("港口法司法解释", Clues(), "judicial_interpretation"),
    ("全国人大环资委关于港口调研的决定", Clues(), "document"),
    ("全国人大代表建议办理工作办法", Clues(), "document"),
    ("全国人民代表大会关于设立港口法院的决定", Clues(), "law"),
    ("全国人大常委会关于港口的规定", Clues(), "law"),
    ("全国人大常委会办公厅接待工作办法", Clues(), "document"),
    ("人民法院涉诉信访考核办法", Clues(), "document"),
    ("人民检察院办理港口案件移送规定", Clues(), "judicial_interpretation"),
    ("全国人民代表大会议事规则", Clues(), "law"),
    ("人民检察院港口诉讼规则", Clues(), "judicial_interpretation"),
]


@pytest.mark.parametrize(("title", "clues", "level"), LEVELS)
def test_level_by_form(title, clues, level):
    assert forms.level(title, clues) == level
