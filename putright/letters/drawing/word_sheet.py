"""The Word document letters are poured into, built here rather than kept as a file nobody can read.

Each part stands in a content control that carries its name, with a bookmark of the same name for programs that drop
controls. A locked part's control cannot be deleted in Word.
"""

from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as Sheet
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
LOGO_WIDTH, LOGO_HEIGHT = Mm(75), Mm(18)
PART = "part_"
FRAME = "frame_"
NUMBERED = "Numbered"
TIGHT = "Tight"
"""The style of a line that the next paragraph goes on from. Not a line break: some programs drop those in a control."""

BOOKMARK = (
    '{% if line.mark %}<w:bookmarkStart w:id="{{ line.id }}" w:name="{{ line.mark }}"/>'
    '<w:bookmarkEnd w:id="{{ line.id }}"/>{% endif %}'
)
LINES = (
    "{% for line in section.lines %}"
    '<w:p><w:pPr><w:pStyle w:val="{{ line.style }}"/></w:pPr>'
    f'{BOOKMARK}<w:r><w:t xml:space="preserve">{{{{ line.text }}}}</w:t></w:r></w:p>'
    "{% endfor %}"
)
CONTROL = (
    f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{{{{ section.title }}}}"/><w:tag w:val="{{{{ section.mark }}}}"/>'
    '{% if section.locked %}<w:lock w:val="sdtLocked"/>{% endif %}</w:sdtPr>'
    f"<w:sdtContent>{LINES}</w:sdtContent></w:sdt>"
)


@cache
def template(large: bool = False) -> bytes:
    """The template as docxtpl takes it: styles, page and one loop over the sections of a letter."""
    sheet = Document()
    _page(sheet)
    _styles(sheet, 18 if large else 14)
    _head(sheet)
    body = sheet.element.body
    for old in body.findall(qn("w:p")):
        body.remove(old)
    control = parse_xml(CONTROL)
    before = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{{%p for section in sections %}}</w:t></w:r></w:p>")
    after = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{{%p endfor %}}</w:t></w:r></w:p>")
    for place, element in enumerate((before, control, after)):
        body.insert(place, element)
    made = BytesIO()
    sheet.save(made)
    return made.getvalue()


def _page(sheet: Sheet) -> None:
    section = sheet.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _head(sheet: Sheet) -> None:
    """The council's name and address at the top of the first page, outside what is edited."""
    section = sheet.sections[0]
    section.different_first_page_header_footer = True
    header = section.first_page_header
    name = header.paragraphs[0]
    run = name.add_run("{{ council_name }}")
    run.bold, run.font.size = True, Pt(20)
    name.paragraph_format.space_after = Pt(0)
    header.add_paragraph("{{ contact }}").paragraph_format.space_after = Pt(24)


def put_logo(sheet: Sheet, picture: bytes, name: str) -> None:
    """The logo above the council's name at the head, with the name as what it shows."""
    first = sheet.sections[0].first_page_header.paragraphs[0]
    drawn = first.insert_paragraph_before().add_run().add_picture(BytesIO(picture))
    scale = min(LOGO_WIDTH / drawn.width, LOGO_HEIGHT / drawn.height)
    drawn.width, drawn.height = Emu(int(drawn.width * scale)), Emu(int(drawn.height * scale))
    drawn._inline.docPr.set("descr", name)


def _styles(sheet: Sheet, size: int) -> None:
    for name in (NUMBERED, TIGHT):
        sheet.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = sheet.styles["Normal"]
    looks = {
        "Normal": (1.0, False, 9),
        "List Bullet": (1.0, False, 4),
        NUMBERED: (1.0, False, 4),
        TIGHT: (1.0, False, 0),
        "Heading 1": (1.25, True, 10),
        "Heading 2": (1.08, True, 4),
        "Heading 3": (1.0, True, 3),
    }
    for name, (times, bold, after) in looks.items():
        style = sheet.styles[name]
        if isinstance(style, ParagraphStyle):
            _style(style, Pt(round(size * times)), bold, Pt(after))
    _in_english(sheet)


def _style(style: ParagraphStyle, size: Pt, bold: bool, after: Pt) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, size, bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_after = after
    style.paragraph_format.line_spacing = 1.2


def _in_english(sheet: Sheet) -> None:
    for language in sheet.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
