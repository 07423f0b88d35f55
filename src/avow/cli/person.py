"""`avow person`: who may sign in, and what they may do."""

import json
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from avow.cli._web import messages, refuse, site

if TYPE_CHECKING:
    from avow.web.accounts.models import Person

app = typer.Typer(no_args_is_help=True, help="Who may sign in, and what they may do.")

Email = Annotated[str, typer.Argument(help="E-mail address the person signs in with.")]
Role = Annotated[list[str], typer.Option("--role", help="A role; may be given several times.")]


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Name shown beside what the person does.")],
    role: Role = [],  # noqa: B006 — typer makes a new list for each call
) -> None:
    """Add somebody and print a first password; a second factor is set up at first sign-in.

    Example:

      avow person add lead@force.example --name "Plan lead" --role plan-lead
    """
    site()
    from django.db import IntegrityError

    from avow.web.accounts.actions import UnknownRoleError, add_person

    password = secrets.token_urlsafe(15)
    try:
        add_person(by=None, email=email, name=name, password=password, roles=role)
    except IntegrityError as error:
        raise refuse(f"{email} is there already.") from error
    except UnknownRoleError as error:
        raise refuse(str(error)) from error
    messages.print(f"Added {email}. First password, shown only now:")
    typer.echo(password)


@app.command("list")
def list_people(
    output: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """List everybody who can sign in, with their roles.

    Example:

      avow person list --format json
    """
    site()
    from avow.web.accounts.models import Person

    people = [
        {"email": p.email, "name": p.name, "active": p.is_active, "roles": p.roles}
        for p in Person.objects.order_by("email")
    ]
    if output == "json":
        typer.echo(json.dumps(people, indent=2))
        return
    if not people:
        messages.print("Nobody yet: `avow person add --help`.")
    for person in Person.objects.order_by("email"):
        state = "" if person.is_active else "  (cannot sign in)"
        typer.echo(f"{person.email}  {person.name}  {', '.join(person.roles)}{state}")


@app.command()
def grant(email: Email, role: Annotated[str, typer.Argument(help="Role to give.")]) -> None:
    """Give somebody a role.

    Example:

      avow person grant lead@force.example analyst
    """
    person = _find(email)
    from avow.web.accounts.actions import UnknownRoleError, grant_role

    try:
        grant_role(by=None, person=person, role=role)
    except UnknownRoleError as error:
        raise refuse(str(error)) from error
    messages.print(f"{email} holds {', '.join(person.roles)}.")


@app.command()
def revoke(email: Email, role: Annotated[str, typer.Argument(help="Role to take.")]) -> None:
    """Take a role from somebody.

    Example:

      avow person revoke lead@force.example analyst
    """
    person = _find(email)
    from avow.web.accounts.actions import revoke_role

    revoke_role(by=None, person=person, role=role)
    messages.print(f"{email} holds {', '.join(person.roles) or 'no role'}.")


@app.command()
def deactivate(email: Email) -> None:
    """Stop somebody signing in. What they did keeps their name.

    Example:

      avow person deactivate leaver@force.example
    """
    person = _find(email)
    from avow.web.accounts.actions import deactivate_person

    deactivate_person(by=None, person=person)
    messages.print(f"{email} can no longer sign in.")


def _find(email: str) -> "Person":
    site()
    from avow.web.accounts.models import Person

    try:
        return Person.objects.get_by_natural_key(email)
    except Person.DoesNotExist as error:
        raise refuse(f"Nobody signs in as {email}. `avow person list` shows who does.") from error
