"""Metadata of the site for programs: its licence, how to attribute it, where its files are."""

LICENCE = "CC-BY-4.0"
"""The SPDX name of the licence of the content; the licence of the code is in `LICENSE`."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LANGUAGE = "zh-CN"
WARNING = "这里是信息，不是法律意见，也不是医疗意见。有人身危险先打 110 或 120。"
API = "api/v1/"
"""The folder of the JSON API; its number stays the same as long as fields are only added."""
SITEMAP = "sitemap.xml"
FEED_ATOM, FEED_JSON, CALENDAR = "feed.atom", "feed.json", "rules.ics"


def attribution(name: str) -> str:
    """How to attribute content of a site with this name."""
    return f"请写明出自“{name}”，给出条目的网址和核对日期；改过的地方请说明。"
