"""Putting a built site in place: whole or not at all."""

import shutil
from pathlib import Path

STAGING = ".site-new"
RETIRED = ".site-old"


def staging_beside(target: Path) -> Path:
    """An empty folder beside the target, on the same disk; what a killed build left there is removed first."""
    recover(target)
    staging = target.parent / f"{STAGING}-{target.name}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def recover(target: Path) -> None:
    """Put the old site back if a build was killed between moving it aside and moving the new one in."""
    retired = target.parent / f"{RETIRED}-{target.name}"
    if retired.exists() and not target.exists():
        retired.rename(target)
    shutil.rmtree(retired, ignore_errors=True)


def swap(staging: Path, target: Path) -> None:
    """Make the staged site the site; the old one is deleted last."""
    retired = target.parent / f"{RETIRED}-{target.name}"
    if target.exists():
        target.rename(retired)
    staging.rename(target)
    shutil.rmtree(retired, ignore_errors=True)
