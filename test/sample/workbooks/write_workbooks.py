"""Writes the 200 workbooks of this folder, each beside the CSV that says the same.

Usage: python3 write_workbooks.py

Needs the packages openpyxl and xlsxwriter, and LibreOffice (the command soffice). The workbooks were written once and are
kept in the repository: tests read them and need none of these programs. The numbers are drawn from a fixed seed, but a
newer version of a program may write other bytes, so a new set is a change that is reviewed.

What a workbook shows and what its CSV says is one list of rows; only how a cell is stored differs.
"""

import csv
import datetime
import pathlib
import random
import shutil
import subprocess
import tempfile

import openpyxl
import openpyxl.styles
import xlsxwriter

HERE = pathlib.Path(__file__).resolve().parent
HEADS = [
    "业务编号", "服务类别", "区划代码", "地点", "日期", "场次编号", "会员编号", "姓名", "性别",
    "职业", "单位", "人次", "场次", "课时", "份数", "金额", "备注",
]
KINDS = ["免费体检", "技能培训", "维权热线", "驿站活动", "证书"]
DISTRICTS = ["330603", "330784", "330521", "330825"]
NAMES = ["王强", "李娜", "张伟", "刘 洋", "陈&静", "赵<磊>"]
PLACES = ["", "越城驿站", " 柯桥 ", "“总工会”一楼", "A&B 站"]
NOTES = ["", "", "加急", "已办, 待回访", '说 "好"', "=1+1 不是公式", "备注：甲、乙"]
FORMATS = ["yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "m/d/yy", "d-mmm-yy", "yyyy-mm-dd;@", "[$-804]yyyy/mm/dd"]
AMOUNT_FORMATS = ["General", "0.00", "#,##0.00", '#,##0.00"元"', "¥#,##0.00", "0.00_ ;[Red]\\-0.00\\ "]

# What offices write above the heads, and columns that they add. Neither is read.
TITLES = ["2024年服务台账", "某县总工会新就业形态劳动者服务登记表"]
UNIT_LINES = ["填报单位：某县总工会", "填报日期：2024年8月1日", "单位：元"]
ADDED = {"序号": 0, "联系电话": None, "审核人": None}
SPELLINGS = {"金额": ["金额（元）", "金额(元)", "金额/元"], "姓名": ["姓 名", "姓　名"], "业务编号": ["*业务编号", "业务编号*"],
             "人次": ["人次（人）"], "日期": ["日期："], "课时": ["课时（小时）"]}
EXPLAINED = [("填写说明",), ("列名", "怎样填写"), *((head, "见样例") for head in HEADS[:12])]
# Heads of two lines: a group over heads that stand beside each other.
GROUPS = [("会员信息", ["会员编号", "姓名", "性别", "职业", "单位"]), ("数量", ["人次", "场次", "课时", "份数"])]

# How many workbooks each program writes.
OF_OPENPYXL, OF_XLSXWRITER, OF_LIBREOFFICE = 70, 70, 60


class Sheet:
    """One sheet: rows of texts as a person sees them, and how its cells are stored."""

    def __init__(self, number):
        draw = self.draw = random.Random(number)
        self.number = number
        self.columns = list(range(len(HEADS)))
        if draw.random() < 0.4:
            draw.shuffle(self.columns)
        self.rows = [self.act(index) for index in range(draw.randint(2, 9))]
        self.spoil()
        # A note of several lines stands last: in CSV it takes several lines, and every row after it another number.
        if draw.random() < 0.3:
            self.rows[-1]["备注"] = "第一行\n第二行，甲\n第三行"
        self.blank_before = draw.randrange(len(self.rows)) if draw.random() < 0.3 else None
        self.merged = self.merge() if draw.random() < 0.4 else []
        self.tail = self.totals() if draw.random() < 0.3 else []
        self.hidden = {draw.randrange(len(self.rows))} if draw.random() < 0.25 else set()
        self.dates = draw.choice(["text", "cell", "cell"])
        self.date_format = draw.choice(FORMATS)
        self.amounts = draw.choice(["text", "number", "number", "formula"])
        self.amount_format = draw.choice(AMOUNT_FORMATS)
        self.counts = draw.choice(["text", "number"])
        self.from_1904 = draw.random() < 0.15
        self.top()
        self.others = draw.choice([[], [], ["说明"], ["二月", "三月"]])
        self.hidden_first = bool(self.others) and draw.random() < 0.3

    def top(self):
        """What stands above and beside the acts: titles, added columns, heads of one line or two."""
        draw = random.Random(1000 + self.number)
        heads = [HEADS[column] for column in self.columns]
        added = [head for head in ADDED if draw.random() < 0.3]
        for head in added:
            heads.insert(0 if ADDED[head] == 0 else draw.randint(1, len(heads)), head)
        self.blank_columns = 1 if draw.random() < 0.15 else 0
        self.heads = [""] * self.blank_columns + heads
        self.titles = draw.choice([[], [], [draw.choice(TITLES)], [draw.choice(TITLES), draw.choice(UNIT_LINES)],
                                   [draw.choice(TITLES), "", draw.choice(UNIT_LINES)]])
        self.groups = self.grouped() if draw.random() < 0.3 else []
        self.spelled = {head: draw.choice(ways) for head, ways in SPELLINGS.items() if draw.random() < 0.3}
        # A first worksheet that only explains: no hidden one stands before it.
        self.explained = draw.random() < 0.15

    def grouped(self):
        """Groups whose heads stand beside each other: (group, first place, last place)."""
        found = []
        for group, heads in GROUPS:
            places = sorted(self.heads.index(head) for head in heads)
            if places[-1] - places[0] == len(places) - 1:
                found.append((group, places[0], places[-1]))
        return found

    def head_lines(self):
        """The lines of heads, each a list of texts."""
        names = [self.spelled.get(head, head) for head in self.heads]
        if not self.groups:
            return [names]
        upper, lower = names[:], [""] * len(names)
        for group, first, last in self.groups:
            for place in range(first, last + 1):
                upper[place], lower[place] = (group if place == first else ""), names[place]
        return [upper, lower]

    def top_lines(self):
        """Every line above the acts."""
        return [[title] for title in self.titles] + self.head_lines()

    def text(self, row, index, place):
        """What stands in a line below the heads, at a place."""
        head = self.heads[place]
        if row is None or head == "":
            return ""
        if head not in ADDED:
            return row.get(head, "")
        if index is None:
            return ""
        return {"序号": str(index + 1), "联系电话": "0579-8650", "审核人": "李四"}[head]

    def act(self, index):
        draw = self.draw
        kind = draw.choice(KINDS)
        named = kind == "免费体检" or draw.random() < 0.5
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=draw.randrange(700))
        row = dict.fromkeys(HEADS, "")
        row["业务编号"] = f"WB{self.number:03}-{index}"
        row["服务类别"] = kind
        row["区划代码"] = draw.choice(DISTRICTS)
        row["地点"] = draw.choice(PLACES)
        row["日期"] = day.isoformat()
        if named:
            row["会员编号"] = f"M{self.number:03}{index}"
            row["姓名"] = draw.choice(NAMES)
            row["性别"] = draw.choice(["男", "女"])
            row["职业"] = draw.choice(["", "外卖配送员"])
            row["单位"] = draw.choice(["", "美团", "顺丰 速运"])
        row["人次"] = "1" if named else str(draw.randint(1, 60))
        if kind == "技能培训" and draw.random() < 0.5:
            row["课时"] = draw.choice(["2", "1.5", "0.25"])
        row["份数"] = draw.choice(["", "", "3"])
        if kind in ("免费体检", "维权热线"):
            row["金额"] = draw.choice(["800", "120.5", "99.99", "0.07", "300.10"])
        row["备注"] = draw.choice(NOTES)
        return row

    def spoil(self):
        """Makes some rows such that they are refused."""
        for row in self.rows:
            if self.draw.random() < 0.2:
                head, text = self.draw.choice([
                    ("业务编号", ""), ("服务类别", "打酱油"), ("区划代码", "999999"), ("日期", "明天"), ("金额", "-5"),
                    ("金额", "一百"), ("人次", "1.5"),
                ])
                row[head] = text

    def merge(self):
        """A text that stands once for two rows that follow each other: (first row, head)."""
        if len(self.rows) < 2:
            return []
        first = self.draw.randrange(len(self.rows) - 1)
        if self.blank_before == first + 1:
            return []
        head = self.draw.choice(["服务类别", "区划代码", "地点", "日期"])
        self.rows[first + 1][head] = self.rows[first][head]
        if self.rows[first][head] == "":
            return []
        return [(first, head)]

    def totals(self):
        heads = sum(int(row["人次"]) for row in self.rows if row["人次"].isdigit())
        label = self.draw.choice(["合计", "总 计", "小计："])
        return [{"业务编号": label, "人次": str(heads)}, {"业务编号": "填表人：张三", "备注": "审核人：李四"}]

    def lines(self):
        """Every line below the heads: a row of texts and where it comes from, or None for a blank line."""
        found = []
        for index, row in enumerate(self.rows):
            if index == self.blank_before:
                found.append((None, None))
            found.append((row, index))
        # The rows of totals follow a note of several lines nowhere.
        if "\n" not in self.rows[-1]["备注"]:
            found += [(row, None) for row in self.tail]
        return found

    def write_csv(self, path):
        encoding = self.draw.choice(["utf-8", "utf-8-sig", "gb18030"])
        with open(path, "w", encoding=encoding, newline="") as file:
            write = csv.writer(file, lineterminator=self.draw.choice(["\r\n", "\n"]))
            for line in self.top_lines():
                write.writerow(line + [""] * (len(self.heads) - len(line)))
            for row, index in self.lines():
                write.writerow([self.text(row, index, place) for place in range(len(self.heads))])

    def value(self, head, text):
        """What a cell holds, and how: ("text" | "date" | "number" | "formula", value)."""
        if head == "日期" and self.dates == "cell":
            try:
                return "date", datetime.date.fromisoformat(text)
            except ValueError:
                return "text", text
        kind = {"金额": self.amounts, "人次": self.counts, "份数": self.counts, "课时": self.counts}.get(head, "text")
        if kind == "text" or not is_number(text):
            return "text", text
        return kind, float(text)

    def cells(self):
        """Every cell that is not blank: (line from 0 on, place, head, kind, value); merged ones only once."""
        below = {(first + 1, head) for first, head in self.merged}
        for line, texts in enumerate(self.top_lines()):
            for place, text in enumerate(texts):
                if text != "":
                    yield line, place, "", "text", text
        for line, (row, index) in enumerate(self.lines(), start=len(self.top_lines())):
            for place, head in enumerate(self.heads):
                text = self.text(row, index, place)
                if text != "" and (index, head) not in below:
                    yield (line, place, head, *self.value(head, text))

    def areas(self):
        """Merged areas: (first line, first place, last line, last place)."""
        top = len(self.top_lines())
        line_of = {index: line for line, (_, index) in enumerate(self.lines(), start=top)}
        acts = [
            (line_of[first], self.heads.index(head), line_of[first + 1], self.heads.index(head))
            for first, head in self.merged
        ]
        titles = [(line, 0, line, len(self.heads) - 1) for line, title in enumerate(self.titles) if title != ""]
        return acts + titles + self.head_areas(len(self.titles))

    def head_areas(self, line):
        """Merged areas of heads of two lines: groups beside each other, other heads below each other."""
        if not self.groups:
            return []
        of_groups = {place for _, first, last in self.groups for place in range(first, last + 1)}
        others = [place for place, head in enumerate(self.heads) if head != "" and place not in of_groups]
        return [(line, first, line, last) for _, first, last in self.groups] + [
            (line, place, line + 1, place) for place in others
        ]

    def hidden_lines(self):
        return [line for line, (_, index) in enumerate(self.lines(), start=len(self.top_lines())) if index in self.hidden]


