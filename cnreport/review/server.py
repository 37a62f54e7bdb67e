"""The web application: the routes, and what an error looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnreport.errors import CnreportError
from cnreport.review import page
from cnreport.review.desk import Desk, NoArticleError
from cnreport.review.edits import Asked, RefusedError
from cnreport.review.guard import Application, Door, Guard
from cnreport.review.session import OutdatedError

if TYPE_CHECKING:
    import socket

_STATUS: tuple[tuple[type[CnreportError], int], ...] = (
    (NoArticleError, 404),
    (RefusedError, 422),
    (OutdatedError, 409),
)


def application(desk: Desk, door: Door) -> Application:
    """The guarded ASGI application for the articles of ``desk``."""
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import HTMLResponse, JSONResponse
    from starlette.exceptions import HTTPException

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    def answer(status: int, code: str, message: str) -> JSONResponse:
        return JSONResponse({"error": {"code": code, "message": message}}, status)

    def html(content: str, policy: str, status: int = 200) -> HTMLResponse:
        return HTMLResponse(content, status, {"Content-Security-Policy": policy})

    @app.exception_handler(CnreportError)
    def fault(_request: Any, error: CnreportError) -> JSONResponse:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return answer(status, error.code, error.message)

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Any, _error: RequestValidationError) -> JSONResponse:
        return answer(422, "malformed", "看不懂的请求")

    @app.exception_handler(HTTPException)
    def refused(_request: Any, error: HTTPException) -> JSONResponse:
        return answer(error.status_code, "refused", str(error.detail))

    @app.get("/", response_model=None)
    def articles() -> HTMLResponse:
        return html(page.list_page(list(desk.list())), page.list_policy())

    @app.get("/articles/{number}", response_model=None)
    def article(number: int) -> HTMLResponse:
        # The page shows what is on the disk, also when another program has written it.
        desk.refresh(number)
        try:
            with desk.session(number) as session:
                following = number + 1 if number < len(desk) else None
                return html(page.article_page(session, number, following), page.article_policy())
        except NoArticleError:
            raise
        except CnreportError as error:
            return html(page.fault_page(str(error)), page.list_policy(), 409)

    @app.get("/api/articles", response_model=None)
    def listed() -> list[dict[str, Any]]:
        return [
            {"number": one.number, "name": one.name, "reviewed": one.reviewed, "fault": one.fault or None}
            for one in desk.list()
        ]

    @app.get("/api/articles/{number}", response_model=None)
    def state(number: int) -> dict[str, Any]:
        with desk.session(number) as session:
            gold = session.state.to_gold(session.source).model_dump(mode="json", exclude_none=True)
            return {"revision": session.revision, "gold": gold}

    @app.post("/api/articles/{number}/edits", response_model=None)
    def edit(number: int, asked: Asked) -> dict[str, Any]:
        with desk.session(number) as session:
            change = session.edit(asked)
            order = [record.id for record in session.state.sorted_records()]
            there = order.index(change.id) + 1 if change.id in order else None
            return {"revision": session.revision, "id": change.id, "record": there}

    return Guard(app, door)


def serve(app: Application, listening: socket.socket) -> None:
    """Answer requests on a socket until SIGINT or SIGTERM."""
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none", http="h11",
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; `CnreportError` with the code cannot-listen when it cannot be had."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Who opens the printed address at once waits until the server is up.
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = f"cannot listen on {host}, port {port}: {getattr(error, 'strerror', None) or error}"
        raise CnreportError(reason, code="cannot-listen", hint="another port: --port N, or --port 0 for any") from error
    return listening
