"""Uploads in buckets, with a server that speaks S3."""

from contextlib import suppress

import boto3
import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer
from wagtail.images.views.serve import generate_image_url

from tests.factories import DocumentFactory, ImageFactory
from zorgpact import optional
from zorgpact.cms.models import CustomDocument
from zorgpact.operations import backups
from zorgpact.operations.backups import BackupRefused
from zorgpact.operations.restoring import put_uploads

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]
KEYS = {"S3_ACCESS_KEY": "sleutel", "S3_SECRET_KEY": "geheim", "S3_REGION": "eu-west-1"}
NAMES = {"S3_BUCKET": "beelden", "S3_PRIVATE_BUCKET": "documenten"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    with suppress(Exception):
        server.stop()


@pytest.fixture
def buckets(server, settings, monkeypatch):
    """A function that gives what is in a bucket."""
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name="eu-west-1",
        aws_access_key_id="sleutel",
        aws_secret_access_key="geheim",
    )
    place = {"LocationConstraint": "eu-west-1"}
    for name in NAMES.values():
        with suppress(client.exceptions.BucketAlreadyOwnedByYou):
            client.create_bucket(Bucket=name, CreateBucketConfiguration=place)
        for item in client.list_objects_v2(Bucket=name).get("Contents", []):
            client.delete_object(Bucket=name, Key=item["Key"])
    public = {"S3_ENDPOINT": server, "S3_PUBLIC_URL": f"{server}/beelden"}
    monkeypatch.setattr(environ.Env, "ENVIRON", {**KEYS, **NAMES, **public})
    settings.STORAGES = {**settings.STORAGES, **optional.uploads_in(environ.Env())}
    monkeypatch.setattr(CustomDocument._meta.get_field("file"), "storage", storages["documents"])
    return lambda name: [item["Key"] for item in client.list_objects_v2(Bucket=name).get("Contents", [])]


def test_a_picture_and_its_sizes_are_in_the_public_bucket(buckets, server):
    image = ImageFactory(file__filename="boog.jpg")
    size = image.get_rendition("width-20|format-webp")
    assert buckets("beelden") == ["images/boog.width-20.format-webp.webp", "original_images/boog.jpg"]
    assert size.url == f"{server}/beelden/images/boog.width-20.format-webp.webp"


def test_a_missing_size_is_made_and_shown(buckets, client):
    response = client.get(generate_image_url(ImageFactory(), "width-30"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert [name for name in buckets("beelden") if "width-30" in name] != []


def test_a_document_is_in_the_private_bucket_and_served_by_the_site(buckets, client):
    document = DocumentFactory(file=ContentFile(b"%PDF- geheim", name="plan.pdf"))
    assert (buckets("beelden"), buckets("documenten")) == ([], ["documents/plan.pdf"])
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == b"%PDF- geheim"
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")


def test_what_is_deleted_leaves_the_buckets(buckets, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image, document = ImageFactory(), DocumentFactory()
        image.get_rendition("width-20")
    assert (len(buckets("beelden")), len(buckets("documenten"))) == (2, 1)
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
        document.delete()
    assert (buckets("beelden"), buckets("documenten")) == ([], [])


def test_a_second_file_of_the_same_name_replaces_nothing(buckets):
    first, second = [DocumentFactory(file=ContentFile(text, name="plan.pdf")) for text in (b"een", b"twee")]
    assert (first.file.name != second.file.name, len(buckets("documenten"))) == (True, 2)


def test_a_backup_takes_the_buckets_along_and_a_restore_brings_them_back(
    buckets, settings, tmp_path, monkeypatch
):
    settings.VAR_DIR, backup = tmp_path, tmp_path / "b.tar"
    monkeypatch.setattr(backups, "dump", lambda path: {"rows": path.write_bytes(b"rows")})
    ImageFactory(file__filename="boog.jpg")
    document = DocumentFactory(file=ContentFile(b"%PDF- geheim", name="plan.pdf"))
    in_backup = backups.back_up(backup, lambda line: None)["sha256"].keys()
    assert in_backup == {"database", "media/original_images/boog.jpg", "private/documents/plan.pdf"}
    storages["default"].delete("original_images/boog.jpg")
    storages["default"].save("later.jpg", ContentFile(b"later"))
    storages["documents"].delete("documents/plan.pdf")
    storages["documents"].save("documents/plan.pdf", ContentFile(b"iets anders"))
    put_uploads(tmp_path / "unpacked", backups.check(backup, tmp_path / "unpacked"))
    assert (buckets("beelden"), buckets("documenten")) == (
        ["original_images/boog.jpg"],
        ["documents/plan.pdf"],
    )
    assert document.file.storage.open("documents/plan.pdf").read() == b"%PDF- geheim"


def test_a_restore_that_cannot_fill_a_bucket_says_what_to_do(buckets, tmp_path, monkeypatch):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "boog.jpg").write_bytes(b"jpeg")
    monkeypatch.setattr(storages["default"], "bucket_name", "weg")
    with pytest.raises(
        BackupRefused, match=r"De database is terug, maar de uploads nog niet: .*NoSuchBucket"
    ):
        put_uploads(tmp_path, {"folders": ["media"]})
