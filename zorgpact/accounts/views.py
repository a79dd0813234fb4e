"""A person without a password, or without the one that was, chooses one by a link in a mail. The rest is allauth's."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zorgpact.accounts.forms import AddressForm, PasswordForm
from zorgpact.accounts.mail import enqueue_reset
from zorgpact.accounts.passwords import LinkIsOver, choose, link_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer, and what it costs, is the same for an address that we know and one that we do not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_valid()
    if is_sent and ratelimit.consume(request, action="reset_password", key=form.cleaned_data["email"]):
        enqueue_reset(form.cleaned_data["email"])
    return render(request, "accounts/account_reset_password.html", {"form": form, "is_sent": is_sent})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """Show where to type it; a POST gives the account this password. One logs in with it afterwards."""
    try:
        link = link_of(token)
        form = PasswordForm(request.POST if request.method == "POST" else None, user=link.user)
        if form.is_valid():
            choose(token, form.cleaned_data["password1"])
            messages.success(request, "Je wachtwoord is bewaard. Log ermee in.")
            return redirect("account_login")
    except LinkIsOver:
        return render(request, "accounts/choose_password.html", status=404)
    return render(request, "accounts/choose_password.html", {"form": form, "link": link})
