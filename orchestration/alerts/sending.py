"""Send one message over one channel, once; no second try, which could be a second message."""

import json
import os
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from orchestration.alerts.config import Channel
from orchestration.alerts.message import Message

TIMEOUT_SECONDS = 20


class SendError(Exception):
    """A message did not go out; the words hold no address and no secret."""


def send(channel: Channel, message: Message, environment: Mapping[str, str] = os.environ) -> None:
    """Raises `SendError`, which names the channel and the remedy."""
    missing = channel.missing_variables(environment)
    if missing:
        raise SendError(
            f"The alert {channel.name} was not sent: the environment variable "
            f"{', '.join(missing)} is not set. Set it where the night is started."
        )
    secrets = {option: environment[variable] for option, variable in channel.secrets.items()}
    try:
        if channel.kind == "webhook":
            _post(secrets["url"], message)
        else:
            _mail(channel, secrets, message)
    except (OSError, HTTPException, smtplib.SMTPException, ValueError) as failure:
        raise SendError(
            f"The alert {channel.name} was not sent: {_words(failure)}. "
            "Correct alerts.toml or its variables; `tierledger alert` tries again."
        ) from None


class _NoRedirect(HTTPRedirectHandler):
    """A secret address is not followed to somewhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _post(url: str, message: Message) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("its address does not begin with https://")
    body = json.dumps({"text": f"{message.subject}\n{message.text}", **message.fields})
    request = Request(
        url,
        data=body.encode(),
        headers={"Content-Type": "application/json", "User-Agent": "tierledger"},
        method="POST",
    )
    with build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS) as response:
        response.read()


def _mail(channel: Channel, secrets: Mapping[str, str], message: Message) -> None:
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = channel.sender
    mail["To"] = ", ".join(channel.to)
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=channel.sender.rsplit("@", 1)[1])
    mail.set_content(message.text)
    context = ssl.create_default_context()
    if channel.security == "tls":
        server = smtplib.SMTP_SSL(
            channel.host, channel.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(channel.host, channel.port, timeout=TIMEOUT_SECONDS)
    with server:
        if channel.security == "starttls":
            server.starttls(context=context)
        if secrets:
            server.login(secrets["username"], secrets["password"])
        server.send_message(mail)


def _words(failure: Exception) -> str:
    match failure:
        case HTTPError():
            return f"the server answered {failure.code}"
        case URLError():
            return f"no connection ({type(failure.reason).__name__})"
        case smtplib.SMTPResponseException():
            return f"the mail server answered {failure.smtp_code}"
        case ValueError() if not isinstance(failure, UnicodeError):
            return "its address is none"
        case _:
            return f"no connection ({type(failure).__name__})"
