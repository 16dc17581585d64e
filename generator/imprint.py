"""What the site says of itself to programs: its name, on what terms its words may be used, how to name it."""

NAME = "接到催收以后"
LICENCE = "CC-BY-4.0"
"""The SPDX name of the licence of the words; that of the code is in `LICENSE`."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = f"请写明出自“{NAME}”，给出条目的网址和核对日期；改过的地方请说明。"
LANGUAGE = "zh-CN"
