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
"""Directives that browsers ignore in a meta tag."""
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
"""Headers of every response that do not depend on the pages."""

META = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY.items() if name not in _IN_HEADERS_ONLY)
"""The content security policy for pages opened from the file system."""


def policy_of(style: str) -> str:
    """The content security policy of a page whose only inline style is `style`."""
    return _allowing(META, style)


def headers(style: str) -> dict[str, str]:
    """The headers of every response, for a site whose pages all have the inline style `style` and no other."""
    policy = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY.items())
    return {"Content-Security-Policy": _allowing(policy, style), **HEADERS}


def hashed_path(name: str, content: bytes) -> str:
    """The path of a script or style with a hash in its name, so that it can be cached forever and never be of another
    release.
    """
    start, dot, ending = name.rpartition(".")
    return f"{HASHED_FOLDER}{start}-{sha256(content).hexdigest()[:10]}{dot}{ending}"


def _allowing(policy: str, style: str) -> str:
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return policy.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")


HASHED_FOLDER = "assets/hashed/"
HASHED = r"(?:^|/)assets/(?:hashed|search/parts)/"
"""Pattern of paths whose files never change, because they have a hash in their name."""
HASHED_FOLDERS = tuple(
    f"{form}{folder}" for form in ("", "zh-hant/") for folder in (HASHED_FOLDER, "assets/search/parts/")
)
LINGERING = r"(?:^|/)assets/(?:hashed|search)/"
"""Pattern of paths that pages opened before a new release may still request."""
FOREVER = f"public, max-age={YEAR}, immutable"
SHORT = "public, max-age=300"
"""Cache time of all other files: short, so that a corrected hotline reaches readers soon."""

OPEN = r"(?:^|/)(?:api/|llms|feed\.|.*\.md$)"
"""Pattern of paths that scripts of other sites may read (CORS)."""
OPEN_FOLDERS = ("api/",)

TYPES = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
}
"""Content types of suffixes that servers do not know by themselves."""
