"""The code that stands for a person towards one need."""

import base64
import hashlib
import hmac

CODE_LENGTH = 8


def candidate_code(secret: str, vacancy_id: int, profile_id: int) -> str:
    """Return eight capital letters and digits for a person in one need.

    A keyed digest over both: the same person has another code in every need, so that two institutions cannot
    join their lists, and nobody without `secret` can tell who it is (protection.md A6).
    """
    message = f"candidate:{vacancy_id}:{profile_id}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH]
