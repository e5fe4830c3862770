"""The README and the guide to one case show real output, and no command is left undocumented."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from clemency.cli.app import build

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def console_blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of the console blocks with the output printed under it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        command, output = "", list[str]()
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, output
                command, output = line[2:], []
            else:
                output.append(line.rstrip())
        if command:
            yield command, output


SHOWN = [
    (command, output)
    for page in (README, ROOT / "docs/guide/compare.md")
    for command, output in console_blocks(page.read_text(encoding="utf-8"))
    if any(output)
]


def pattern(lines: list[str]) -> re.Pattern[str]:
    """Output as printed; a line of three dots stands for any lines."""
    parts = [".*?" if line.strip() == "..." else re.escape(line) for line in lines]
    return re.compile(r"\s*" + r"\n".join(parts).replace(r"\n.*?\n", r"\n.*?") + r"\s*", re.DOTALL)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_readme_shows_what_is_printed(
    command: str, output: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = shlex.split(command, comments=True)
    if words[0] != "clemency":
        pytest.skip("not a command of ours")
    monkeypatch.chdir(ROOT)
    if "cases.csv" in words:
        monkeypatch.chdir(tmp_path)
        example = CliRunner().invoke(build(), ["screen", "--template"])
        (tmp_path / "cases.csv").write_text(example.output, encoding="utf-8")
    result = CliRunner().invoke(build(), words[1:])
    assert result.exit_code == 0, result.output
    printed = "\n".join(line.rstrip() for line in result.output.splitlines())
    assert pattern(output).fullmatch(printed.strip("\n")), printed


def commands() -> Iterator[str]:
    """Every command by its full name."""

    def walk(command: object, name: str) -> Iterator[str]:
        children = getattr(command, "commands", {})
        if not children:
            yield name
        for child, inner in children.items():
            if not inner.hidden:
                yield from walk(inner, f"{name} {child}")

    yield from walk(typer.main.get_command(build()), "clemency")


def test_every_command_is_documented() -> None:
    texts = [README, *(ROOT / "docs").rglob("*.md")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in texts)
    missing = [command for command in commands() if command not in written]
    assert not missing, f"say what these do, in README.md or docs/: {missing}"


def test_every_command_has_help_with_an_example() -> None:
    for command in commands():
        result = CliRunner().invoke(build(), [*command.split()[1:], "--help"])
        assert result.exit_code == 0
        assert command in result.output, f"{command} --help shows no example"
