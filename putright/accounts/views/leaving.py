"""Where the council's own sign-in says, from its server to ours, that somebody has signed out there."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from putright.accounts import audit
from putright.accounts.audience import public
from putright.accounts.signing_in import leaving, openid, single_sign_on
from putright.council import clock

MOST_LETTERS = 20_000


@public
@csrf_exempt
@never_cache
@require_POST
def ended_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back-channel logout of OpenID Connect. No browser comes here: what counts is the signature."""
    provider, at = openid.of(provider_id), clock.now()
    if not ratelimit.consume(request, action="signed_out_elsewhere"):
        return JsonResponse({"error": "too_many_requests"}, status=429)
    token = request.POST.get("logout_token", "")
    try:
        if not 0 < len(token) <= MOST_LETTERS:
            raise leaving.NotRight("token")
        leaving.heard(token, provider=provider, request=request, at=at)
    except leaving.NotRight as why:
        facts = {"why": str(why), "provider": provider.id, **audit.where(request)}
        audit.note(kind="signing_out_refused", by=None, at=at, **facts)
        return JsonResponse({"error": "invalid_request"}, status=400)
    except single_sign_on.NoAnswer:  # it is to say so again later
        return JsonResponse({"error": "temporarily_unavailable"}, status=503)
    return HttpResponse(status=200)
