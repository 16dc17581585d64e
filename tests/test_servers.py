"""Debian's nginx and Caddy, started with the settings that `kb server` prints, serve the site as the policy says."""

import gzip
import http.client
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from conftest import DAY, ROOT, SITES, Kb
from waiting import PATIENCE, free_port, listens, until

from generator.policy import FOREVER, SHORT, headers
from generator.rendering.template_files import OWN_TEMPLATES, assets_of, page_style
from generator.search.scripts import INDEX
from generator.search.scripts import PATH as SEARCH

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
ASSETS = assets_of(OWN_TEMPLATES)
STYLE = ASSETS["site.css"][1]
SENT = headers(page_style(OWN_TEMPLATES))
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server on loopback and the path the site is under."""

    name: str
    port: int
    base: str

    def get(self, path: str, method: str = "GET", raw: bool = False, **headers: str) -> Answer:
        """The answer for a path below the base, or (`raw`) for just this one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path if raw else self.base + path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        found = connection.getresponse()
        answer = Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        connection.close()
        return answer


@contextmanager
def running(command: list[str], port: int, home: Path) -> Iterator[None]:
    """A server process, from when it listens until it has ended."""
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            until(lambda: listens(port) or process.poll() is not None)
            assert process.poll() is None, (home / "log").read_text("utf-8")
            yield
        finally:
            process.terminate()
            process.wait()


def nginx(settings: str, home: Path) -> list[str]:
    """The command that runs nginx with some settings."""
    (home / "site.conf").write_text(settings, "utf-8")
    places = "".join(
        f"{kind}_temp_path {home}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # the site lies in a private folder of the tests
    (home / "nginx.conf").write_text(
        f"{user}load_module {MODULE};\ndaemon off;\nworker_processes 1;\npid {home}/pid;\nerror_log {home}/errors;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}include {home}/site.conf;\n}}\n",
        "utf-8",
    )
    return [NGINX, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "errors")]


def caddy(settings: str, home: Path) -> list[str]:
    """The command that runs Caddy with some settings."""
    (home / "Caddyfile").write_text("{\n  admin off\n  auto_https off\n}\n" + settings, "utf-8")
    return ["caddy", "run", "--config", str(home / "Caddyfile"), "--adapter", "caddyfile"]


