"""The article check in words: each sentence with the figure marked, the verdict, the record's figure and its rule."""

from __future__ import annotations

from textwrap import fill

from clemency.briefs.article.check import Checked, Finding, summary

_SIGNS = {"agrees": "AGREES ", "differs": "DIFFERS", "cannot be checked": "OPEN   "}


def marked_sentence(finding: Finding, opening: str = "[", closing: str = "]") -> str:
    """The sentence with its figure between two marks."""
    sentence = finding.stated.sentence
    start = finding.stated.span.start - sentence.span.start
    end = finding.stated.span.end - sentence.span.start
    return f"{sentence.text[:start]}{opening}{sentence.text[start:end]}{closing}{sentence.text[end:]}"


def report_text(checked: Checked, width: int = 100) -> str:
    """The whole check for a terminal or a file."""
    written = f"Article of {checked.day}" if checked.day else "Article without a date: give one with --date"
    lines = [written, summary(checked.findings), ""]
    rules: dict[str, int] = {}
    for finding in checked.findings:
        lines.append(fill(f"{_SIGNS[finding.verdict]}  {marked_sentence(finding)}", width, subsequent_indent=" " * 9))
        lines.append(_indented(finding.why, width))
        lines += [_indented(f"Would agree {words}.", width) for words in finding.alternatives]
        if finding.rule:
            number = rules.setdefault(finding.rule, len(rules) + 1)
            lines.append(_indented(f"Counted by rule {number}. {finding.asked}".rstrip(), width))
        lines.append("")
    if rules:
        lines.append("Rules")
        lines += [fill(f"{number}. {rule}", width, subsequent_indent="   ") for rule, number in rules.items()]
    return "\n".join(lines).rstrip() + "\n"


def _indented(text: str, width: int) -> str:
    return fill(text, width, initial_indent=" " * 9, subsequent_indent=" " * 9)
