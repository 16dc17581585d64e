"""Metadata of the site for programs: its licence, how to attribute it, where its files are."""

LICENCE = "CC-BY-4.0"
"""The SPDX name of the licence of the words; that of the code is in `LICENSE`."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LANGUAGE = "zh-CN"
WARNING = "这里是信息，不是法律意见，也不是医疗意见。有人身危险先打 110 或 120。"
API = "api/v1/"
"""The folder of the JSON answers; the number stays as long as their shapes only grow."""
SITEMAP = "sitemap.xml"
FEED_ATOM, FEED_JSON, CALENDAR = "feed.atom", "feed.json", "rules.ics"


def attribution(name: str) -> str:
    """How to name a site of that name where its words are used."""
    return f"请写明出自“{name}”，给出条目的网址和核对日期；改过的地方请说明。"