def is_number(text):
    try:
        return float(text) >= 0
    except ValueError:
        return False


def by_openpyxl(sheet, path):
    book = openpyxl.Workbook()
    if sheet.from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = book.active
    page.title = "台账"
    if sheet.hidden_first:
        front = book.create_sheet("封面", 0)
        front["A1"] = "业务编号"
        front.sheet_state = "hidden"
        book.active = 1
    elif sheet.explained:
        front = book.create_sheet("填写说明", 0)
        for line, texts in enumerate(EXPLAINED, start=1):
            for place, text in enumerate(texts, start=1):
                front.cell(line, place, text)
    for line, place, _, kind, value in sheet.cells():
        cell = page.cell(line + 1, place + 1)
        if kind == "text":
            cell.value = value
            cell.data_type = "s"
        else:
            # A formula would have no value until some program has worked it out.
            cell.value = value
            cell.number_format = sheet.date_format if kind == "date" else sheet.amount_format
    for first, left, last, right in sheet.areas():
        page.merge_cells(start_row=first + 1, end_row=last + 1, start_column=left + 1, end_column=right + 1)
    for line in sheet.hidden_lines():
        page.row_dimensions[line + 1].hidden = True
    for name in sheet.others:
        book.create_sheet(name)["A1"] = "不读的表"
    book.save(path)


