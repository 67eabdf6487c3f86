"""A POST that is sent again, because its answer got lost, is not done again."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.web.actions import claim_key, keep_answer
from gasservice.web.limits import asker_of
from gasservice.web.models import IdempotencyKey

HEADER = "Idempotency-Key"
LONGEST = 200
LONGEST_SCOPE = 300

Post = Callable[..., Response]


def once_per_key(post: Post) -> Post:
    """Do a POST once for each Idempotency-Key; sent again it gets its first answer. What fails leaves no trace."""

    @wraps(post)
    def answered(view, request: Request, *args, **kwargs) -> Response:
        key = request.headers.get(HEADER, "")
        if not key:
            return post(view, request, *args, **kwargs)
        if len(key) > LONGEST:
            raise ValidationError({HEADER: [_("Give a key of at most %(most)s signs.") % {"most": LONGEST}]})
        with transaction.atomic():
            row = claim_key(scope=scope_of(request), key=key, request_hash=hash_of(request), at=timezone.now())
            if row.response_status:
                return answer_again(row)
            response = post(view, request, *args, **kwargs)
            body, location = JSONRenderer().render(response.data).decode(), response.get("Location", "")
            keep_answer(row=row, status=response.status_code, body=body, location=location)
        return response

    return answered


def scope_of(request: Request) -> str:
    """Name who asks and where: nobody meets the keys of others. An address longer than this is none of ours."""
    return f"{asker_of(request, 'user')} {request.path}"[:LONGEST_SCOPE]


def hash_of(request: Request) -> str:
    """Hash what was sent, however it was spaced and ordered."""
    said = json.dumps(request.data, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def answer_again(row: IdempotencyKey) -> Response:
    headers = {"Location": row.response_location} if row.response_location else {}
    return Response(json.loads(row.response_body), status=row.response_status, headers=headers)
