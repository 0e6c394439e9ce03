"""What is logged is one JSON object a line and holds no words of an error or of a message's arguments."""

import json
import logging

import pytest
import structlog

from skillsbank import logs


@pytest.fixture(autouse=True)
def _as_before() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_events_and_library_warnings_have_one_form(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger().info("duty_done", moved=3)
    logging.getLogger("library").warning("queue of %s is %d", "/link/secret", 9)
    ours, theirs = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (ours["event"], ours["moved"], ours["level"]) == ("duty_done", 3, "info")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("queue of %s is %d", "warning", "library")


def test_an_error_is_logged_by_type_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        raise ValueError("hodan@example.org")
    except ValueError as error:
        structlog.get_logger().error("tick_failed", error=error)
        logging.getLogger("library").exception("Exception on %s", "/link/secret")
    text = capsys.readouterr().err
    assert "hodan" not in text
    assert "secret" not in text
    for line in text.splitlines():
        assert json.loads(line)["error"] == "ValueError"
        assert "test_logs.py" in json.loads(line)["where"]


def test_quiet_leaves_warnings_only(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(quiet=True)
    structlog.get_logger().info("duty_done")
    structlog.get_logger().warning("mails_wait")
    assert json.loads(capsys.readouterr().err)["event"] == "mails_wait"
