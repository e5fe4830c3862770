"""The served office, as many people keep their connections to it open."""

import socket
import urllib.request

from tests.web.office.browsing import served_office


def test_readers_who_keep_their_connections_open_keep_nobody_out(tmp_path):
    with served_office(tmp_path, petitions=1) as (address, _):
        port = int(address.rsplit(":", 1)[1])
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
        try:
            for one in idle:  # each has asked once, and reads
                one.sendall(b"GET /status/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                assert one.recv(12) == b"HTTP/1.1 200"
            assert urllib.request.urlopen(f"{address}/status/", timeout=20).status == 200
        finally:
            for one in idle:
                one.close()
