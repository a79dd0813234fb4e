from pacts.models import Organisation
from zorgpact.operations.management.list_command import ListCommand


class Command(ListCommand):
    help = (
        "Leest een lijst van organisaties: nieuwe maken, bestaande bijwerken. Zonder --save is het een proef."
    )
    model = Organisation
