"""Mail servers of aiosmtpd, for the story of mail by SMTP.

    smtp.py FOLDER

Three of them: one that takes mail over STARTTLS only, one that offers SMTPUTF8, one that does not. Whoever mail is for says
by their name what is answered: `later` gets a 451 the first time, `hang` no answer, `never` a 550. What is taken stands in
FOLDER, a line of JSON each; when all are open, `ports.json` says where.
"""

import asyncio
import json
import os
import socket
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

FOLDER = sys.argv[1]


class Keeper:
    def __init__(self, name):
        self.file = os.path.join(FOLDER, name + ".jsonl")
        self.seen = set()
        open(self.file, "w", encoding="utf-8").close()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        name, is_first = address.split("@")[0], address not in self.seen
        self.seen.add(address)
        if name == "later" and is_first:
            return "451 4.3.0 Come back later"
        if name == "hang" and is_first:
            await asyncio.sleep(300)
        if name == "never":
            return "550 5.1.1 Nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):
        taken = {
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "utf8": envelope.smtp_utf8,
            "text": envelope.content.decode("latin-1"),
        }
        with open(self.file, "a", encoding="utf-8") as file:
            file.write(json.dumps(taken) + "\n")
        return "250 OK"


class Open(Controller):
    def __init__(self, name, **kinds):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.kinds = kinds
        super().__init__(Keeper(name), hostname="127.0.0.1", port=port)

    def factory(self):
        return SMTP(self.handler, hostname="localhost", **self.kinds)


def main():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(os.path.join(FOLDER, "leaf.pem"), os.path.join(FOLDER, "leaf.key"))
    servers = {
        "tls": Open("tls", tls_context=tls, require_starttls=True),
        "utf8": Open("utf8", enable_SMTPUTF8=True),
        "plain": Open("plain", enable_SMTPUTF8=False),
    }
    for server in servers.values():
        server.start()
    ports = os.path.join(FOLDER, "ports.json")
    with open(ports + ".new", "w", encoding="utf-8") as file:
        json.dump({name: server.port for name, server in servers.items()}, file)
    os.rename(ports + ".new", ports)
    threading.Event().wait()


if __name__ == "__main__":
    main()
