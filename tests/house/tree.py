"""Which files the house rules look at: those git knows or would take in, and nothing that a tool has left behind."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_BY_TOOLS = {".git", ".venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def files(root: Path) -> list[Path]:
    """Every file of the tree under `root`, as paths relative to it."""
    listed = _known_to_git(root) if (root / ".git").exists() else None
    found = listed if listed is not None else _found_on_disk(root)
    return sorted(path for path in found if (root / path).is_file())


def python_files(root: Path) -> list[Path]:
    """Every Python file somebody wrote: what Django writes for itself, its migrations, has rules of its own."""
    written = (path for path in files(root) if "migrations" not in path.parts)
    return [path for path in written if path.suffix == ".py" or _is_python_verb(root / path)]


def text(path: Path) -> str:
    """The words of a file; nothing for one that holds no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def syntax(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def plant(root: Path, name: str, content: str) -> None:
    """Put one file into a made-up tree, for trying a rule on something bad."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _is_python_verb(path: Path) -> bool:
    return path.parent.name == "bin" and text(path).startswith("#!/usr/bin/env python3")


def _known_to_git(root: Path) -> list[Path] | None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if answer.returncode != 0:  # another user's checkout, or no git: look on the disk instead
        return None
    return [Path(name) for name in answer.stdout.split("\0") if name]


def _found_on_disk(root: Path) -> list[Path]:
    relative = (path.relative_to(root) for path in root.rglob("*"))
    return [path for path in relative if not LEFT_BY_TOOLS.intersection(path.parts)]
