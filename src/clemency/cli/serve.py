"""`clemency serve`: the two sites, each in a process of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Site(StrEnum):
    public = "public"
    office = "office"


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    site: Annotated[Site, typer.Argument(help="Which site.")] = Site.public,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 8000 for the public site, 8001 for the office if not given.")] = 0,
    threads: Annotated[int, typer.Option(help="Requests answered at once.", min=1, max=64)] = 8,
    processes: Annotated[
        int, typer.Option(help="Processes of the public site; as many as processors serve it best.", min=1, max=64)
    ] = 1,
) -> None:
    """Serve the public site, or the confidential office.

    The public process holds no address of the office's database. Put a web server with https in front of either
    before other machines can reach it, and set CLEMENCY_HOSTS and CLEMENCY_HTTPS=1.

    \b
    Examples:
      clemency serve public
      clemency serve public --processes 2
      CLEMENCY_DEMO=1 clemency serve office --port 8001
    """
    import os

    from clemency.errors import InputError

    if os.environ.get("CLEMENCY_DEMO") == "1" and host not in {"127.0.0.1", "localhost", "::1"}:
        raise InputError(
            "CLEMENCY_DEMO=1 turns the second factor off, so it serves this machine only. Leave --host out."
        )
    if processes > 1 and site is Site.office:
        raise InputError("--processes is for the public site; the office runs in one process. Leave it out.")

    if site is Site.office:
        from clemency.cli.office import office_site

        office_site()
        from waitress import serve as run

        from clemency.web.serving import ANSWERING
        from clemency.web.wsgi_office import application

        port = port or 8001
        typer.echo(f"The office site: http://{host}:{port}/")
        run(application, host=host, port=port, threads=threads, **ANSWERING)
    else:
        os.environ.pop("CLEMENCY_OFFICE_DATABASE_URL", None)
        from clemency.web.public.workers import serve as run_public
        from clemency.web.wsgi_public import application

        port = port or 8000
        typer.echo(f"The public site: http://{host}:{port}/")
        try:
            run_public(application, host, port, threads=threads, processes=processes)
        except OSError as error:
            raise InputError(f"{host}:{port}: cannot listen there ({error.strerror}). Give another --port.") from error
