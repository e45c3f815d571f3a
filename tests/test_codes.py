"""QR codes: another program reads in the drawing what was to be said."""

import re

import pytest
import zxingcpp
from casebook.codes import Code, draw_code
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

ADDRESSES = {
    "short": "https://a.example/",
    "page": "https://gap-mending.example/en/practices/mobilisation-course-lund/",
    "long": "https://gap-mending.example/" + "very-long-name-of-a-practice/" * 12,
    "not ASCII": "https://gap-mending.example/praktijken/één",
}


def picture(code: Code, scale: int = 4) -> Image.Image:
    """The drawing as pixels: each run of the path is a row of dark modules."""
    image = Image.new("L", (code.size * scale, code.size * scale), 255)
    draw = ImageDraw.Draw(image)
    for row in code.path.removeprefix("M").split("M"):
        start, *steps = re.findall(r"[\d.]+ [\d.]+|h\d+", row)
        x, middle = map(float, start.split())
        for step in steps:
            if step.startswith("h"):
                end = x + int(step[1:])
                draw.rectangle((x * scale, (middle - 0.5) * scale, end * scale - 1, (middle + 0.5) * scale - 1), fill=0)
                x = end
            else:
                x += float(step.split()[0])
    return image


def read(code: Code) -> str:
    found = zxingcpp.read_barcodes(picture(code))
    return found[0].text if found else ""


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_code_leads_to_its_address(address: str) -> None:
    assert read(draw_code(address)) == address


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-/"), min_size=1, max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_address_can_be_read(path: str) -> None:
    address = f"https://gap-mending.example/{path}"
    assert read(draw_code(address)) == address
