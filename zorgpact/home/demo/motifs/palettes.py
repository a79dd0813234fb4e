"""The inks of the house: the identity's colours and the ways they are combined."""

from typing import NamedTuple

PAPER = "#FBF8F3"
INK = "#12303A"
CORAL = "#C23B1E"
TEAL = "#1F6F69"
SUN = "#F2B441"

SAND = "#EFE3D0"
BLUSH = "#F3CDBB"
SALMON = "#EE9D84"
MIST = "#CCE0DA"
LAGOON = "#79B3AA"
NIGHT = "#1D4450"


class Palette(NamedTuple):
    """One printing: a ground, its strongest contrast, three inks and two quiet tones."""

    ground: str
    bold: str
    one: str
    two: str
    three: str
    soft: str
    light: str

    @property
    def inks(self) -> tuple[str, str, str, str]:
        """The colours shapes are printed in, strongest accent first."""
        return self.one, self.two, self.three, self.bold


ON_PAPER = Palette(PAPER, INK, CORAL, TEAL, SUN, SAND, "#FFFFFF")
ON_TEAL = Palette(TEAL, PAPER, SUN, INK, SALMON, "#2D7F78", PAPER)
ON_SUN = Palette(SUN, INK, CORAL, TEAL, PAPER, "#F6C767", PAPER)
ON_INK = Palette(INK, PAPER, "#D8502F", "#2F857D", SUN, NIGHT, PAPER)
ON_CORAL = Palette(CORAL, PAPER, INK, SUN, BLUSH, "#CE543A", PAPER)
ON_MIST = Palette(MIST, INK, CORAL, TEAL, SUN, "#B9D4CC", PAPER)
ON_BLUSH = Palette(BLUSH, INK, CORAL, TEAL, SUN, "#ECBCA6", PAPER)

PRINTINGS = (ON_PAPER, ON_TEAL, ON_SUN, ON_INK, ON_MIST, ON_CORAL, ON_BLUSH)
