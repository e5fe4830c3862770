"""Provisions printed in a text: "21 U.S.C. §§ 841(a)(1), (b)(1)(A)(iii) & 846", "Article 134, UCMJ", "D.C. Code § 22-401"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from clemency.ledger.text.tokens import Cursor

Basis = Literal["printed", "phrase", "one of"]


class Provision(NamedTuple):
    """A provision of law and how it came to be named.

    title    None where the code has none, or where the text does not print it
    code     "USC", "USC App", "CFR", "DC Code", "UCMJ", "Articles of War"
    basis    "printed": the text cites it; "phrase": the text's words are that provision's own (``reason`` says why);
             "one of": the words fit several provisions, and this is one of them
    """

    code: str
    title: int | None
    section: str
    sub: tuple[str, ...] = ()
    basis: Basis = "printed"
    reason: str = ""

    @property
    def key(self) -> str:
        """As the law's tables write it: "21 USC 841(a)(1)"."""
        title = f"{self.title} " if self.title is not None else ""
        return f"{title}{self.code} {self.section}" + "".join(f"({part})" for part in self.sub)

    def __str__(self) -> str:
        """As lawyers write it: "21 U.S.C. § 841(a)(1)"."""
        parts = "".join(f"({part})" for part in self.sub)
        if self.code == "UCMJ":
            return f"Article {self.section}{parts}, UCMJ"
        if self.code == "Articles of War":
            return f"Article of War {self.section}{parts}"
        name = {"USC": "U.S.C.", "USC App": "U.S.C. App.", "CFR": "C.F.R.", "DC Code": "D.C. Code"}[self.code]
        title = f"{self.title} " if self.title is not None else ""
        return f"{title}{name} § {self.section}{parts}"


def provision(key: str, basis: Basis = "printed", reason: str = "") -> Provision:
    """The provision that a key such as "21 USC 841(a)(1)" names. Raises ValueError on anything else."""
    found = take_cites(Cursor(key))
    if len(found) != 1:
        raise ValueError(f'"{key}" does not name one provision; write it as "21 USC 841(a)(1)".')
    return found[0]._replace(basis=basis, reason=reason)


def take_cites(cursor: Cursor) -> tuple[Provision, ...]:
    """Take the citation that stands here, with all sections it lists; empty if none does."""
    return (
        cursor.attempt(_code_cite)
        or cursor.attempt(_spelled_out)
        or cursor.attempt(_article)
        or cursor.attempt(_dc_code)
        or ()
    )


def take_bare_section(cursor: Cursor) -> tuple[Provision, ...]:
    """Take "924(a)(2)" where the text prints no code and no title; a number alone is not taken."""
    start = cursor.at
    found = _sections(cursor, "USC", None) or ()
    if not any(each.sub for each in found):
        cursor.at = start
        return ()
    return found


def _letters(cursor: Cursor, *names: tuple[str, ...]) -> bool:
    """Take letters with or without full stops: "U.S.C.", "USC", "U. S. C."."""
    start = cursor.at
    for name in names:
        cursor.at = start
        for letter in name:
            cursor.take(".")
            if not cursor.take(letter):
                break
        else:
            cursor.take(".")
            return True
    cursor.at = start
    return False


