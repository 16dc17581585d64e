"""The security and caching policy, defined once: the meta tag, `_headers` and the server settings are generated from
it.
"""

from base64 import b64encode
from hashlib import sha256

CONTENT_SECURITY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_IN_HEADERS_ONLY = frozenset({"frame-ancestors"})
"""What browsers do not take from a meta tag."""
_NEVER_NEEDED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
)
YEAR = 31_536_000

HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NEVER_NEEDED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": f"max-age={YEAR}",
}
"""What every answer bears, whatever the pages look like."""

META = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY.items() if name not in _IN_HEADERS_ONLY)
"""The content security policy of a page that no server sends."""


def policy_of(style: str) -> str:
    """The content security policy of a page with this style, and no other, in its head."""
    return _allowing(META, style)


def headers(style: str) -> dict[str, str]:
    """What every answer bears: the same style may stand in all pages of a site, and no other."""
    policy = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY.items())
    return {"Content-Security-Policy": _allowing(policy, style), **HEADERS}


def hashed_path(name: str, content: bytes) -> str:
    """The path of a script or style that is kept forever: a page never meets those of another release."""
    start, dot, ending = name.rpartition(".")
    return f"{HASHED_FOLDER}{start}-{sha256(content).hexdigest()[:10]}{dot}{ending}"


def _allowing(policy: str, style: str) -> str:
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return policy.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")


HASHED_FOLDER = "assets/hashed/"
HASHED = r"(?:^|/)assets/(?:hashed|search/parts)/"
"""The paths whose files never change, because another content has another path."""
HASHED_FOLDERS = tuple(
    f"{form}{folder}" for form in ("", "zh-hant/") for folder in (HASHED_FOLDER, "assets/search/parts/")
)
LINGERING = r"(?:^|/)assets/(?:hashed|search)/"
"""The paths that pages opened before a new release may still ask for: what is there now is of no use to them."""
FOREVER = f"public, max-age={YEAR}, immutable"
SHORT = "public, max-age=300"
"""For all else: a mended hotline is to reach readers soon."""

OPEN = r"(?:^|/)(?:api/|llms|feed\.|.*\.md$)"
"""The paths that pages of others may read."""
OPEN_FOLDERS = ("api/",)

TYPES = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
}
"""The types of files that servers do not know by themselves."""
