"""What the unit of a quantity says for and against a class of activity."""

from __future__ import annotations

#: Units of people; those who come to something, among them also households and firms; and units of what is done at a time.
PEOPLE = frozenset("人 人次 名 位".split())
COMERS = PEOPLE | frozenset("户 家".split())
TIMES = frozenset("次 人次 场 场次 件 起 条".split())
#: Units that measure what a count before has brought: 查处12起，罚款3万元.
MEASURING = frozenset("元 % 平方米 亩".split())
RATES = frozenset("% 百分点".split())
KINDS = frozenset("种 类".split())

#: What a unit alone suggests.
SUGGESTED = {
    "亩": ("penalty", 0.1),
    "元": ("penalty", 1.0),
    "家次": ("inspection", 2.0),
    "户次": ("inspection", 2.0),
    "学时": ("training", 6.0),
    "课时": ("training", 6.0),
    "卷": ("legal_review", 1.5),
    "场": ("publicity", 0.4),
    "场次": ("publicity", 0.4),
    "起": ("penalty", 0.3),
    "批次": ("inspection", 1.0),
    "宗": ("penalty", 0.3),
}


#: What a unit hardly ever counts: cases (起) are no training, sessions (场) no penalty, money no meeting.
_HELD = "training publicity meeting drill"
UNLIKELY = {
    unit: frozenset(classes.split())
    for units, classes in (
        ("起 例", f"{_HELD} inspection licensing rulemaking power_list counsel staffing"),
        ("次", "accident power_list rulemaking counsel staffing"),
        ("场 场次 堂 节 课 期 轮", "penalty licensing rulemaking power_list rectification accident counsel staffing"),
        ("元", f"{_HELD} counsel power_list staffing disclosure"),
        (
            "平方米 亩 公顷 吨 公斤 立方米",
            f"{_HELD} counsel power_list staffing disclosure rulemaking legal_review dispute",
        ),
        ("份 件 篇 册 幅 张", "meeting drill staffing"),
        ("篇 册 幅 块 句", "penalty licensing meeting drill accident power_list"),
        ("种 类", "penalty inspection licensing dispute"),
        ("人 人次 名 位", "rulemaking legal_review power_list disclosure"),
        ("家次 户次 家 户", "rulemaking power_list meeting drill legal_review"),
        ("辆 艘 辆次 艘次 台 台次", f"{_HELD} counsel power_list rulemaking legal_review dispute disclosure"),
    )
    for unit in units.split()
}