COMMANDS: dict[str, Callable[[str, Path], list[str]]] = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=["/", "/sub/"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, kb: Kb
) -> Iterator[tuple[Path, str]]:
    """The small site, compressed, for a base path, and its root."""
    base: str = request.param
    root = tmp_path_factory.mktemp("served") / "small"
    shutil.copytree(SITES / "small" / "content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_SITE_URL", f"https://kb.example{base}")
        built = kb("build", "--root", root, "--as-of", DAY, "--compress")
        assert built.returncode == 0, built.stderr
        yield root, base


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, site: tuple[Path, str], kb: Kb, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A real server with the generated settings."""
    name, (root, base) = request.param, site
    home = tmp_path_factory.mktemp(name)
    port = free_port()
    listen = f"127.0.0.1:{port}" if name == "nginx" else f"http://127.0.0.1:{port}"
    printed = kb("server", name, "--root", root, "--listen", listen, "--brotli")
    assert printed.returncode == 0, printed.stderr
    with running(COMMANDS[name](printed.stdout, home), port, home):
        yield Server(name, port, base)


def hashed(site: tuple[Path, str]) -> str:
    """The path of a file whose name holds its hash."""
    folder = site[0] / "site"
    return next(path.relative_to(folder).as_posix() for path in sorted(folder.glob("assets/search/parts/*.js")))


def asked_for(page: str) -> set[str]:
    """The scripts and styles that a page names, below the base."""
    named = re.findall(r'(?:src|data-search|data-card|data-style)="(?:\.\./)*(assets/[^"]*)"', page)
    return {name for name in named if name.endswith((".js", ".css"))}


def test_pages_have_their_type_all_headers_and_a_short_life(server: Server) -> None:
    found = server.get("concepts/fenfu/")
    assert found.status == 200 and "分付是什么" in found.body.decode("utf-8")
    assert re.sub(r"\s", "", found.headers["content-type"].lower()) == "text/html;charset=utf-8"
    assert found.headers["cache-control"] == SHORT
    assert {name: found.headers.get(name.lower()) for name in SENT} == SENT
    assert "unsafe" not in SENT["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("api/v1/index.json", "application/json"),
        ("robots.txt", "text/plain"),
        (ASSETS["site.js"][1], "javascript"),
        (STYLE, "text/css"),
        ("assets/images/mark.svg", "image/svg+xml"),
    ],
)
def test_other_files_have_their_types(server: Server, path: str, kind: str) -> None:
    found = server.get(path)
    assert found.status == 200 and kind in found.headers["content-type"]


def test_what_a_page_asks_for_is_kept_forever_or_named_by_what_reads_it(server: Server) -> None:
    asked = asked_for(server.get("concepts/fenfu/").body.decode("utf-8"))
    lives = {path: server.get(path).headers["cache-control"] for path in asked}
    assert len(lives) == 4 and {path for path, life in lives.items() if life != FOREVER} == {SEARCH}
    assert lives[SEARCH] == server.get(INDEX).headers["cache-control"] == SHORT


def test_only_hashed_names_are_kept_forever(server: Server, site: tuple[Path, str]) -> None:
    path = hashed(site)
    assert server.get(path).headers["cache-control"] == FOREVER
    gone = server.get(path.replace(".js", "-gone.js"))
    assert (gone.status, gone.headers.get("cache-control")) == (404, SHORT)


@pytest.mark.parametrize(("accepts", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_ready_made_compression_is_sent_to_those_who_take_it(
    server: Server, site: tuple[Path, str], accepts: str, unpack: Callable[[bytes], bytes]
) -> None:
    for path in ("concepts/fenfu/", hashed(site)):
        plain, pressed = server.get(path), server.get(path, Accept_Encoding=accepts)
        assert plain.headers.get("content-encoding") is None
        assert pressed.headers["content-encoding"] == accepts
        assert "accept-encoding" in pressed.headers["vary"].lower()
        assert unpack(pressed.body) == plain.body and len(pressed.body) < len(plain.body)
        assert pressed.headers["content-type"] == plain.headers["content-type"]


def test_what_is_not_there_is_told_with_the_page_for_it(server: Server) -> None:
    for path in ("nothing/here/", "concepts/fenfu/none.png", "assets/", "nothing.md"):
        found = server.get(path)
        assert found.status == 404, path
        assert "没有找到这一页" in found.body.decode("utf-8")
        assert found.headers["content-type"].startswith("text/html")
        assert found.headers["content-security-policy"] == SENT["Content-Security-Policy"]


def test_former_addresses_lead_on(server: Server) -> None:
    for path in ("concepts/weixin-fenfu/", "concepts/weixin-fenfu"):
        found = server.get(path)
        assert found.status == 301
        assert found.headers["location"] == f"{server.base}concepts/fenfu/"
    slashless = server.get("concepts/fenfu")
    assert slashless.status in (301, 308)
    assert slashless.headers["location"].endswith(f"{server.base}concepts/fenfu/")


def test_a_part_of_a_file_can_be_asked_for_and_what_is_known_is_not_sent_again(server: Server) -> None:
    whole = server.get(STYLE)
    part = server.get(STYLE, Range="bytes=10-19")
    assert part.status == 206 and part.body == whole.body[10:20]
    assert server.get(STYLE, If_None_Match=whole.headers["etag"]).status == 304
    head = server.get(STYLE, "HEAD")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "..%2fmkdocs.yml",
        "%2e%2e/mkdocs.yml",
        "concepts/..%2f..%2f..%2fmkdocs.yml",
        "..\\mkdocs.yml",
        "..;/mkdocs.yml",
    ],
)
def test_nothing_outside_the_site_is_sent(server: Server, path: str) -> None:
    for start in (server.base, "/", "//"):
        found = server.get(start + path, raw=True)
        assert found.status in (301, 308, 400, 404)
        assert b"docs_dir" not in found.body


@pytest.mark.parametrize("path", [".kb-site", "_headers", "_redirects"])
def test_what_is_not_for_readers_is_not_sent(server: Server, site: tuple[Path, str], path: str) -> None:
    assert (site[0] / "site" / path).is_file()
    assert server.get(path).status == 404


def test_other_sites_may_read_the_api_but_not_pages(server: Server) -> None:
    assert server.get("api/v1/index.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in server.get("concepts/fenfu/").headers


def test_nothing_but_the_site_is_there_when_it_has_a_path_of_its_own(server: Server) -> None:
    if server.base == "/":
        assert server.get("").status == 200
    else:
        assert server.get("/concepts/fenfu/", raw=True).status == 404
        assert server.get(server.base.rstrip("/"), raw=True).headers["location"].endswith(server.base)


def test_a_listen_address_that_would_end_the_setting_is_refused(small: Path, kb: Kb) -> None:
    refused = kb("server", "nginx", "--root", small, "--listen", "80; include /etc/passwd")
    assert refused.returncode == 2 and "--listen" in refused.stderr