def by_xlsxwriter(sheet, path):
    options = {"date_1904": sheet.from_1904, "strings_to_formulas": False, "strings_to_numbers": False}
    # In constant memory texts stand within their cells, and rows are written in their order.
    inline = not sheet.areas() and sheet.draw.random() < 0.3
    book = xlsxwriter.Workbook(path, {**options, "constant_memory": inline})
    if sheet.hidden_first:
        book.add_worksheet("封面").hide()
    elif sheet.explained:
        front = book.add_worksheet("填写说明")
        for line, texts in enumerate(EXPLAINED):
            for place, text in enumerate(texts):
                front.write_string(line, place, text)
    page = book.add_worksheet("台账")
    if sheet.hidden_first:
        page.activate()
        page.set_first_sheet()
    day = book.add_format({"num_format": sheet.date_format})
    amount = book.add_format({"num_format": sheet.amount_format})
    bold = book.add_format({"bold": True})
    merged = {(first, left): (last, right) for first, left, last, right in sheet.areas()}
    for line in sheet.hidden_lines():
        page.set_row(line, None, None, {"hidden": True})
    for line, place, head, kind, value in sheet.cells():
        last = merged.get((line, place))
        form = {"date": day, "number": amount, "formula": amount}.get(kind)
        if last is not None:
            page.merge_range(line, place, *last, "", form)
        if kind == "date":
            page.write_datetime(line, place, value, form)
        elif kind == "number":
            page.write_number(line, place, value, form)
        elif kind == "formula":
            page.write_formula(line, place, f"={value}*1", form, value)
        elif head == "备注" and not inline and len(value) > 2 and "\n" not in value:
            page.write_rich_string(line, place, value[:1], bold, value[1:])
        else:
            page.write_string(line, place, value, form)
    for name in sheet.others:
        book.add_worksheet(name).write_string(0, 0, "不读的表")
    book.close()