def _title(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token is None or token.kind != "number" or not token.word.isdigit() or len(token.word) > 2:
        return None
    cursor.at += 1
    return int(token.word)


def _code_cite(cursor: Cursor) -> tuple[Provision, ...] | None:
    title = _title(cursor)
    if title is None:
        # "50 U.S.C. § 1705 and C.F.R. § 560.204": the title is lost in print
        return _sections(cursor, "CFR", None) if _letters(cursor, ("c", "f", "r")) else None
    appended = _letters(cursor, ("app",))
    if _letters(cursor, ("u", "s", "c"), ("usc",), ("u", "s", "code")):
        code = "USC App" if appended or _letters(cursor, ("app",)) else "USC"
    elif _letters(cursor, ("c", "f", "r"), ("cfr",)):
        code = "CFR"
    else:
        return None
    return _sections(cursor, code, title)


def _spelled_out(cursor: Cursor) -> tuple[Provision, ...] | None:
    """ "title 18, United States Code, section 371", "section 371, title 18, United States Code"."""
    if cursor.take("title"):
        title = _title(cursor)
        cursor.take(",")
        if title is None or not cursor.phrase("united states code", "u . s . code", "u . s . c ."):
            return None
        cursor.take(",")
        return _sections(cursor, "USC", title)
    if not cursor.take("section", "sections"):
        return None
    start = cursor.at
    found = _sections(cursor, "USC", 0)
    cursor.take(",")
    cursor.phrase("of")
    title = _title(cursor) if found and cursor.take("title") else None
    cursor.take(",")
    cursor.take("of")
    cursor.take("the")
    if title is None or not found or not cursor.phrase("united states code", "u . s . code"):
        cursor.at = start
        return None
    return tuple(each._replace(title=title) for each in found)


def _article(cursor: Cursor) -> tuple[Provision, ...] | None:
    """ "Article 134, UCMJ", "Articles 81 and 112a", "the 58th Article of War"; "UCMJ 134" is the key of the first."""
    if cursor.take("ucmj"):
        return _sections(cursor, "UCMJ", None)
    cursor.take("the")
    token = cursor.peek()
    if token is not None and token.kind == "number" and token.word.isdigit():
        cursor.at += 1
        cursor.take("st", "nd", "rd", "th")
        if cursor.phrase("article of war", "articles of war"):
            return (Provision("Articles of War", None, token.word),)
        return None
    if not cursor.take("article", "articles", "art", "arts"):
        return None
    cursor.take(".")
    found = _sections(cursor, "UCMJ", None)
    cursor.take(",")
    cursor.take("of")
    cursor.take("the")
    if not cursor.phrase("u . c . m . j .", "ucmj", "uniform code of military justice"):
        previous = cursor.peek(-1)
        if previous is not None and previous.word in (",", "of", "the"):
            return None
    return found


def _dc_code(cursor: Cursor) -> tuple[Provision, ...] | None:
    if not _letters(cursor, ("d", "c")) or not cursor.take("code"):
        return None
    cursor.take(",")
    return _sections(cursor, "DC Code", None)


def _sections(cursor: Cursor, code: str, title: int | None) -> tuple[Provision, ...] | None:
    """Sections after the name of the code: a list with "," "&" "and"; "(b)(1)(A)" alone repeats the section before."""
    cursor.pass_over("§", "section", "sections", "sec", "secs", ".")
    found: list[Provision] = []
    while True:
        start = cursor.at
        if found:
            cursor.pass_over(",", "&", "and", "or", "/", "§", "-")
            if cursor.at == start and not _subdivision_ahead(cursor):
                break
        section = _section_number(cursor, code)
        if section and _other_code_follows(cursor):
            section = ""
            cursor.at = start
        if not section and not (found and _subdivision_ahead(cursor)):
            cursor.at = start
            break
        sub = _subdivisions(cursor)
        if not section:
            section = found[-1].section
        found.append(Provision(code, title, section, sub))
        if cursor.phrase("et seq .", "et seq"):
            found[-1] = found[-1]._replace(sub=())
    return tuple(found) or None


def _other_code_follows(cursor: Cursor) -> bool:
    """True where the number just taken is the title of the next code: "and 18 U.S.C. § 2"; or a length, or a count."""
    start = cursor.at
    follows = _letters(cursor, ("u", "s", "c"), ("usc",), ("c", "f", "r"), ("app",))
    follows = follows or cursor.looking_at(
        "counts", "count", "feet", "months", "years", "grams", "kilograms", "st", "th"
    )
    cursor.at = start
    return follows


def _section_number(cursor: Cursor, code: str) -> str:
    token = cursor.peek()
    if token is None or token.kind != "number" or "," in cursor.text[token.start : token.end]:
        return ""
    if not token.word.replace(".", "").isdigit():
        return ""
    cursor.at += 1
    section = token.word
    while (more := cursor.peek()) is not None and not more.spaced:
        printed = cursor.text[more.start : more.end]
        glued = cursor.text[cursor.tokens[cursor.at - 1].end : more.start]
        short_word = more.kind == "word" and len(more.word) <= 2 and not glued
        if short_word or (glued and more.kind in ("number", "word") and len(more.word) <= 5 and code != "UCMJ"):
            section += glued + printed
            cursor.at += 1
        else:
            break
    return section


def _subdivision_ahead(cursor: Cursor) -> bool:
    start = cursor.at
    found = _subdivision(cursor)
    cursor.at = start
    return bool(found)


def _subdivisions(cursor: Cursor) -> tuple[str, ...]:
    parts: list[str] = []
    while part := _subdivision(cursor):
        parts.append(part)
    return tuple(parts)


def _subdivision(cursor: Cursor) -> str:
    """ "(a)", "(1)", "(iii)": short, and not "(two counts)" or "(crack)". A bracket lost in print is tolerated:
    "(b)(1)A)", "(b)(1(A)", and "©" for "(c)"."""
    start = cursor.at
    if cursor.take("©"):
        return "c"
    opened = cursor.take("(")
    inner = cursor.peek()
    if inner is None or (inner.spaced and not opened and not _letter_before_brackets(cursor)):
        cursor.at = start
        return ""
    printed = cursor.text[inner.start : inner.end]
    roman = bool(inner.word) and set(inner.word) <= set("ivx")
    short = (inner.kind == "number" and len(inner.word) <= 2) or (
        inner.kind == "word" and (len(inner.word) <= 2 or roman)
    )
    cursor.at += 1
    closed = cursor.take(")")
    after = cursor.peek()
    half = (closed and not opened) or (opened and not closed and after is not None and after.word == "(")
    if short and ((opened and closed) or half):
        return printed
    cursor.at = start
    return ""


def _letter_before_brackets(cursor: Cursor) -> bool:
    """True at "b)(1)(A)", whose first bracket was lost."""
    words = [token.word if (token := cursor.peek(i)) is not None else "" for i in range(3)]
    return words[0] in ("a", "b", "c") and words[1:] == [")", "("]
