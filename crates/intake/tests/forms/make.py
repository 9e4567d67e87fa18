#!/usr/bin/env python3
"""Fills the empty forms with two invented places, and saves them as several programs do.

    cargo run -p guoban -- new --form zh.xlsx && cargo run -p guoban -- new --form en.xlsx --lang en
    python3 make.py zh.xlsx en.xlsx

Needs openpyxl, and LibreOffice (`soffice`) for the second copy of the county. All figures are invented (演示数据).
"""

import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
JAN_FEB = list(range(2, 13))
MONTHS = list(range(1, 13))
QUARTERS = [3, 6, 9, 12]
EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def to_date(ends, values):
    """Amounts of periods as amounts from January."""
    total, out = 0, {}
    for end, value in zip(ends, values):
        total += value
        out[end] = round(total, 4)
    return out


class Sheet:
    def __init__(self, book, name, head, english):
        self.sheet, self.english, self.row = book[name], english, head
        self.columns = {cell.value: cell.column for cell in self.sheet[head]}

    def add(self, last=None, this=None, **cells):
        self.row += 1
        for year, figures in (("Last" if self.english else "上年", last), ("This" if self.english else "今年", this)):
            for month, value in (figures or {}).items():
                head = f"{year} {EN[month - 1]}" if self.english else f"{year}{month}月"
                self.sheet.cell(self.row, self.columns[head], value)
        for head, value in cells.items():
            self.sheet.cell(self.row, self.columns[head.replace("_", " ")], value)


