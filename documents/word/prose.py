"""The running text of a document that somebody wrote in Word."""

from __future__ import annotations

import io
import zipfile

import docx

from documents.word.templates import TemplateFault, refusal_of


def prose_in(content: bytes) -> list[str]:
    """Its paragraphs, headings among them, in their order; tables, headers, footers and footnotes are left out.
    TemplateFault, in Swedish, for what is no Word document."""
    refusal = refusal_of(content)
    if refusal:
        raise TemplateFault(refusal)
    try:
        found = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise TemplateFault("Filen är inget Word-dokument (.docx), eller är skadad.") from error
    return [one.text for one in found.paragraphs if one.text.strip()]
