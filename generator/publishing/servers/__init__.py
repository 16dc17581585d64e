"""The settings of web servers, from the policy and the former addresses; siblings that do not know each other."""

from generator.publishing.servers import caddy, nginx

SERVERS = {"caddy": caddy, "nginx": nginx}