def county(empty):
    book = openpyxl.load_workbook(empty)
    first = book["指标"]
    first["B1"], first["D1"], first["F1"], first["H1"] = "临岗县 | Lingang County", 2026, date(2026, 4, 20), "演示数据"
    rows = Sheet(book, "指标", 3, False)
    rows.add(名称="社会消费品零售总额 | Retail sales", 单位="亿元", 类别="社会消费品零售", 责任单位="商务局 | Commerce",
             last=to_date(JAN_FEB, [20, 9.8, 9.6, 10.4, 10.2, 10.1, 10.3, 10.9, 12, 11.8, 12.5]),
             this=to_date([2, 3], [20.9, 10.3]), 半年任务=64, 全年任务=135)
    rows.add(名称="一般公共预算收入 | Budget revenue", 单位="亿元", 类别="财政收支", 责任单位="财政局 | Finance",
             last=to_date(MONTHS, [3.1, 2, 1.9, 2.4, 2.2, 2.6, 2.5, 1.6, 2, 2.4, 1.4, 2.2]),
             this=to_date([1, 2, 3], [3.3, 2.0, 2.0]), 半年任务=15.2, 全年任务=28.5, 数据来源="演示数据：县财政月报")
    rows.add(名称="外贸进出口 | Foreign trade", 单位="亿元", 类别="外贸", 责任单位="商务局 | Commerce", 填法="当月",
             last=dict(zip(MONTHS, [4, 3, 5, 5.2, 5.5, 5, 4.9, 5.3, 5.6, 5.1, 5.8, 6.2])),
             this={1: 4.1, 2: 3.3, 3: 5.4}, 半年任务=6, 全年任务=8, 任务口径="增速", 上年增速=5.1)
    rows.add(名称="生猪出栏 | Hogs sold", 单位="万头", 类别="其他波动总量", 责任单位="农业农村局 | Agriculture", 发布="每季", 发布日=18,
             last=to_date(QUARTERS, [8.2, 7.1, 6.9, 9.8]), this={3: 8.4}, 半年任务=15.8, 全年任务=33)
    rows.add(名称="金融机构贷款余额 | Loans", 单位="亿元", 类别="期末数", 责任单位="金融办 | Finance office",
             last=dict(zip(MONTHS, [200 + 1.5 * month for month in range(12)])), this={1: 215, 2: 217, 3: 219.5},
             半年任务=225, 全年任务=232)
    rows.add(名称="新增规上企业 | Firms entered", 单位="家", 类别="个数", 责任单位="工信局 | Industry",
             last=to_date(MONTHS, [0, 1, 2, 1, 2, 3, 1, 1, 2, 1, 1, 3]), this=to_date([1, 2, 3], [0, 1, 2]),
             半年任务=10, 全年任务=20)
    growth = Sheet(book, "增速", 1, False)
    growth.add(名称="固定资产投资 | Investment", 类别="固定资产投资", 责任单位="发改局 | Development",
               last=dict(zip(JAN_FEB, [8, 7.5, 7.1, 6.8, 6.5, 6.3, 6, 5.8, 5.5, 5.6, 5.9])), this={2: 7.2, 3: 7.0},
               半年任务=8, 全年任务=8)
    growth.add(名称="规上工业增加值 | Industry above scale", 类别="规上工业", 责任单位="工信局 | Industry",
               last=dict(zip(JAN_FEB, [6, 6.1, 6.0, 5.9, 6.2, 6.3, 6.1, 6, 5.9, 6, 6.1])), this={2: 6.5, 3: 6.3},
               半年任务=6.5, 全年任务=7)
    industries = Sheet(book, "行业", 1, False)
    for name, quarters, more in [
        ("农林牧渔业 | Agriculture", [5, 8, 11, 12], {"今年累计增速": 4.2}),
        ("工业 | Industry", [16, 18, 18, 20], {"相关指标": "规上工业增加值", "传导系数": 0.95}),
        ("批发和零售业 | Trade", [6, 6, 6.5, 7], {"相关指标": "社会消费品零售总额", "传导系数": 0.9}),
        ("其他服务业 | Other services", [13, 14, 13.5, 16], {"今年累计增速": 5.0}),
    ]:
        cells = dict(zip(["上年一季度", "上年二季度", "上年三季度", "上年四季度"], quarters))
        industries.add(名称=name, **cells, **more)
    projects = Sheet(book, "项目", 1, False)
    projects.add(名称="县道改造 | County road", 责任单位="交通局", 总投资=24000, 以前年度完成=15000, 本年计划=9000,
                 本年已完成=1800, 开工="2025-09", 竣工="2026-11", 阶段="在建")
    projects.add(名称="冷链物流园 | Cold-chain park", 责任单位="商务局", 总投资=36000, 本年计划=12000, 本年已完成=0, 次年计划=24000,
                 开工=date(2026, 5, 1), 竣工="2027-06", 阶段="前期")
    measures = Sheet(book, "措施", 1, False)
    measures.add(名称="消费券 | Vouchers", 责任单位="商务局 | Commerce", 单位="万元", 最低=0, 已安排=200, 最高=3000, 步长=100, 单位成本=1,
                 影响指标="社会消费品零售总额", 每单位带来=0.0003, 见效月份="2026-05", 是否借="是")
    measures.add(名称="招商落地 | Investors settled", 责任单位="投促局 | Investment promotion", 单位="个", 最低=0, 已安排=2, 最高=12, 步长=1,
                 影响指标="固定资产投资", 每单位带来=0.4, 是否借="否")
    funnels = Sheet(book, "入库", 1, False)
    funnels.add(名称="工业企业纳统 | Industrial firms filed", 责任单位="工信局 | Industry", 单位="家", 已安排=3, 最高=15, 达标最少=4, 达标可能=7,
                达标最多=9, 入库月份="2026-06", 影响指标="新增规上企业", 每家每月带来=1)
    cohorts = Sheet(book, "批次", 1, False)
    cohorts.add(名称="补栏 | Piglets placed", 责任单位="农业农村局 | Agriculture", 单位="万头", 最高=0.5, 步长=0.05, 单位成本=300,
                见效月份="2026-05", 几个月后产出=6, 留存率=94, 影响指标="生猪出栏", 每单位带来=1)
    units = Sheet(book, "县区", 1, False)
    for name, weight, now, task in [("东岗镇 | Donggang", 40, 7.5, 8), ("西溪镇 | Xixi", 35, 6.1, 8), ("北山乡 | Beishan", 25, 7.4, 7.5)]:
        units.add(名称=name, 影响指标="固定资产投资", 权重=weight, 今年累计增速=now, 全年任务=task)
    peers = Sheet(book, "同级", 1, False)
    peers.add(名称="甲县 | County A", 影响指标="规上工业增加值", this={2: 6.8, 3: 6.6})
    peers.add(名称="乙县 | County B", 影响指标="规上工业增加值", this={2: 5.9, 3: 6.3})
    return book


