"""Why a file is not taken, each in a sentence that names the file."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from gasservice.web.refusals import Refusal


class FileRefused(Refusal):
    """A file that is not taken; subclasses say why."""

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence(name), field="photos")

    @staticmethod
    def sentence(name: str) -> str:
        raise NotImplementedError


class FileIsEmpty(FileRefused):
    """It holds nothing."""

    @staticmethod
    def sentence(name: str) -> str:
        return _("“%(name)s” is empty. Choose it again, or take the photo anew.") % {"name": name}


class FileIsTooLarge(FileRefused):
    """It has more bytes than we take."""

    @staticmethod
    def sentence(name: str) -> str:
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        return _("“%(name)s” is larger than %(limit)s. Send a smaller photo.") % {"name": name, "limit": limit}


class FileIsOfAnotherKind(FileRefused):
    """It is neither a photo that we read nor a PDF, whatever its name says."""

    @staticmethod
    def sentence(name: str) -> str:
        return _("“%(name)s” is neither a photo nor a PDF. Send a JPEG, PNG, WebP or HEIC photo, or a PDF.") % {
            "name": name
        }


class PictureHasTooManyPixels(FileRefused):
    """Reading it would take more memory than a photo may."""

    @staticmethod
    def sentence(name: str) -> str:
        return _("“%(name)s” has more pixels than we can read. Take the photo with fewer, or send a part of it.") % {
            "name": name
        }


class FileIsBroken(FileRefused):
    """It ends too early or is not what it begins as."""

    @staticmethod
    def sentence(name: str) -> str:
        return _("“%(name)s” cannot be read: it is damaged or incomplete. Choose it again, or take the photo anew.") % {
            "name": name
        }


class PdfIsLocked(FileRefused):
    """It is encrypted, so nobody here can look into it."""

    @staticmethod
    def sentence(name: str) -> str:
        return _("“%(name)s” is locked with a password. Save it without one, or send photos of its pages.") % {
            "name": name
        }


class PdfCanAct(FileRefused):
    """It carries a program, a form that runs, or other files."""

    @staticmethod
    def sentence(name: str) -> str:
        return _(
            "“%(name)s” holds a program or other files, so we cannot take it. Print it to a new PDF, or send photos of"
            " its pages."
        ) % {"name": name}
