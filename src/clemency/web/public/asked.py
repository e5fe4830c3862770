"""The parameters of an address, read with one clear error for each that cannot stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clemency.errors import InputError

EARLIEST, LATEST = date(1789, 3, 4), date(2199, 12, 31)
"""No clemency before the first presidency; a bound above, so that a day can be counted on from."""
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one request. Parameters a page does not know are ignored."""

    values: Mapping[str, str]

    def text(self, name: str, most: int = 200) -> str:
        """A text without surrounding blanks, at most that long."""
        text = self.values.get(name, "").strip()
        if len(text) > most:
            raise InputError(f"{name}: {len(text)} characters; at most {most} are read. Shorten it.")
        return text

    def day(self, name: str, default: date | None = None) -> date | None:
        text = self.text(name, 40)
        if not text:
            return default
        return day_from(text, name)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, 20)
        if not text:
            return default
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise InputError(f'{name}="{text}" is not a whole number from {least} to {most:,}.')
        return int(text)

    def page(self) -> int:
        return self.number("page", 1, 1, MOST_PAGES)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the choices, or "" where nothing was chosen."""
        text = self.text(name, 100)
        if text and text not in choices:
            listed = ", ".join(choices) if len(choices) <= 30 else ", ".join((*choices[:30], "and more"))
            raise InputError(f'{name}="{text}" is not a choice here. Choices: {listed}.')
        return text

    def yes_no(self, name: str) -> bool | None:
        return {"": None, "yes": True, "no": False}[self.choice(name, ("yes", "no"))]


def day_from(text: str, name: str = "day") -> date:
    """A day of the calendar inside the bounds of any record."""
    try:
        if len(text) != 10:
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(f'{name}="{text}" is not a date. Write it as YYYY-MM-DD, for example 2016-12-19.') from None
    if not EARLIEST <= day <= LATEST:
        raise InputError(f"{name}={day} lies outside {EARLIEST} to {LATEST}.")
    return day
