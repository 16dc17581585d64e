"""Generators of web server settings, one module each, from `generator.policy` and the redirects."""

from generator.publishing.servers import caddy, nginx

SERVERS = {"caddy": caddy, "nginx": nginx}
