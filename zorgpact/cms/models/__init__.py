"""What all pages share: pictures, documents, presentation, publishing, former addresses."""

from zorgpact.cms.models.files import CustomDocument, CustomImage, Rendition
from zorgpact.cms.models.pages import (
    ADDRESS_IS_RESERVED,
    ContentPage,
    ContentPageManager,
    ContentPageQuerySet,
    CoverMixin,
    IndexPage,
    PageAddressForm,
    Presented,
    PresentedPage,
    SiteSettings,
    StandardPage,
    page_address,
)
from zorgpact.cms.models.rows import (
    EXAMPLE_MARK,
    Drafted,
    FormerSlug,
    FormerSlugQuerySet,
    Inventable,
    Publishable,
    PublishedQuerySet,
)

__all__ = [
    "ADDRESS_IS_RESERVED",
    "EXAMPLE_MARK",
    "ContentPage",
    "ContentPageManager",
    "ContentPageQuerySet",
    "CoverMixin",
    "CustomDocument",
    "CustomImage",
    "Drafted",
    "FormerSlug",
    "FormerSlugQuerySet",
    "IndexPage",
    "Inventable",
    "PageAddressForm",
    "Presented",
    "PresentedPage",
    "Publishable",
    "PublishedQuerySet",
    "Rendition",
    "SiteSettings",
    "StandardPage",
    "page_address",
]