def zone(empty):
    book = openpyxl.load_workbook(empty)
    first = book["Indicators"]
    first["B1"], first["D1"], first["F1"], first["H1"] = "望海开发区 | Wanghai Development Zone", 2026, "2026-03-28", "demo"
    rows = Sheet(book, "Indicators", 3, True)
    rows.add(Name="规上工业总产值 | Output above scale", Unit="亿元", Kind="Other, steady", Owner="经发局 | Economy",
             last=to_date(JAN_FEB, [96, 52, 50, 53, 58, 52, 51, 55, 54, 56, 63]), this={2: 101.5},
             **{"Half-year task": 330, "Annual task": 690})
    rows.add(Name="实际使用外资 | Foreign capital used", Unit="万美元", Kind="Other, volatile", Owner="招商局 | Investment promotion",
             last=to_date(MONTHS, [300, 0, 900, 150, 420, 1300, 0, 380, 700, 250, 610, 1400]), this={1: 0, 2: 540},
             **{"Half-year task": 3200, "Annual task": 7000})
    rows.add(Name="Tax revenue", Unit="亿元", Kind="Budget", Owner="财政局 | Finance", Figures="single month",
             last=dict(zip(MONTHS, [6.2, 3.9, 3.1, 4.8, 4.4, 4.6, 5.2, 3.0, 3.6, 4.9, 2.8, 3.4])), this={1: "6.5", 2: "４．１"},
             **{"Half-year task": 28, "Annual task": 53})
    rows.add(Name="高新技术产业占比 | Share of high technology", Unit="%", Kind="Ratio", Owner="科技局 | Science", Published="quarterly",
             last=dict(zip(QUARTERS, [38.2, 38.9, 39.1, 39.6])), **{"Annual task": 41})
    growth = Sheet(book, "Growth", 1, True)
    growth.add(Name="工业投资 | Industrial investment", Kind="Investment", Owner="经发局 | Economy",
               last=dict(zip(JAN_FEB, [15, 14.2, 13.8, 13, 12.5, 12.9, 12.2, 11.8, 11.5, 11.9, 12.3])), this={2: 10.4},
               **{"Half-year task": 12, "Annual task": 13})
    # Published growth beside amounts that make 5.7 per cent: another comparable base.
    growth.add(Name="规上工业总产值 | Output above scale", this={2: 6.8}, **{"Half-year task": 7, "Annual task": 7.5})
    industries = Sheet(book, "Industries", 1, True)
    for name, share, more in [
        ("新材料 | New materials", 46, {"Driver": "规上工业总产值", "Pass-through": 1.1}),
        ("装备制造 | Equipment", 34, {"Growth this year": 6.2}),
        ("港航服务 | Port services", 20, {"Growth this year": 4.5}),
    ]:
        industries.add(Name=name, **{"Last share": share}, **more)
    projects = Sheet(book, "Projects", 1, True)
    projects.add(Name="电池材料二期 | Battery materials II", Owner="招商局 | Investment promotion", Start="2025-06", Finish="2026-09", Stage="under way",
                 **{"Total cost": 180000, "Done before": 70000, "Plan of the year": 90000, "Done this year": 12000, "Plan of next year": 20000})
    measures = Sheet(book, "Measures", 1, True)
    measures.add(Name="增值税留抵退税 | VAT refunds brought forward", Owner="财政局 | Finance", Unit="万元", Least=0, Arranged=0, Most=5000, Step=500,
                 Indicator="Tax revenue", Borrowed="yes", **{"Effect per unit": -0.0001})
    measures.add(Name="数据质量核查 | Data quality review", Owner="统计办 | Statistics", Unit="家", Least=0, Arranged=0, Most=12, Step=1,
                 Indicator="规上工业总产值", **{"Effect per unit": 0.4, "Recording only": "yes"})
    funnels = Sheet(book, "Inclusion", 1, True)
    funnels.add(Name="新投产企业入统 | New firms in operation", Owner="经发局 | Economy", Unit="家", Least=0, Arranged=2, Most=10, Indicator="规上工业总产值",
                **{"Qualified, least": 3, "Qualified, likely": 5, "Qualified, most": 6, "Enters in": "2026-06", "Each a month": 0.12})
    return book


