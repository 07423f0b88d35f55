"""A browser that answers a survey as the public does: by the forms on the pages, nothing else."""

import hashlib
from itertools import count

from django.test import Client
from lxml import html


def solve(ticket, bits):
    """Return the work on a ticket, as the script of the page finds it."""
    for number in count():
        found = hashlib.sha256(f"{ticket}:{number}".encode()).digest()
        if int.from_bytes(found) >> (256 - bits) == 0:
            return str(number)
    raise AssertionError


class Somebody:
    """Somebody in front of a browser without cookies, scripts or account."""

    def __init__(self, survey, address="203.0.113.7"):
        self.client = Client(REMOTE_ADDR=address)
        self.survey = survey
        self.home = f"/have-your-say/{survey.slug}/"
        self.page = None

    def get(self, path="", **query):
        return self._take(self.client.get(self.home + path, query))

    def start(self, language="", work=True):
        self.get(language=language)
        ticket = self.tree.xpath("//input[@name='ticket']")[0]
        bits = int(ticket.get("data-av-bits"))
        form = self._fields(ticket.getparent())
        if work:
            form["work"] = solve(ticket.get("value"), bits)
        return self.send_form({**form, "do": "start"})

    def press(self, do, **given):
        """Press a button of the page's form, with what was filled in."""
        return self.send_form({**self.form(do), **given})

    def form(self, do):
        """Return what the form of a button would send."""
        wanted = f"@value='{do}' or starts-with(@value, '{do}:')"
        button = self.tree.xpath(f"//button[@name='do' and ({wanted})]")[0]
        return {**self._fields(next(button.iterancestors("form"))), "do": button.get("value")}

    def send_form(self, fields, **headers):
        return self._take(self.client.post(self.home + "answer/", fields, **headers))

    @property
    def heading(self):
        return " ".join(self.tree.xpath("//h1")[0].text_content().split())

    @property
    def text(self):
        return " ".join(self.tree.xpath("//main")[0].text_content().split())

    @property
    def code(self):
        return self.tree.xpath("//*[contains(@class, 'av-code__digits')]")[0].text_content().strip()

    @property
    def key(self):
        return self.tree.xpath("//input[@name='key']")[0].get("value")

    def _take(self, response):
        self.response = response
        if response.status_code == 200:
            self.page = response.content.decode()
            self.tree = html.fromstring(self.page)
        return self

    def _fields(self, form):
        fields = {}
        for field in form.xpath(".//input|.//textarea|.//select"):
            name = field.get("name")
            if not name or field.get("disabled") is not None:
                continue
            if field.tag == "input" and field.get("type") in ("radio", "checkbox"):
                if field.get("checked") is None:
                    continue
                value = field.get("value")
            elif field.tag == "select":
                value = next(iter(field.xpath("./option[@selected]/@value")), "")
            elif field.tag == "textarea":
                value = field.text or ""
            else:
                value = field.get("value") or ""
            fields.setdefault(name, []).append(value)
        return fields

    def to_check(self, said="Check your answers"):
        """Go on without answering until everything is to be checked."""
        for _ in range(20):
            if self.heading == said:
                return self
            self.press("next")
        raise AssertionError(self.heading)
