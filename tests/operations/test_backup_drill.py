"""A lost machine: back up, destroy, restore, and what came back and what did not. On both databases."""

import shutil
import time

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from events.erasing import erase
from events.mail import deliver_due, enqueue
from events.models import Mail, Registration
from tests.factories import (
    PASSWORD,
    DocumentFactory,
    EventFactory,
    ImageFactory,
    NewsPageFactory,
    RegistrationFactory,
    UserFactory,
    site_tree,
)
from tests.operations.drill import scratch_database
from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.operations.dumps import count_rows
from zorgpact.users.models import User

pytestmark = pytest.mark.xdist_group("drill")  # one site is destroyed and restored for all


def counted():
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        return count_rows(cursor, tables)


def make_site():
    site_tree()
    NewsPageFactory(title="Leren in de wijk", slug="wijk")
    DocumentFactory(file=ContentFile(b"%PDF- plan", name="plan.pdf"))
    ImageFactory(title="Boog").get_rendition("width-100")
    UserFactory(username="els", is_superuser=True)
    event = EventFactory(slug="sessie")
    for name in ("anna", "fatima"):
        registration = RegistrationFactory(event=event, name=name, email=f"{name}@example.org")
        enqueue(registration, Mail.Kind.CONFIRMED)
    call_command("update_index", verbosity=0, backend_name="site")


def destroy(database, folder):
    connection.close()
    database.create()  # empty
    shutil.rmtree(folder / "media")
    shutil.rmtree(folder / "private")


@pytest.fixture(scope="module")
def drill(django_db_setup, django_db_blocker, tmp_path_factory):
    """What was seen before and after."""
    folder = tmp_path_factory.mktemp("drill")
    (folder / "var").mkdir()
    files = override_settings(
        VAR_DIR=folder / "var",
        MEDIA_ROOT=folder / "media",
        PRIVATE_ROOT=folder / "private",
        ERASED_FILE=folder / "gewist.txt",
    )
    with files, scratch_database(folder, django_db_blocker) as database:
        make_site()
        seen = {"before": counted(), "folder": folder}
        call_command("backup", folder / "backup.tar", verbosity=0)
        mail.outbox = []
        seen["sent before"] = deliver_due()
        erase("fatima@example.org")
        destroy(database, folder)
        began = time.monotonic()
        call_command("restore", folder / "backup.tar", verbosity=0)
        seen["seconds"] = time.monotonic() - began
        yield seen


@pytest.fixture
def restored(drill, settings, django_db_blocker):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = drill["folder"] / "media", drill["folder"] / "private"
    settings.ERASED_FILE, settings.VAR_DIR = drill["folder"] / "gewist.txt", drill["folder"] / "var"
    return drill


def test_all_rows_are_back_but_those_of_who_was_erased_after_the_backup(restored):
    after = counted()
    differ = {
        label: after[label] - number for label, number in restored["before"].items() if after[label] != number
    }
    assert differ == {"events.Registration": -1, "events.Mail": -1}
    assert list(Registration.objects.values_list("name", flat=True)) == ["anna"]


def test_documents_pictures_and_their_sizes_are_back(restored):
    client = Client()
    assert b"".join(client.get(CustomDocument.objects.get().url).streaming_content) == b"%PDF- plan"
    image = CustomImage.objects.get()
    assert image.file.open().read(2) == image.renditions.get().file.open().read(2) == b"\xff\xd8"


def test_searching_finds(restored):
    assert "/nieuws/wijk/" in Client().get("/zoeken/?q=wijk").text


def test_who_had_an_account_logs_in(restored):
    assert Client().login(username="els", password=PASSWORD)
    assert User.objects.get(username="els").last_login is not None


def test_what_was_sent_since_is_held_and_goes_out_when_it_is_released(restored, capsys):
    mail.outbox = []
    assert (restored["sent before"], deliver_due(), mail.outbox) == (2, 0, [])
    assert [one.state for one in Mail.objects.all()] == ["held"]
    call_command("release_mail")
    assert capsys.readouterr().out == "1 mails vrijgegeven: de site verstuurt ze nu.\n"
    assert (deliver_due(), [message.to for message in mail.outbox]) == (1, [["anna@example.org"]])


def test_a_second_backup_can_be_made_of_a_restored_site(restored):
    call_command("backup", restored["folder"] / "second.tar", verbosity=0)
    assert (restored["folder"] / "second.tar").stat().st_mode & 0o777 == 0o600
