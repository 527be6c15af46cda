"""The council's colour on the page, and whether text on it can be read (contrast as WCAG 2.2 reckons it)."""

INK, PAPER = "#0b0c0c", "#ffffff"
READABLE = 4.5


def text_on(colour: str) -> str:
    """White where that can be read on the colour, else near-black."""
    return PAPER if contrast(PAPER, colour) >= READABLE else INK


def seen_on_paper(colour: str) -> str:
    """The colour itself if text in it can be read on white, else near-black: for buttons and rules."""
    return colour if contrast(PAPER, colour) >= READABLE else INK


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def style_sheet(colour: str) -> str:
    """The custom properties our styles read."""
    return (
        ":root{"
        f"--pr-colour:{colour};--pr-on-colour:{text_on(colour)};"
        f"--pr-strong:{seen_on_paper(colour)};--pr-on-strong:{PAPER};--govuk-brand-colour:{seen_on_paper(colour)}"
        "}\n"
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