def hundred(empty):
    """A hundred indicators with two tasks each, for measuring."""
    book = openpyxl.load_workbook(empty)
    first = book["指标"]
    first["B1"], first["D1"], first["F1"], first["H1"] = "百项县", 2026, date(2026, 4, 20), "演示数据"
    rows = Sheet(book, "指标", 3, False)
    for at in range(100):
        rows.add(名称=f"指标第{at + 1}项", 单位="亿元", 类别="财政收支", last={month: month * (at + 10) for month in MONTHS},
                 this={month: month * (at + 11) for month in (1, 2, 3)}, 半年任务=6 * (at + 12), 全年任务=12 * (at + 12))
    return book


def save(book, name):
    """openpyxl writes when it ran; the fixtures are the same whenever they are made."""
    book.properties.creator, book.properties.created, book.properties.modified = "Guoban", datetime(2026, 1, 1), datetime(2026, 1, 1)
    book.save(HERE / name)


def as_wps(book, name):
    """What WPS likes to do: numbers kept as text, dates as serial numbers with a style of its own, an unused hidden sheet, empty formatted
    cells far below; in the file its own names beside the standard's, and texts with readings beside their signs."""
    sheet = book["指标"]
    for row in sheet.iter_rows(min_row=4, max_row=5, min_col=8):
        for cell in row:
            if isinstance(cell.value, float):
                cell.value = f"{cell.value:,.2f}"
    sheet["F1"] = 46132
    sheet["F1"].number_format = 'yyyy"年"m"月"d"日";@'
    sheet["A900"].number_format = "0.00"
    book.create_sheet("WpsReserved_CellImgList").sheet_state = "veryHidden"
    save(book, name)
    etc = 'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
    changed = {}
    with zipfile.ZipFile(HERE / name) as held:
        for part in held.infolist():
            text = held.read(part)
            if part.filename.startswith("xl/worksheets/") or part.filename in ("xl/workbook.xml", "xl/styles.xml"):
                text = re.sub(rb"<(worksheet|workbook|styleSheet) ", rb"<\1 " + etc.encode(), text, count=1)
            if part.filename == "xl/sharedStrings.xml":
                name_of_loans, reading = "金融机构贷款余额 | Loans", "<rPh sb=\"0\" eb=\"2\"><t>jinrong</t></rPh><phoneticPr fontId=\"1\"/>"
                whole = f"<si><t>{name_of_loans}</t></si>"
                parts = "".join(f"<r><rPr><b/><sz val=\"11\"/></rPr><t xml:space=\"preserve\">{half}</t></r>" for half in ("金融机构", "贷款余额 | Loans"))
                text = text.decode()
                assert whole in text
                text = text.replace(whole, f"<si>{parts}{reading}</si>").encode()
            if part.filename == "docProps/app.xml":
                text = text.replace(b"Microsoft Excel", "WPS 表格".encode())
            changed[part.filename] = (part, text)
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as written:
        for part, text in changed.values():
            written.writestr(part, text)


def main():
    zh, en = sys.argv[1:3]
    save(county(zh), "county.xlsx")
    save(zone(en), "zone.xlsx")
    save(hundred(zh), "hundred.xlsx")
    as_wps(county(zh), "county-wps.xlsx")
    out = HERE / "libreoffice"
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", out, HERE / "county.xlsx"], check=True)
    (out / "county.xlsx").rename(HERE / "county-libreoffice.xlsx")
    out.rmdir()


if __name__ == "__main__":
    main()