def by_libreoffice(sheets):
    """LibreOffice reads what openpyxl has written, and writes it anew: all at once, as its start takes long."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "before"), pathlib.Path(folder, "after")
        before.mkdir()
        for sheet in sheets:
            by_openpyxl(sheet, before / f"{sheet.number:03}.xlsx")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
             "--outdir", str(after), *map(str, sorted(before.iterdir()))],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for sheet in sheets:
            shutil.move(after / f"{sheet.number:03}.xlsx", HERE / f"{sheet.number:03}-libreoffice.xlsx")


def main():
    for old in [*HERE.glob("*.xlsx"), *HERE.glob("*.csv")]:
        old.unlink()
    sheets = [Sheet(number) for number in range(1, OF_OPENPYXL + OF_XLSXWRITER + OF_LIBREOFFICE + 1)]
    for sheet in sheets:
        sheet.write_csv(HERE / f"{sheet.number:03}.csv")
    for sheet in sheets[:OF_OPENPYXL]:
        by_openpyxl(sheet, HERE / f"{sheet.number:03}-openpyxl.xlsx")
    for sheet in sheets[OF_OPENPYXL : OF_OPENPYXL + OF_XLSXWRITER]:
        by_xlsxwriter(sheet, HERE / f"{sheet.number:03}-xlsxwriter.xlsx")
    by_libreoffice(sheets[OF_OPENPYXL + OF_XLSXWRITER :])


main()
